import type { Client } from 'pg';
import { LockLine } from '../locks/lock-line.ts';
import { storeUnavailable } from '../store-error.ts';
import { ClientSession } from './client-session.ts';
import type { Session, SqlValue, Statement } from './database.ts';

const ONLY = '';

/** One connection that many use at once: each has it to itself in turn. When it is lost, it stays lost. */
export class SerialSession implements Session {
  readonly #client: Client;
  readonly #session: ClientSession;
  readonly #line = new LockLine();
  readonly #lost = new AbortController();

  /** Takes a client that is connected, and owns it from then on. */
  constructor(client: Client) {
    this.#client = client;
    this.#session = new ClientSession(client);
    client.on('error', (error) => {
      this.#lose(error);
    });
    client.on('end', () => {
      this.#lose(undefined);
    });
  }

  /** Aborted when the connection is lost or closed; the reason is the error that every later statement gets. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  query<Row>(statement: Statement<Row>, values: readonly SqlValue[]): Promise<readonly Row[]> {
    return this.exclusive((session) => session.query(statement, values));
  }

  script(sql: string): Promise<void> {
    return this.exclusive((session) => session.script(sql));
  }

  /** Runs work while nobody else uses the connection. */
  async exclusive<Result>(work: (session: ClientSession) => Promise<Result>): Promise<Result> {
    const leave = await this.#line.enter(ONLY, this.lost);
    try {
      this.lost.throwIfAborted();
      return await work(this.#session);
    } finally {
      if (this.#session.isBroken) await this.#discard();
      leave();
    }
  }

  /** Lets what is under way end, then ends the connection. */
  async close(): Promise<void> {
    if (this.lost.aborted) return;
    const leave = await this.#line.enter(ONLY, this.lost).catch(() => null);
    if (leave === null) return;
    await this.#discard();
    leave();
  }

  async #discard(): Promise<void> {
    this.#lose(undefined);
    await this.#client.end().catch(() => undefined);
  }

  #lose(cause: Error | undefined): void {
    if (!this.lost.aborted) this.#lost.abort(storeUnavailable(cause, 'The connection to the store was lost.'));
  }
}
