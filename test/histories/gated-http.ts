import type { HttpClient } from '../../src/http/http-client.ts';
import type { ProcessLife } from './process-life.ts';
import { running, TAG_HEADER } from './recorder.ts';

/** One process's way to a provider: its requests say on whose behalf they leave, and it dies with the process. */
export function gatedHttp(http: HttpClient, life: ProcessLife): HttpClient {
  life.onDeath(() => void http.close());
  return {
    health: http.health,
    close: () => http.close(),
    send: (request) =>
      life.live(() => {
        const tag = running.getStore();
        const headers = { ...request.headers, ...(tag !== undefined && { [TAG_HEADER]: String(tag) }) };
        return http.send({ ...request, headers });
      }),
  };
}
