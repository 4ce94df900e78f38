import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApolloServer } from '@apollo/server';
import type { GraphqlContext } from '../graphql/context.ts';
import { createSchema } from '../graphql/schema.ts';
import { providers } from '../providers/registry.ts';
import { createLogger } from '../telemetry/logger.ts';
import { safety } from '../../test/support/safety.ts';
import { createGraphqlServer } from './graphql-server.ts';

const logger = createLogger({ level: 'silent', destination: { write: () => undefined } });
const limits = {
  depth: 10,
  aliases: 50,
  rootMutationFields: 5,
  directives: 50,
  tokens: 2_000,
  bodyBytes: 1_024,
  entities: 200,
};
const engine = (introspection: boolean) =>
  createGraphqlServer({ schema: createSchema(providers), limits, introspection, logger }).apollo;

let silent: ApolloServer<GraphqlContext>;
let open: ApolloServer<GraphqlContext>;

beforeAll(async () => {
  [silent, open] = [engine(false), engine(true)];
  await silent.start();
  await open.start();
});
afterAll(async () => {
  await silent.stop();
  await open.stop();
});

async function messages(server: ApolloServer<GraphqlContext>, query: string, variables = {}): Promise<string> {
  // Nothing of this is run, so that nobody looks at the context.
  const contextValue = { idempotencyKey: null, upstreamCalls: null } as unknown as GraphqlContext;
  const { body } = await server.executeOperation({ query, variables }, { contextValue });
  if (body.kind !== 'single') throw new Error('The answer has parts.');
  return (body.singleResult.errors ?? []).map(({ message }) => message).join('\n');
}

const update = 'mutation ($input: UpdateKiboAccountInput!) { updateKiboAccount(input: $input) { outcome } }';
const inFilter = 'query ($filter: AccountFilter) { accounts(filter: $filter) { nodes { id } } }';
const misspelt: [string, string, object][] = [
  ['a field', '{ acount(id: "kibo:1") { id } }', {}],
  ['a field of a type', '{ account(id: "kibo:1") { emial } }', {}],
  ['an argument', '{ account(idd: "kibo:1") { id } }', {}],
  ['a type', '{ node(id: "kibo:1") { ... on Acount { id } } }', {}],
  ['a field of another type', '{ node(id: "kibo:1") { email } }', {}],
  ['a directive’s argument', '{ sources { id @include(iff: true) } }', {}],
  [
    'an input field',
    'mutation { updateKiboAccount(input: { id: "kibo:1", patch: { firstNam: "x" } }) { outcome } }',
    {},
  ],
  ['an enum value', '{ accounts(filter: { status: [ACTIV] }) { nodes { id } } }', {}],
  ['an input field in a variable', update, { input: { id: 'kibo:1', patch: { firstNam: 'x' } } }],
  ['an enum value in a variable', inFilter, { filter: { status: ['ACTIV'] } }],
];

describe('with introspection off', () => {
  it.each(misspelt)(
    safety('suggestions', '10 kinds of misspelt names, none put right') + ': %s',
    async (_name, query, variables) => {
      expect(await messages(silent, query, variables)).toMatch(/^[^]+$/);
      expect(await messages(silent, query, variables)).not.toContain('Did you mean');
    },
  );

  it('nobody is told the schema by another name', async () => {
    expect(await messages(silent, '{ __schema { types { name } } }')).toContain('introspection is not allowed');
    expect(await messages(silent, '{ _service { sdl } }')).toBe('The schema is not told here: _service is off.');
    expect(await messages(silent, '{ ...F } fragment F on Query { a: _service { sdl } }')).toContain('_service is off');
  });
});

describe('with introspection on', () => {
  it.each(misspelt)('%s is put right', async (_name, query, variables) => {
    expect(await messages(open, query, variables)).toContain('Did you mean');
  });
});
