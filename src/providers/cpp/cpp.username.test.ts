import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalUsername, usernamesToAsk } from './cpp.username.ts';

describe('the canonical user name', () => {
  it.each([
    ['ana.kovac', 'ana.kovac@cpp.hr'],
    ['Ana.Kovac', 'ana.kovac@cpp.hr'],
    ['ana.kovac2', 'ana.kovac2@cpp.hr'],
    ['ANA.KOVAC@CPP.HR', 'ana.kovac@cpp.hr'],
    ['ana.kovac@Partner.Example', 'ana.kovac@partner.example'],
    ['ana_kovac-b', 'ana_kovac-b@cpp.hr'],
    ['admin', 'admin@cpp.hr'],
    ['', null],
    ['.', null],
    ['..', null],
    ['ana.', null],
    ['@cpp.hr', null],
    ['ana@', null],
    ['ana@cpp.hr@cpp.hr', null],
    ['ana@cpp..hr', null],
    ['ana kovac', null],
    ['ana/kovac', null],
    ['ana%2e', null],
    ['ana\n', null],
    ['ana.kovač', null],
    // The Kelvin sign, whose lower case is the letter k.
    ['ana.\u212aovac', null],
    ['a'.repeat(250), null],
  ])('of %j is %j', (given, expected) => {
    expect(canonicalUsername(given, 'cpp.hr')).toBe(expected);
  });

  it('is its own canonical form, whatever it came from', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const canonical = canonicalUsername(text, 'cpp.hr');
        if (canonical === null) return;
        expect(canonical).toMatch(/^[a-z0-9._-]+@[a-z0-9.-]+$/);
        expect(canonicalUsername(canonical, 'cpp.hr')).toBe(canonical);
      }),
    );
  });

  it('is looked for in its short form first', () => {
    expect(usernamesToAsk('ana.kovac@cpp.hr', 'cpp.hr')).toEqual(['ana.kovac', 'ana.kovac@cpp.hr']);
    expect(usernamesToAsk('ana.kovac@partner.example', 'cpp.hr')).toEqual(['ana.kovac@partner.example']);
  });
});
