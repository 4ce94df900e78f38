import { anonymous, type Caller } from '../../domain/caller.ts';

/** Tells who asks, by what a request shows. */
export interface Authenticator {
  /**
   * The caller behind an `Authorization` header.
   * @throws GraphQLError UNAUTHENTICATED, which is answered with 401 and says how to sign in; UPSTREAM_UNAVAILABLE, which
   * is answered with 503, where nobody can be told apart for now.
   */
  authenticate(authorization: string | undefined): Promise<Caller> | Caller;
  /** Makes sure that callers can be told apart, and answers how. @throws AccountError UPSTREAM_UNAVAILABLE. */
  prepare(): Promise<string>;
  /** Ends what is under way. */
  close(): void;
}

/** Everybody is let in as "anonymous", with whatever they show. */
export const openAccess: Authenticator = {
  authenticate: () => anonymous,
  prepare: () => Promise.resolve('open, for callers on this machine only'),
  close: () => undefined,
};
