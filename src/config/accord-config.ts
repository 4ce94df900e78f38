import type { Secret } from '../domain/secret.ts';
import type { ProviderLimits, TokenBody } from './provider-config-spec.ts';

/** The whole configuration, checked. Nothing in it needs to be checked again. */
export interface AccordConfig {
  readonly server: ServerConfig;
  readonly access: AccessConfig;
  readonly store: StoreConfig;
  readonly cache: CacheConfig;
  readonly limits: LimitsConfig;
  /** At least one; ids are unique. */
  readonly sources: readonly SourceConfig[];
}

/** Where the server listens. */
export interface ServerConfig {
  /** A host name or an IP address without brackets. Default: 127.0.0.1. */
  readonly host: string;
  /** 0 takes any free port. Default: 4000. */
  readonly port: number;
  /** Processes that serve; every source's limits are one worker's share. Default: 1. */
  readonly workers: number;
}

/** Who may call. Default: open, which a host that other machines can reach refuses. */
export type AccessConfig = OpenAccessConfig | JwtAccessConfig;

/** Documents by their ids, and by the SHA-256 of their texts in hexadecimal digits. */
export type TrustedDocuments = ReadonlyMap<string, string>;

/** What goes with every mode. */
interface CommonAccessConfig {
  /** Origins whose pages may call from a browser, e.g. `https://app.example.com`. Default: none. */
  readonly origins: readonly string[];
  /** Where they are named, only these documents are run. Default: all. */
  readonly documents?: TrustedDocuments;
}

/** Every caller is "anonymous" with all scopes. */
export interface OpenAccessConfig extends CommonAccessConfig {
  readonly mode: 'open';
}

/** Callers show a JSON Web Token of this issuer. */
export interface JwtAccessConfig extends CommonAccessConfig {
  readonly mode: 'jwt';
  /** Kept letter by letter as written, because it is compared with the token's `iss`. */
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUri: string;
  /** At least one, all of them asymmetric. */
  readonly algorithms: readonly string[];
  /** Whether callers may read the schema. Default: true. */
  readonly introspection: boolean;
}

/** Where operations are recorded. */
export interface StoreConfig {
  /** `pglite:PATH`, `pglite:memory` or `postgres://…`; secret, because the last one can hold a password. */
  readonly url: Secret;
}

/** What is kept between requests. */
export interface CacheConfig {
  /** `memory:` or `redis://…`; secret, because the last one can hold a password. */
  readonly url: Secret;
  /** 0: nothing is kept. */
  readonly ttlSeconds: number;
}

/** The most that one request may ask for. What is more is refused before it runs. */
export interface LimitsConfig {
  /** How deep fields may be nested, with fragments written out. Default: 10. */
  readonly depth: number;
  /** Aliased and repeated fields of an operation, with fragments written out. Default: 50. */
  readonly aliases: number;
  /** Mutations in one operation. Default: 5. */
  readonly rootMutationFields: number;
  /** Directives of an operation, with fragments written out. Default: 50. */
  readonly directives: number;
  /** Tokens of a document, its comments, and the fields of an operation with fragments written out. Default: 2,000. */
  readonly tokens: number;
  /** Bytes of a request's body. Default: 1 MiB. */
  readonly bodyBytes: number;
  /** Representations in one `_entities`. Default: 200. */
  readonly entities: number;
}

/** One account at one provider. */
export interface SourceConfig {
  readonly id: string;
  readonly provider: string;
  /** For people. Default: the id. */
  readonly label: string;
  /** Scheme, host and path prefix, without a slash at the end. */
  readonly baseUrl: string;
  readonly auth: AuthConfig;
  readonly limits: SourceLimits;
  readonly timeouts: SourceTimeouts;
  /** Null: a call is made once. */
  readonly retries: SourceRetries | null;
  /** Null: a source that fails is asked all the same. */
  readonly breaker: SourceBreaker | null;
  /** The provider's own keys, as its `settings` schema gave them back. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** How long a source may take: connectMs ≤ attemptMs ≤ operationMs. Defaults: 2,000, 10,000 and 25,000. */
export interface SourceTimeouts {
  readonly connectMs: number;
  readonly attemptMs: number;
  readonly operationMs: number;
}

/** How much a source may be asked. Defaults: what its provider documents. */
export interface SourceLimits extends Required<ProviderLimits> {
  /** Calls that may wait for their turn; more are refused at once. Default: 1,000 reads and as many writes. */
  readonly queue: number;
  /** A 429 never holds a source back for longer, whatever the provider says. 0: not at all. Default: 3,600,000. */
  readonly maxPauseMs: number;
}

/** How often a read is tried. Defaults: 3 and 20. */
export interface SourceRetries {
  /** With the first one. */
  readonly attempts: number;
  /** Retries at most, of all that is sent to the source. */
  readonly percent: number;
}

/** When a source counts as down, and for how long it is left alone. Defaults: 5 of 10 calls, 5,000 and 60,000. */
export interface SourceBreaker {
  readonly failures: number;
  readonly ofCalls: number;
  /** Doubles with each probe that fails. */
  readonly pauseMs: number;
  readonly maxPauseMs: number;
}

/** How one source signs its requests. */
export type AuthConfig = BearerAuthConfig | BasicAuthConfig | OAuth2AuthConfig | AkskAuthConfig;

/** A fixed token in the Authorization header. */
export interface BearerAuthConfig {
  readonly type: 'bearer';
  readonly token: Secret;
}

/** RFC 7617. */
export interface BasicAuthConfig {
  readonly type: 'basic';
  readonly username: string;
  readonly password: Secret;
}

/** OAuth 2 client credentials. */
export interface OAuth2AuthConfig {
  readonly type: 'oauth2';
  /** Its path is kept as written, with or without a slash at the end. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly scope?: string;
  /** Default: what the provider wants. */
  readonly body: TokenBody;
}

/** A signature with an access key, as Huawei Cloud does it. */
export interface AkskAuthConfig {
  readonly type: 'aksk';
  readonly accessKey: string;
  readonly secretKey: Secret;
  /** Only with temporary keys; an empty one in the file counts as absent. */
  readonly securityToken?: Secret;
}
