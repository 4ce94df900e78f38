import { DatabaseError, type ClientBase } from 'pg';
import { AccountError, ErrorCode } from '../../domain/errors.ts';
import { storeUnavailable } from '../store-error.ts';
import type { Session, SqlRow, SqlValue, Statement } from './database.ts';

/** One connection, for one user at a time: the driver is asked for the next statement when it has answered the last. */
export class ClientSession implements Session {
  readonly #client: ClientBase;
  #broken = false;

  constructor(client: ClientBase) {
    this.#client = client;
  }

  /** Whether the connection can only be thrown away: it was lost, or nobody knows what it is doing. */
  get isBroken(): boolean {
    return this.#broken;
  }

  async query<Row>(statement: Statement<Row>, values: readonly SqlValue[]): Promise<readonly Row[]> {
    refuseNul(values);
    const { name, text, parse } = statement;
    const { rows } = await this.#run(() => this.#client.query<SqlRow>({ name, text, values: [...values] }));
    try {
      return rows.map(parse);
    } catch (error) {
      throw storeUnavailable(error);
    }
  }

  async script(sql: string): Promise<void> {
    await this.#run(() => this.#client.query(sql));
  }

  async #run<Result>(call: () => Promise<Result>): Promise<Result> {
    try {
      return await call();
    } catch (error) {
      this.#broken ||= !isAnswer(error);
      throw storeUnavailable(error);
    }
  }
}

/** Runs work between BEGIN and COMMIT. */
export async function inTransaction<Result>(
  session: ClientSession,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  await session.script('BEGIN');
  try {
    const result = await work(session);
    await session.script('COMMIT');
    return result;
  } catch (error) {
    // A connection that is lost takes its transaction with it.
    if (!session.isBroken) await session.script('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/**
 * Whether the server itself said no, and goes on listening. FATAL and PANIC are its last words, and so is 57P01 to 57P05
 * in servers that speak another language. What is no answer at all is a socket that failed or a time that ran out.
 */
function isAnswer(error: unknown): boolean {
  if (!(error instanceof DatabaseError)) return false;
  return !/^(FATAL|PANIC)$/.test(error.severity ?? '') && error.code?.startsWith('57P') !== true;
}

// No text of PostgreSQL can hold this character. It can only come from a caller who tries what happens.
function refuseNul(values: readonly SqlValue[]): void {
  if (values.some((value) => typeof value === 'string' && value.includes('\0'))) {
    throw new AccountError(ErrorCode.INVALID_VALUE, 'A text holds a NUL character, which cannot be recorded.');
  }
}
