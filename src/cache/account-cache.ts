import type { Reading } from '../domain/datasource.ts';

/** What the cache says of an account at the beginning of a read. */
export type Looked =
  /** What a read before has brought, and no write has changed since. */
  | { readonly kind: 'HIT'; readonly reading: Reading }
  /** Nothing to be served. The generation changes with every write: what is read from now on can be kept under it. */
  | { readonly kind: 'MISS'; readonly generation: string }
  /** A write is under way somewhere, or nobody knows how one ended: only the provider can tell. */
  | { readonly kind: 'WRITING' }
  /** The cache has nothing to say, because it did not answer in time. */
  | { readonly kind: 'UNKNOWN' };

/**
 * What was read of accounts, kept between requests, for all processes that share it.
 *
 * It never throws and never keeps anyone waiting for long: a cache that fails is as good as none. It knows nothing of
 * callers: whoever asks has made sure that this one may see the account.
 */
export interface AccountCache {
  /** What is there of an account; `complete` where also what its source has on demand is wanted. */
  look(accountId: string, complete: boolean): Promise<Looked>;
  /** Keeps what a read has brought that began after `generation` was told. */
  keep(generation: string, reading: Reading): void;
  /** From now on nothing that was read before is served, and nothing that is read is kept, until `endWrite`. */
  beginWrite(accountId: string): Promise<void>;
  /** From now on only what is read after this is served. */
  endWrite(accountId: string): Promise<void>;
  /** Gives back its connections. */
  close(): Promise<void>;
}
