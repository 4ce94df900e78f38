import { describe, expect, it } from '@jest/globals';
import { buildSchema, getVariableValues, Kind, parse, type OperationDefinitionNode } from 'graphql';
import { variableReader } from './variable-reader.ts';

const schema = buildSchema(
  'input In { a: Int } enum Colour { RED } type Query { x(id: ID, truth: Boolean, number: Float, text: String): Int }',
);

function definitionsOf(variables: string) {
  const [operation] = parse(`query (${variables}) { x }`).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new TypeError('No operation.');
  return (operation satisfies OperationDefinitionNode).variableDefinitions ?? [];
}

const values = [undefined, null, '', 'a', 'RED', '1', 0, 1, 1.5, true, false, [], ['a'], {}, { a: 1 }, { a: 'x' }];

describe('variables', () => {
  it.each([
    ...['$v: String', '$v: String!', '$v: ID', '$v: ID!', '$v: Boolean', '$v: Boolean!', '$v: Int', '$v: Float!'],
    ...['$v: [String]', '$v: [ID!]!', '$v: In', '$v: Colour!', '$v: String = "d"', '$v: Boolean! = true'],
  ])('(%s) are read as graphql-js reads them', (text) => {
    const definitions = definitionsOf(text);
    const read = variableReader(schema, definitions);
    for (const value of values) {
      for (const given of [value === undefined ? {} : { v: value }, { v: value, other: 1 }]) {
        expect(read(given)).toEqual(getVariableValues(schema, definitions, given).coerced ?? null);
      }
    }
  });

  it('are those of the request, and not what its object inherits', () => {
    const read = variableReader(schema, definitionsOf('$toString: String, $id: ID!'));
    expect(read({ id: 'a' })).toEqual({ id: 'a' });
    expect(read({ id: 'a', toString: 'b' })).toEqual({ id: 'a', toString: 'b' });
    expect(read({})).toBeNull();
  });
});
