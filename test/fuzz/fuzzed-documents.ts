import fc from 'fast-check';
import type { GraphQLSchema } from 'graphql';
import { generatedDocuments } from './generated-documents.ts';

/**
 * Documents of every kind: those of people with something cut, doubled or put in; those that the schema allows, with any
 * arguments; GraphQL's words in any order; and any text at all.
 */
export function fuzzedDocuments(
  schema: GraphQLSchema,
  samples: readonly string[],
  ids: readonly string[],
): fc.Arbitrary<string> {
  const words = fc.constantFrom(...wordsOf(schema));
  return fc.oneof(
    { weight: 5, arbitrary: mutated(samples, words) },
    { weight: 5, arbitrary: generatedDocuments(schema, ids) },
    { weight: 2, arbitrary: fc.array(words, { maxLength: 60 }).map((parts) => parts.join(' ')) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
  );
}

const punctuation = ['{', '}', '(', ')', '[', ']', ':', '!', '=', '|', '&', '$', '@', '#', ',', '"', '...', '"""'];
const keywords = [
  'query',
  'mutation',
  'subscription',
  'fragment',
  'on',
  'true',
  'null',
  '1',
  '-1.5e9',
  '@include(if: true)',
];

function wordsOf(schema: GraphQLSchema): readonly string[] {
  const types = Object.values(schema.getTypeMap());
  const fields = types.flatMap((type) => ('getFields' in type ? Object.keys(type.getFields()) : []));
  // The signs are few, and without them nothing else is read.
  const signs = Array.from({ length: 10 }, () => [...punctuation, ...keywords]).flat();
  return [...signs, ...types.map((type) => type.name), ...new Set(fields)];
}

const change = (words: fc.Arbitrary<string>) =>
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(40),
    what: fc.oneof(
      fc.constant('cut' as const),
      fc.constant('double' as const),
      words.map((word) => ({ word })),
    ),
  });

/** A sample with up to four cuts, doublings or insertions. */
function mutated(samples: readonly string[], words: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const changed = fc.tuple(fc.constantFrom(...samples), fc.array(change(words), { maxLength: 4 }));
  return changed.map(([sample, changes]) =>
    changes.reduce((text, { at, length, what }) => {
      const start = Math.floor(at * text.length);
      const [before, piece, after] = [
        text.slice(0, start),
        text.slice(start, start + length),
        text.slice(start + length),
      ];
      if (what === 'cut') return before + after;
      return before + (what === 'double' ? piece + piece : ` ${what.word} ${piece}`) + after;
    }, sample),
  );
}
