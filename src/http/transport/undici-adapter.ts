import type { AxiosAdapter, AxiosResponse } from 'axios';
import type { Dispatcher } from 'undici';
import type { HttpResponse } from '../http-message.ts';
import type { Exchange } from './exchange.ts';

declare module 'axios' {
  interface AxiosRequestConfig {
    /** What the adapter carries beside method, URL and data. */
    exchange?: Exchange;
  }
}

/**
 * An axios adapter that carries requests over an undici dispatcher. axios's own adapter costs about four times as much
 * a call, follows redirects and reads proxy variables of the environment; this one does none of that.
 *
 * `url` is the path and query, sent as it is; `data` is a string or absent; `exchange` is required. The answer's `data`
 * is the whole HttpResponse. Rejects with an ExchangeError.
 */
export function createUndiciAdapter(dispatcher: Dispatcher): AxiosAdapter {
  return (config) => {
    const { exchange } = config;
    if (exchange === undefined) return Promise.reject(new TypeError('The undici adapter needs an exchange.'));
    const answer = exchange.run((handler) => {
      dispatcher.dispatch(
        {
          method: (config.method ?? 'get').toUpperCase(),
          path: config.url ?? '/',
          headers: exchange.headers,
          body: (config.data as string | undefined) ?? null,
        },
        handler,
      );
    });
    return answer.then((data) => {
      return { data, status: data.status, statusText: '', headers: {}, config } satisfies AxiosResponse<HttpResponse>;
    });
  };
}
