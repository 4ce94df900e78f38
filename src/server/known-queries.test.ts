import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ApolloServer } from '@apollo/server';
import { buildSchema } from 'graphql';
import type { GraphqlContext } from '../graphql/context.ts';
import { KnownQueries } from './known-queries.ts';

const schema = buildSchema('type Query { a: Int b: Int } type Mutation { change(to: String): Int }');
let queries: KnownQueries;
let apollo: ApolloServer<GraphqlContext>;

beforeEach(() => {
  queries = new KnownQueries(schema);
  apollo = new ApolloServer<GraphqlContext>({ schema, plugins: [queries.plugin] });
});
afterEach(() => apollo.stop());

const run = (query: string, operationName?: string) =>
  apollo.executeOperation(
    { query, ...(operationName !== undefined && { operationName }) },
    { contextValue: {} as unknown as GraphqlContext },
  );

describe('known queries', () => {
  it('has a plan of what Apollo has executed, by its text and its operation', async () => {
    expect(queries.planOf('{ a }', null)).toBeNull();
    await run('{ a }');
    await run('query A { a } query B { b }', 'B');
    await run('mutation ($to: String) { change(to: $to) }');
    expect(queries.planOf('{ a }', null)).not.toBeNull();
    expect(queries.planOf('mutation ($to: String) { change(to: $to) }', null)).not.toBeNull();
    expect(queries.planOf('query A { a } query B { b }', 'B')).not.toBeNull();
    expect(queries.planOf('query A { a } query B { b }', 'A')).toBeNull();
    expect(queries.planOf('{ a } ', null)).toBeNull();
  });

  it.each([
    ['a document that Apollo refuses', '{ nothing }'],
    ['a mutation of two fields', 'mutation { a: change b: change }'],
    ['a mutation with a text of its own', 'mutation { change(to: "x") }'],
    ['one that is very long', `{ a } # ${'x'.repeat(20_000)}`],
  ])('has none of %s', async (_what, query) => {
    await run(query);
    expect(queries.planOf(query, null)).toBeNull();
  });

  it('forgets the oldest where there are too many', async () => {
    for (let index = 0; index <= 1_000; index += 1) await run(`{ a${index}: a }`);
    expect(queries.planOf('{ a0: a }', null)).toBeNull();
    expect(queries.planOf('{ a1: a }', null)).not.toBeNull();
    expect(queries.planOf('{ a1000: a }', null)).not.toBeNull();
  });
});
