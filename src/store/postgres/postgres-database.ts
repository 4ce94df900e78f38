import { Socket } from 'node:net';
import { Client, Pool, type ClientConfig } from 'pg';
import type { Logger } from '../../telemetry/logger.ts';
import { ClientSession, inTransaction } from '../sql/client-session.ts';
import type { Database, Session, SqlValue, Statement } from '../sql/database.ts';
import { SerialSession } from '../sql/serial-session.ts';
import { storeClosed, storeUnavailable } from '../store-error.ts';

const MAX_CONNECTIONS = 10;
const CLOSE_MS = 2_000;

/** A PostgreSQL server: a pool of connections, and single ones for who needs a session of his own. */
export class PostgresDatabase implements Database {
  readonly #config: ClientConfig;
  readonly #pool: Pool;
  readonly #sockets = new Set<Socket>();
  #closing: Promise<void> | null = null;

  constructor(config: ClientConfig, logger: Logger | null) {
    this.#config = { ...config, stream: () => this.#socket() };
    this.#pool = new Pool({ ...this.#config, max: MAX_CONNECTIONS });
    this.#pool.on('error', (error) => {
      logger?.warn({ error }, 'An idle connection to the store was lost.');
    });
    // A connection that fails while it is in use says so in two ways. The statement's error is the one that counts; an
    // event that nobody listens to would end the process.
    this.#pool.on('connect', (client) => client.on('error', () => undefined));
  }

  query<Row>(statement: Statement<Row>, values: readonly SqlValue[]): Promise<readonly Row[]> {
    return this.#withSession((session) => session.query(statement, values));
  }

  script(sql: string): Promise<void> {
    return this.#withSession((session) => session.script(sql));
  }

  transaction<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
    return this.#withSession((session) => inTransaction(session, work));
  }

  /** Opens a connection outside of the pool. It is closed with the database at the latest. */
  async openSession(): Promise<SerialSession> {
    if (this.#closing !== null) throw storeClosed();
    const client = new Client(this.#config);
    try {
      // A connection that fails later is told by the session; here the event only must not go unheard.
      client.on('error', () => undefined);
      await client.connect();
    } catch (error) {
      throw storeUnavailable(error);
    }
    return new SerialSession(client);
  }

  /** Nothing to do: the server's autovacuum does it. */
  tidy(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, CLOSE_MS);
    });
    await Promise.race([this.#pool.end().catch(() => undefined), late]);
    clearTimeout(timer);
    // What did not say goodbye in time, or never joined the pool.
    for (const socket of this.#sockets) socket.destroy();
  }

  async #withSession<Result>(work: (session: ClientSession) => Promise<Result>): Promise<Result> {
    if (this.#closing !== null) throw storeClosed();
    const client = await this.#pool.connect().catch((error: unknown) => {
      throw storeUnavailable(error);
    });
    const session = new ClientSession(client);
    try {
      return await work(session);
    } finally {
      client.release(session.isBroken);
    }
  }

  #socket(): Socket {
    const socket = new Socket();
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    return socket;
  }
}
