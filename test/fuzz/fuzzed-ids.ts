import fc from 'fast-check';
import type { EmulatorId } from '../../src/emulators/shared/emulator.ts';

// What has meant another place to some server, proxy or parser.
const hostilePieces = [
  '.',
  '..',
  '/',
  '\\',
  '%',
  '%2e',
  '%2e%2e',
  '%2f',
  '%5c',
  '%00',
  '%25',
  ';',
  '?',
  '#',
  '&',
  '=',
  '+',
  ' ',
  '\t',
  '\r\n',
  '\u0000',
  '\u0085',
  '\u2028',
  '\u202e',
  '．',
  '／',
  '\ud800',
  '@',
  ':',
  '//',
  '../',
  '..;/',
  '{id}',
  '$',
  '~',
  '-1',
  '0',
  '00',
  '1e3',
  '0x1',
  '١',
  'null',
  'undefined',
  '__proto__',
  'constructor',
  'admin',
  'roles',
  'a.b',
  'a@b',
  'A-1',
] as const;

const word = fc.string({ unit: fc.constantFrom(...Array.from('abzABZ0189._@-')), maxLength: 24 });

/** Keys of accounts as nobody should write them, and some as they are written. */
const keys: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.array(fc.constantFrom(...hostilePieces), { maxLength: 6 }).map((parts) => parts.join('')),
  },
  { weight: 4, arbitrary: fc.tuple(word, fc.constantFrom(...hostilePieces), word).map((parts) => parts.join('')) },
  { weight: 2, arbitrary: word },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.bigInt({ min: -10n, max: 2n ** 64n }).map(String) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 300 }).map((length) => 'a'.repeat(length)) },
);

const sources: readonly EmulatorId[] = ['kameleoon', 'kibo', 'wacm', 'huawei-cloud', 'cpp'];

/** Ids of accounts, most of them of a source that there is. */
export const fuzzedIds: fc.Arbitrary<string> = fc.oneof(
  { weight: 30, arbitrary: fc.tuple(fc.constantFrom(...sources), keys).map((parts) => parts.join(':')) },
  { weight: 1, arbitrary: keys },
  { weight: 1, arbitrary: fc.tuple(keys, keys).map((parts) => parts.join(':')) },
);
