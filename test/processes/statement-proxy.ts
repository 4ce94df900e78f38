import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Secret } from '../../src/domain/secret.ts';
import { MessageReader, statementNameOf } from './postgres-messages.ts';

/**
 * Where a statement is held: before the database gets it, or when the database has carried it out and its answer is on
 * the way. `late` is before, and the database gets it nevertheless when the process is gone.
 */
export type Moment = 'before' | 'after' | 'late';

/** A statement at which the proxy stops its connection. */
export interface Hold {
  /** The statement's name, as in src/store. */
  readonly statement: string;
  readonly moment: Moment;
  /** How many executions pass first. Default 0. */
  readonly skip?: number;
}

/** A way to PostgreSQL that can be stopped at a named statement, and as a whole. */
export interface StatementProxy {
  /** The database's URL by this way. */
  readonly url: Secret;
  /** Stops the next connection that comes to this point, for good; resolves when it is there. */
  hold(hold: Hold): Promise<void>;
  /** Forgets the holds that nobody came to. */
  clear(): void;
  /** From now on nothing passes, in either direction; new connections are accepted and hear nothing. */
  stall(): void;
  /** From now on every connection, old or new, is reset. */
  cut(): void;
  /** Drops what was stalled; new connections pass again. */
  restore(): void;
  close(): Promise<void>;
}

interface Trap extends Hold {
  passed: number;
  readonly reached: () => void;
}

type Mode = 'open' | 'stalled' | 'cut';

/** Starts a proxy on a free port of loopback. */
export async function createStatementProxy(target: Secret): Promise<StatementProxy> {
  const address = new URL(target.reveal());
  const upstream = { host: address.hostname, port: Number(address.port || 5432), noDelay: true };
  const sockets = new Set<Socket>();
  let traps: Trap[] = [];
  let mode: Mode = 'open';
  const track = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    return socket;
  };
  const take = (statement: string): Trap | null => {
    for (const trap of traps) {
      if (trap.statement !== statement) continue;
      trap.passed += 1;
      if (trap.passed <= (trap.skip ?? 0)) continue;
      traps = traps.filter((other) => other !== trap);
      return trap;
    }
    return null;
  };
  // Without delay: many small messages would each wait for the acknowledgement of the one before.
  const server = createServer({ noDelay: true }, (client) => {
    track(client);
    if (mode === 'cut') reset(client);
    if (mode === 'open') carry(client, track(connect(upstream)), { take, isOpen: () => mode === 'open' });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address.hostname = '127.0.0.1';
  address.port = String((server.address() as AddressInfo).port);
  const dropAll = (): void => {
    for (const socket of sockets) reset(socket);
  };
  return {
    url: new Secret(address.href),
    hold: (hold) =>
      new Promise((resolve) => {
        traps.push({ ...hold, passed: 0, reached: resolve });
      }),
    clear: () => {
      traps = [];
    },
    stall: () => {
      mode = 'stalled';
    },
    cut: () => {
      mode = 'cut';
      dropAll();
    },
    restore: () => {
      mode = 'open';
      dropAll();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        dropAll();
      }),
  };
}

/** Node never lets go of a socket that is reset while it connects, or while its end is being told to the other side. */
function reset(socket: Socket): void {
  if (socket.connecting || socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}

interface Gate {
  readonly take: (statement: string) => Trap | null;
  readonly isOpen: () => boolean;
}

/** Carries one connection, message by message. */
function carry(client: Socket, database: Socket, { take, isOpen }: Gate): void {
  const asked = new MessageReader({ hasStartup: true });
  const answered = new MessageReader({ hasStartup: false });
  let held: Trap | null = null;
  /** What was asked and not passed on. */
  const kept: Buffer[] = [];
  client.on('data', (bytes) => {
    if (!isOpen()) return;
    for (const message of asked.read(bytes)) {
      const name = held === null ? statementNameOf(message) : null;
      if (name !== null) held = take(name);
      if (held === null || held.moment === 'after') database.write(message);
      else kept.push(message);
      if (name !== null && held !== null && held.moment !== 'after') held.reached();
    }
  });
  database.on('data', (bytes) => {
    if (!isOpen()) return;
    if (held === null) client.write(bytes);
    // "Z": ReadyForQuery, so that what was asked is done and committed.
    else if (answered.read(bytes).some((message) => message[0] === 0x5a)) held.reached();
  });
  client.on('close', () => {
    if (held?.moment === 'late' && isOpen()) database.end(Buffer.concat(kept));
    else database.destroy();
  });
  database.on('close', () => {
    if (isOpen()) client.destroy();
  });
}
