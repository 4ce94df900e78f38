import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** What is used of the packages that the bench installs for itself; the product's own check does not need them. */
interface Packages {
  autocannon: { readonly default: (options: AutocannonOptions) => AutocannonRun };
  '@graphql-mesh/compose-cli': {
    readonly getComposedSchemaFromConfig: (config: object, logger: object) => Promise<string>;
  };
  '@omnigraph/json-schema': { readonly loadJSONSchemaSubgraph: (name: string, options: object) => unknown };
}

interface AutocannonOptions {
  readonly url: string;
  readonly connections: number;
  /** In seconds. */
  readonly duration: number;
  /** In seconds. */
  readonly timeout: number;
  readonly sampleInt: number;
  readonly skipAggregateResult: boolean;
  readonly overallRate?: number;
  readonly ignoreCoordinatedOmission?: boolean;
  readonly setupClient: (client: AutocannonClient) => void;
  readonly verifyBody: (body: string) => boolean;
}

/** One connection of autocannon. */
interface AutocannonClient {
  setRequests(requests: object[]): void;
  getRequestBuffer: () => Buffer;
  readonly requestIterator: { readonly currentRequest: { readonly requestBuffer: Buffer } };
}

interface AutocannonRun extends PromiseLike<unknown> {
  on(event: 'response', listener: (client: unknown, status: number, bytes: number, tookMs: number) => void): void;
  on(event: 'reqError', listener: (error: Error) => void): void;
}

// A folder of its own, so that none of its packages takes the place of one of the product.
const require = createRequire(new URL('others/package.json', import.meta.url));

/** Where a package of `others` begins. */
export function entryOf(name: string): string {
  return require.resolve(name);
}

/** Loads a package of `others/package.json`. */
export async function installed<Name extends keyof Packages>(name: Name): Promise<Packages[Name]> {
  return (await import(pathToFileURL(entryOf(name)).href)) as Packages[Name];
}
