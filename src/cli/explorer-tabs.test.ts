import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { getOperationAST, parse, validate } from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import { createSchema } from '../graphql/schema.ts';
import { providers } from '../providers/registry.ts';
import { explorerTabs } from './explorer-tabs.ts';

const FOLDER = 'schema/operations';
const documents = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.graphql'))
  .map((name) => readFileSync(`${FOLDER}/${name}`, 'utf8'));
const samples = JSON.parse(readFileSync(`${FOLDER}/variables.json`, 'utf8')) as Readonly<Record<string, unknown>>;
const schema = createSchema(providers);

describe('the tabs of the explorer', () => {
  it('gives each operation its fragments and its comments, and nothing of the others', () => {
    const texts = [
      '# First.\nquery A { a ...F }\n\n# Of both.\nfragment F on T { f ...G }',
      '# Second.\n# In two lines.\nmutation B($b: Int) { b }\nfragment G on T { g }',
    ];
    expect(explorerTabs(texts, { B: { b: 1 } })).toEqual([
      {
        query: '# First.\nquery A { a ...F }\n\n# Of both.\nfragment F on T { f ...G }\n\nfragment G on T { g }',
        variables: '',
      },
      { query: '# Second.\n# In two lines.\nmutation B($b: Int) { b }', variables: '{\n  "b": 1\n}' },
    ]);
  });

  it.each(
    explorerTabs(documents, samples).map(({ query, variables }) => [
      /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? '',
      query,
      variables,
    ]),
  )('has a sample that the schema takes as it stands: %s', (_name, query, variables) => {
    const document = parse(query);
    expect(validate(schema, document)).toEqual([]);
    const declared = getOperationAST(document)?.variableDefinitions ?? [];
    const given = variables === '' ? {} : (JSON.parse(variables) as Record<string, unknown>);
    expect(getVariableValues(schema, declared, given)).toHaveProperty('coerced');
    expect(Object.keys(given).filter((name) => !declared.some(({ variable }) => variable.name.value === name))).toEqual(
      [],
    );
  });
});
