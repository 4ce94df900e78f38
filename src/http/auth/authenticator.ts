/** What a signature may cover: one attempt's request as it will go over the wire. */
export interface SignableRequest {
  readonly method: string;
  /** The final address. Made when it is first read, so that strategies that sign nothing do not pay for it. */
  readonly url: URL;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Proves to a provider who is calling. */
export interface Authenticator {
  /**
   * Headers to add for this very attempt, by lower-case name.
   *
   * Throws what kept it from getting credentials: UPSTREAM_CREDENTIALS where they were refused, otherwise the code of the
   * failed token request, always with `details.dispatched` false.
   */
  headersFor(request: SignableRequest): Promise<Readonly<Record<string, string>>> | Readonly<Record<string, string>>;
  /** Told of a 401 to a request that carried `sent`; true: sign again and replay once. Absent: a replay cannot help. */
  refused?(sent: Readonly<Record<string, string>>): boolean;
  /** Told that a request that carried `sent` was let in. */
  accepted?(sent: Readonly<Record<string, string>>): void;
  /** Gives back what it holds, such as connections to a token endpoint. */
  close?(): Promise<void>;
}
