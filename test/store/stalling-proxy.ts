import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { Secret } from '../../src/domain/secret.ts';

/** A way to a database that can stop carrying bytes without closing anything, as a network does that is cut. */
export interface StallingProxy {
  /** The database's URL by this way. */
  readonly url: Secret;
  /** From now on nothing passes, in either direction; new connections are accepted and hear nothing. */
  stall(): void;
  /** The same for the connections that are open now; new ones pass. */
  cut(): void;
  /** What was held back is lost, with its connections; new ones pass. */
  restore(): void;
  /** How many clients still listen: each is sent a byte, which one that has closed its socket answers with a reset. */
  listeners(): number;
  close(): Promise<void>;
}

// A goodbye that is held back must not be answered by this end.
const halfOpen = { allowHalfOpen: true };

const proxies = new Set<StallingProxy>();

/** Closes those that a test has left open, for an `afterEach`. */
export async function closeStallingProxies(): Promise<void> {
  await Promise.all([...proxies].map((proxy) => proxy.close()));
}

export async function createStallingProxy(target: Secret): Promise<StallingProxy> {
  const address = new URL(target.reveal());
  const upstreamPort = Number(address.port || 5432);
  const upstreamHost = address.hostname;
  const sockets = new Set<Socket>();
  const cut = new WeakSet<Socket>();
  const clients = new Set<Socket>();
  let stalled = false;
  const track = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    return socket;
  };
  const server = createServer(halfOpen, (client) => {
    track(client);
    clients.add(client);
    client.on('close', () => clients.delete(client));
    if (stalled) return;
    const upstream = track(connect({ port: upstreamPort, host: upstreamHost, ...halfOpen }));
    const carry = (from: Socket, to: Socket): void => {
      from.on('data', (bytes) => {
        if (!stalled && !cut.has(from)) to.write(bytes);
      });
      from.on('end', () => {
        if (!stalled && !cut.has(from)) to.end();
      });
      from.on('close', () => {
        if (!stalled && !cut.has(from)) to.destroy();
      });
    };
    carry(client, upstream);
    carry(upstream, client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address.hostname = '127.0.0.1';
  address.port = String((server.address() as AddressInfo).port);
  const dropAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const proxy: StallingProxy = {
    url: new Secret(address.href),
    stall: () => {
      stalled = true;
    },
    cut: () => {
      for (const socket of sockets) cut.add(socket);
    },
    listeners: () => {
      for (const client of clients) client.write('\0');
      return clients.size;
    },
    restore: () => {
      stalled = false;
      dropAll();
    },
    close: () =>
      new Promise((resolve) => {
        proxies.delete(proxy);
        server.close(() => {
          resolve();
        });
        dropAll();
      }),
  };
  proxies.add(proxy);
  return proxy;
}
