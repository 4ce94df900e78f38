import { Axios, AxiosHeaders, type AxiosAdapter, type AxiosRequestConfig } from 'axios';

/** What axios is created with here: everything else of its configuration would be merged into every call. */
export interface DirectAxiosConfig {
  readonly adapter: AxiosAdapter;
}

// The adapter takes its headers from the exchange.
const noHeaders = new AxiosHeaders();

/**
 * axios, whose requests go straight to their adapter unless there are interceptors: no merging of configurations and
 * headers, no transforms, and every status is an answer. Where our one adapter uses none of that, it is most of what a call
 * of axios costs.
 */
export class DirectAxios extends Axios {
  readonly #adapter: AxiosAdapter;

  constructor({ adapter }: DirectAxiosConfig) {
    super({ adapter, maxRedirects: 0, validateStatus: () => true });
    this.#adapter = adapter;
  }

  override request: Axios['request'] = (config: AxiosRequestConfig) =>
    (this.#isIntercepted() ? super.request(config) : this.#adapter({ ...config, headers: noHeaders })) as never;

  #isIntercepted(): boolean {
    const { request, response } = this.interceptors as unknown as Readonly<
      Record<'request' | 'response', Interceptors>
    >;
    let count = 0;
    const add = (): void => {
      count += 1;
    };
    request.forEach(add);
    response.forEach(add);
    return count > 0;
  }
}

/** What axios's types leave out. */
interface Interceptors {
  forEach(visit: () => void): void;
}
