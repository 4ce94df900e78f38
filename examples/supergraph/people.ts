import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';

/** A running server. */
export interface Running {
  readonly url: string;
  stop(): Promise<void>;
}

interface Person {
  readonly id: string;
  readonly name: string;
  readonly department: string;
  readonly accountIds: readonly string[];
}

/** What another team keeps: who works here, and which accounts are theirs. */
const people: readonly Person[] = [
  {
    id: 'p-1',
    name: 'Ivana Horvat',
    department: 'Finance',
    accountIds: ['cpp:ivana.horvat@cpp.hr', 'kibo:b124c37b09cbe37f6a7f3bb3f0af2d3a', 'kameleoon:100001'],
  },
  {
    id: 'p-2',
    name: 'Željko Šarić',
    department: 'Design',
    accountIds: ['cpp:zeljko.saric@cpp.hr', 'kibo:0de3c7c4084e5436138bc39431575706'],
  },
];

// An account is Accord's: here it has its key, and what this subgraph adds to it.
const typeDefs = parse(/* GraphQL */ `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.0", import: ["@key"])

  type Query {
    "Everybody who works here."
    people: [Person!]!
  }

  "Somebody who works here."
  type Person @key(fields: "id") {
    id: ID!
    name: String!
    department: String!
    "The accounts that this person uses. Null where Accord cannot tell of one, for now or for good."
    accounts: [Account]!
  }

  type Account @key(fields: "id") {
    id: ID!
    "Whose account it is; null where the HR system knows nobody."
    owner: Person
  }
`);

const toReference = (id: string) => ({ __typename: 'Account', id });

const resolvers = {
  Query: { people: () => people },
  Person: {
    __resolveReference: ({ id }: { readonly id: string }) => people.find((person) => person.id === id),
    accounts: (person: Person) => person.accountIds.map(toReference),
  },
  Account: {
    __resolveReference: ({ id }: { readonly id: string }) => toReference(id),
    owner: ({ id }: { readonly id: string }) => people.find((person) => person.accountIds.includes(id)) ?? null,
  },
};

/** Starts the HR system’s subgraph on a free port. */
export async function startPeople(): Promise<Running> {
  const server = new ApolloServer({
    schema: buildSubgraphSchema([{ typeDefs, resolvers }]),
    plugins: [ApolloServerPluginInlineTraceDisabled()],
    stopOnTerminationSignals: false,
  });
  const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } });
  return { url, stop: () => server.stop() };
}
