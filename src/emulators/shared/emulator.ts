/**
 * What every emulator offers to tests, benches and the demo.
 *
 * An emulator is a stateful fake of one provider, written from that provider's own page. It imports nothing of the
 * product, so that a misreading in the product cannot be repeated here and go unseen.
 */
import type { EmulatorId } from './emulator-id.ts';
import type { RequestKind } from './exchange.ts';
import type { FaultPlan } from './faults.ts';
import type { Person } from './people.ts';

export type { EmulatorId };

/** An account, or part of one, in the provider's own field names. 64-bit numbers beyond 2^53 are bigints. */
export type Fields = Record<string, unknown>;

/** One request as it arrived, with what became of it. Headers and body hold credentials: never print them. */
export interface RecordedRequest {
  /** When it arrived, in milliseconds of the emulator's clock. */
  readonly at: number;
  readonly method: string;
  /** Path with query, as on the wire. */
  readonly path: string;
  /** Header names in lower case; repeated headers are joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  /** The body read as UTF-8; empty when there was none. */
  readonly body: string;
  readonly kind: RequestKind;
  /** Status sent back; null while it is unanswered, and for ever when a fault swallowed the answer. */
  readonly status: number | null;
  /** True when the request changed the provider's state. */
  readonly applied: boolean;
}

/** A provider that listens on loopback and remembers what it is told. */
export interface Emulator {
  readonly provider: EmulatorId;
  /** What stands between the origin and the page's paths in a base URL: "" or for example "/api". */
  readonly basePath: string;
  /**
   * Starts listening on 127.0.0.1 and answers the origin, for example `http://127.0.0.1:40123`. May be called again
   * after {@link Emulator.close}: state, faults and journal survive, as when a provider comes back.
   *
   * @param port 0 by default: any free port.
   */
  listen(port?: number): Promise<string>;
  /** Stops at once: idle, active and stalled sockets are destroyed and all timers end. Calling it twice is harmless. */
  close(): Promise<void>;
  readonly faults: FaultPlan;
  /** Every request so far, oldest first; the oldest are dropped beyond the option `journalLimit`. */
  readonly requests: readonly RecordedRequest[];
  clearJournal(): void;
  /** One account as the provider holds it, as a deep copy; undefined where there is none. */
  account(key: string): Fields | undefined;
  /** All accounts as the provider holds them, in the provider's order, as deep copies. */
  accounts(): Fields[];
  /** Changes (or creates) an account behind the API's back; only the given fields change. */
  put(key: string, fields: Fields): void;
  /** Makes every access token issued so far unknown. Nothing happens at providers without tokens. */
  revokeTokens(): void;
  /** Back to the seed: accounts, faults, journal and rate limits. Issued tokens stay good. */
  reset(): void;
}

/** What every emulator can be given. */
export interface EmulatorOptions {
  /** The clock that token lifetimes, rate limits, signatures and dates are read from; milliseconds. Default Date.now. */
  readonly now?: () => number;
  /** Who has accounts. Default `createPeople()`: 40 invented people. */
  readonly people?: readonly Person[];
  /** How long an access token is good. The default is the provider's. */
  readonly tokenLifetimeSeconds?: number;
  /** Put before each access token issued, so that a test can search for leaks of it. Default "emulated-". */
  readonly tokenPrefix?: string;
  /** Top-level fields that an update silently leaves as they were. Default none. */
  readonly dropFields?: readonly string[];
  /** How many requests the journal keeps. Default 50,000. */
  readonly journalLimit?: number;
  /** Told of requests at the moment; default nobody. */
  readonly observer?: RequestObserver;
}

/** For tests that must know in which order things happened. It is called in the middle of the work: it must not throw. */
export interface RequestObserver {
  /** A request has arrived; nothing has been done yet. */
  arrived(record: RecordedRequest): void;
  /** A request has just changed the state: a second time where it was delivered twice. */
  applied(record: RecordedRequest): void;
}
