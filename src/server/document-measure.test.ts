import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { measureDocument, type DocumentSize } from './document-measure.ts';

const sizeOf = (text: string): DocumentSize | undefined => measureDocument(parse(text))[0]?.size;

describe('the size of an operation', () => {
  it.each<[string, string, Partial<DocumentSize>]>([
    ['a field', '{ a }', { depth: 1, aliases: 0, directives: 0, fields: 1, rootFields: 1 }],
    ['fields in fields', '{ a { b { c } d } e }', { depth: 3, fields: 5, rootFields: 2 }],
    ['an inline fragment adds no depth', '{ ... on Q { a } ... { b { c } } }', { depth: 2, fields: 3, rootFields: 2 }],
    ['aliases', '{ x: a y: b { z: c d } }', { aliases: 3 }],
    ['aliases of __typename', '{ a: __typename b: __typename }', { aliases: 2 }],
    ['fields that stand there again', '{ a a a b { c c } }', { aliases: 3 }],
    [
      'the same field in two fragments is no repetition',
      '{ ...A ...B } fragment A on Q { a } fragment B on Q { a }',
      {
        aliases: 0,
        fields: 2,
      },
    ],
    [
      'directives wherever they stand',
      'query ($v: I @a) @a { b @a ... @a { c } ...F @a } fragment F on Q @a { d @a @a }',
      {
        directives: 8,
      },
    ],
    [
      'a fragment as often as it is spread',
      '{ ...F ...F x { ...F } } fragment F on Q { a: b @c }',
      {
        depth: 2,
        aliases: 3,
        directives: 3,
        fields: 4,
        rootFields: 3,
      },
    ],
    ['depth through fragments', '{ a { ...F } } fragment F on Q { b { ...G } } fragment G on Q { c }', { depth: 3 }],
    [
      'what is below __schema and __type has no depth',
      '{ __schema { types { name } } __type(name: "Q") { name } }',
      {
        depth: 1,
        fields: 5,
      },
    ],
    ['but a fragment of that name has', '{ ...__schema } fragment __schema on Q { a { b { c } } }', { depth: 3 }],
    ['and an alias of that name has', '{ __schema: a { b { c } } }', { depth: 3 }],
    [
      'a fragment that spreads itself',
      '{ ...F } fragment F on Q { a ...F b { ...G } } fragment G on Q { c ...F }',
      {
        depth: 2,
        fields: 3,
      },
    ],
    ['a fragment that does not exist', '{ a ...F }', { fields: 1 }],
  ])('%s: %s', (_name, text, expected) => {
    expect(sizeOf(text)).toMatchObject(expected);
  });

  it('is that of each operation alone', () => {
    const operations = measureDocument(
      parse('query A { a } mutation B { b { c } d } fragment F on Q { a { b { c } } }'),
    );
    expect(operations.map(({ isMutation, size }) => [isMutation, size.depth, size.rootFields])).toEqual([
      [false, 1, 1],
      [true, 2, 2],
    ]);
  });
});
