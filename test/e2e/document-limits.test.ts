import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery, specifiedRules, validate, type DocumentNode } from 'graphql';
import * as operations from '../../schema/operations.gen.ts';
import { createSchema } from '../../src/graphql/schema.ts';
import { providers } from '../../src/providers/registry.ts';
import { documentLimits } from '../../src/server/document-limits.rule.ts';
import { expanding } from '../support/expanding-document.ts';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';
import { safety } from '../support/safety.ts';

let accord: RunningAccord;

beforeAll(async () => {
  accord = await startAccord();
});
afterAll(() => accord.close());

async function ask(query: string) {
  const answer = await fetch(`${accord.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', connection: 'close' },
    body: JSON.stringify({ query }),
  });
  const body = (await answer.json()) as { errors?: { message: string; extensions: unknown }[]; data?: unknown };
  return { status: answer.status, body };
}

const callsSoFar = () => Object.values(accord.emulators).reduce((sum, { requests }) => sum + requests.length, 0);

const account = 'account(id: "kibo:1")';
const update = 'updateAccount(input: { id: "kibo:1", patch: {} }) { outcome }';
const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

/** Fields so many levels deep, in braces. */
function deep(levels: number): string {
  const path = [account, ...Array.from({ length: levels - 2 }, (_, i) => ['operations', 'nodes', 'account'][i % 3])];
  return `{ ${path.join(' { ')} { __typename ${'} '.repeat(levels)}`;
}

/** What is refused: its name, the limit that it is over, the document. */
const refused: [string, string, string][] = [
  ['fields 11 deep', 'depth', deep(11)],
  ['fields 10,000 deep', 'tokens', `${'{ a '.repeat(10_000)}${'}'.repeat(10_000)}`],
  ['depth in a fragment named __schema', 'depth', `{ ...__schema } fragment __schema on Query ${deep(11)}`],
  ['51 aliases', 'aliases', `{ ${times(51, (i) => `a${i}: ${account} { id }`)} }`],
  [
    '3 aliases, spread 17 times',
    'aliases',
    `{ ${'...F '.repeat(17)}} fragment F on Query { a: sources { b: id c: id } }`,
  ],
  ['10,000 aliases of __typename', 'tokens', `{ ${times(10_000, (i) => `a${i}: __typename`)} }`],
  ['one field 400 times', 'aliases', `{ ${'sources { id } '.repeat(400)} }`],
  ['6 mutations', 'rootMutationFields', `mutation { ${times(6, (i) => `a${i}: ${update}`)} }`],
  [
    '6 mutations by fragments',
    'rootMutationFields',
    `mutation { ...F ...F } fragment F on Mutation { ${times(3, (i) => `a${i}: ${update}`)} }`,
  ],
  ['51 directives', 'directives', `{ sources { id ${'@include(if: true) '.repeat(51)} } }`],
  ['2,001 tokens', 'tokens', `{ sources { id(${'a: 1 '.repeat(665)}) } }`],
  ['100,000 comments', 'tokens', `{ sources { id } } ${'#\n'.repeat(100_000)}`],
  ['2^30 fields in 30 fragments', 'tokens', expanding(30)],
  [
    '10 levels of 10 fields in fragments',
    'tokens',
    `{ ...F0 } ${times(9, (i) => `fragment F${i} on Query { ${`...F${i + 1} `.repeat(10)}}`)} fragment F9 on Query { sources { id } }`,
  ],
];

describe('a document over a limit', () => {
  it.each(refused)(
    safety('documents', '14 kinds of documents over a limit: status 400, the limit’s name, no call to a provider') +
      ': %s',
    async (_name, limit, query) => {
      const calls = callsSoFar();
      const { status, body } = await ask(query);
      expect([status, 'data' in body]).toEqual([400, false]);
      expect(body.errors?.map((error) => error.extensions)).toEqual([
        { code: 'DOCUMENT_LIMIT_EXCEEDED', limit, max: expect.any(Number) },
      ]);
      expect(callsSoFar()).toBe(calls);
    },
  );

  it(safety('documents', '2^30 fields in 30 fragments, refused within 20 MiB'), async () => {
    await ask(expanding(29));
    const before = process.memoryUsage().heapUsed;
    expect((await ask(expanding(30))).status).toBe(400);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(20 * 1024 * 1024);
  });

  it('LIMITS-CYCLE a cycle of fragments is refused by GraphQL’s own rule', async () => {
    const { status, body } = await ask('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }');
    expect([status, body.errors?.[0]?.message]).toEqual([400, 'Cannot spread fragment "A" within itself via "B".']);
  });
});

describe('a document within the limits', () => {
  it.each([
    ['fields 10 deep', deep(10)],
    ['50 aliases', `{ ${times(50, (i) => `a${i}: __typename`)} }`],
    ['5 mutations', `mutation { ${times(5, (i) => `a${i}: ${update}`)} }`],
    ['50 directives', `{ ${times(50, () => '... @include(if: true) { sources { id } }')} }`],
    [
      '1,000 tokens of fragments',
      `{ ${times(100, (i) => `...F${i}`)} } ${times(100, (i) => `fragment F${i} on Query { __typename }`)}`,
    ],
    [
      'introspection with everything',
      getIntrospectionQuery({
        specifiedByUrl: true,
        directiveIsRepeatable: true,
        schemaDescription: true,
        inputValueDeprecation: true,
        oneOf: true,
      }),
    ],
  ])('LIMITS-WITHIN %s', async (_name, query) => {
    const { status, body } = await ask(query);
    expect([
      status,
      body.errors?.filter(({ extensions }) => Object.hasOwn(extensions as object, 'limit')) ?? [],
    ]).toEqual([200, []]);
  });

  it('LIMITS-SAMPLES every sample operation', () => {
    const limits = { depth: 10, aliases: 50, rootMutationFields: 5, directives: 50, tokens: 2_000 };
    const samples = Object.entries(operations).filter(([name]) => name.endsWith('Document'));
    expect(samples.length).toBeGreaterThan(5);
    for (const [, document] of samples) {
      const rules = [documentLimits(limits), ...specifiedRules];
      expect(validate(createSchema(providers), document as DocumentNode, rules)).toEqual([]);
    }
  });
});
