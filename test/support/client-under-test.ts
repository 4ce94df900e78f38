import { AccountError } from '../../src/domain/errors.ts';
import { Secret } from '../../src/domain/secret.ts';
import { bearerAuth } from '../../src/http/auth/bearer.ts';
import { createHttpClient, type HttpClient, type HttpClientOptions } from '../../src/http/http-client.ts';
import { ManualClock } from './manual-clock.ts';

/** The credential of a client under test, which nothing that is shown may hold. */
export const CANARY = 'canary-4711';

/** A read and a write to send. */
export const get = { method: 'GET', path: '/accounts/1' } as const;
export const put = { method: 'PUT', path: '/accounts/1', body: '{"a":"ž"}' } as const;

/** Uses a client with a standing clock and a bearer token, unless told otherwise, and closes it. */
export async function withClient(
  options: Partial<HttpClientOptions> & { readonly baseUrl: string },
  use: (client: HttpClient) => Promise<void>,
): Promise<void> {
  const client = createHttpClient({
    authenticate: bearerAuth(new Secret(CANARY)),
    clock: new ManualClock(),
    ...options,
  });
  try {
    await use(client);
  } finally {
    await client.close();
  }
}

/** The AccountError that the promise is rejected with; anything else fails the test. */
export async function errorOf(sending: Promise<unknown>): Promise<AccountError> {
  const error = await sending.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AccountError)) throw new Error('no AccountError was thrown', { cause: error });
  return error;
}

/** A promise and the function that keeps it: how a server's listener tells the test that it got this far. */
export function signal(): { readonly reached: Promise<void>; readonly reach: () => void } {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  return {
    reached: promise,
    reach: () => {
      resolve(undefined);
    },
  };
}
