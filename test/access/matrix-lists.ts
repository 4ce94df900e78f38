import type { Answer } from '../support/client.ts';
import { SOURCES } from './matrix-table.ts';

/** Everything that lists. A request each: where one is refused as a whole, the others are not to go with it. */
export const LISTS = [
  '{ all: accounts(first: 200) { nodes { source { id } } } }',
  'query ($sources: [ID!]!) { some: accounts(first: 1, filter: { sources: $sources }) { problems { source { id } code } } }',
  'query ($email: String!) { identity(email: $email) { accounts { source { id } } } }',
  `query ($representations: [_Any!]!) {
    entities: _entities(representations: $representations) { ... on Account { id } }
    operations(first: 200, filter: { actor: "owner" }) { nodes { accountId } } }`,
];

interface Lists {
  readonly all: { readonly nodes: readonly Placed[] } | null;
  readonly some: { readonly problems: readonly Problem[] } | null;
  readonly identity: { readonly accounts: readonly Placed[] } | null;
  readonly entities: readonly unknown[];
  readonly operations: { readonly nodes: readonly { readonly accountId: string }[] };
}
interface Placed {
  readonly source: { readonly id: string };
}
interface Problem extends Placed {
  readonly code: string;
}

/** Of what they were answered, which sources are in it. */
export function summaryOf(answers: readonly Answer<Record<string, unknown>>[]) {
  const lists = Object.assign({ all: null, some: null, identity: null }, ...answers.map(({ data }) => data)) as Lists;
  const errors = answers.flatMap((answer) => answer.errors ?? []);
  const inOrder = (ids: readonly string[]) => SOURCES.filter((source) => ids.includes(source));
  const sourcesOf = (placed: readonly Placed[] = []) => inOrder(placed.map(({ source }) => source.id));
  const forbidden = errors
    .filter(({ extensions }) => extensions?.code === 'FORBIDDEN')
    .map(({ path }) => String(path?.[0]));
  return {
    listed: sourcesOf(lists.all?.nodes),
    person: sourcesOf(lists.identity?.accounts),
    problems: sourcesOf(lists.some?.problems.filter(({ code }) => code === 'FORBIDDEN')),
    refused: [...new Set(forbidden)].filter((name) => name !== 'entities').sort(),
    entities: lists.entities.map((entity) => entity !== null),
    operations: inOrder(lists.operations.nodes.map(({ accountId }) => accountId.split(':')[0] ?? '')),
  };
}
