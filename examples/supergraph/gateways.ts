import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import type { Running } from './people.ts';

/** Starts a gateway over a supergraph. */
export type StartGateway = (supergraphSdl: string, port: number) => Promise<Running>;

/** Apollo's gateway in Node.js. Apollo Router takes the same supergraph. */
const startApolloGateway: StartGateway = async (supergraphSdl, port) => {
  const server = new ApolloServer({ gateway: new ApolloGateway({ supergraphSdl }), stopOnTerminationSignals: false });
  const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port } });
  return { url, stop: () => server.stop() };
};

/** The runtime of Hive Gateway: what `hive-gateway supergraph` runs, without its command line. */
const startHiveGateway: StartGateway = async (supergraphSdl, port) => {
  const gateway = createGatewayRuntime({
    supergraph: supergraphSdl,
    transports: { http: import('@graphql-mesh/transport-http') },
    logging: 'warn',
  });
  const server = createServer((request, response) => void gateway(request, response));
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await gateway[Symbol.asyncDispose]();
    },
  };
};

/** The gateways by their names on the command line. */
export const gateways: Readonly<Record<string, StartGateway>> = { apollo: startApolloGateway, hive: startHiveGateway };
