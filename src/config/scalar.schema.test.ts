import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import type { TextRule } from './scalar.schema.ts';
import {
  headerText,
  integerSetting,
  numberSetting,
  optionalSetting,
  plainText,
  secretSetting,
  textSetting,
} from './scalar.schema.ts';

const messages = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).error?.issues.map((issue) => issue.message) ?? [];

describe('integerSetting', () => {
  const port = integerSetting({ min: 0, max: 65_535 });

  it('reads numbers and text with digits alike', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 65_535 }), (value) => {
        expect(port.parse(value)).toBe(value);
        expect(port.parse(String(value))).toBe(value);
      }),
    );
  });

  it.each([-1, 65_536, 1.5, Number.NaN, Infinity, '', ' ', ' 80', '80 ', '1e3', '0x50', '65536', '-1', '8080.0', 'x'])(
    'refuses %j',
    (value) => {
      expect(messages(port, value)).toEqual(['must be a whole number from 0 to 65535']);
    },
  );

  it.each([null, true, [80], { port: 80 }])('refuses %j', (value) => {
    expect(messages(port, value)).toEqual(['must be a whole number from 0 to 65535']);
  });

  it('tells a missing one', () => {
    expect(messages(port, undefined)).toEqual(['is missing; it must be a whole number from 0 to 65535']);
  });
});

describe('numberSetting', () => {
  const rate = numberSetting({ min: 0.001, max: 1_000 });

  it.each([
    [0.5, 0.5],
    ['0.5', 0.5],
    ['1000', 1_000],
    [0.001, 0.001],
  ])('reads %j', (value, read) => {
    expect(rate.parse(value)).toBe(read);
  });

  it.each([0, '0', '', '.5', '1.', '1e2', 'NaN', '1001', -1])('refuses %j', (value) => {
    expect(messages(rate, value)).toEqual(['must be a number from 0.001 to 1000']);
  });
});

describe('text', () => {
  const cases: [TextRule, string, boolean][] = [
    [plainText, 'a b "{: ž', true],
    [plainText, '', false],
    [plainText, 'a\nb', false],
    [plainText, 'a\u0000', false],
    [plainText, 'a\u009b', false],
    [headerText, 'abc.DEF-_~+/=', true],
    [headerText, 'a b', false],
    [headerText, 'a\r\nX-Evil: 1', false],
    [headerText, 'ž', false],
    [headerText, '', false],
  ];
  it.each(cases)('%j with %j: %j', (rule, value, taken) => {
    expect(textSetting(rule).safeParse(value).success).toBe(taken);
    expect(secretSetting(rule).safeParse(value).success).toBe(taken);
  });

  it('a bare number is refused: YAML has lost its zeros by then', () => {
    expect(messages(textSetting(plainText), 7)).toEqual(['must be text; a number goes in quotes']);
  });

  it('a secret does not print', () => {
    const secret = secretSetting(plainText).parse('cAnArY');
    expect([String(secret), JSON.stringify({ secret }), secret.reveal()]).toEqual([
      '[secret]',
      '{"secret":"[secret]"}',
      'cAnArY',
    ]);
  });
});

describe('optionalSetting', () => {
  const schema = z.strictObject({ siteId: optionalSetting(integerSetting({ min: 1, max: 9 })) });

  it.each([
    [{}, undefined],
    [{ siteId: '' }, undefined],
    [{ siteId: '3' }, 3],
  ])('%j', (value, siteId) => {
    expect(schema.parse(value).siteId).toBe(siteId);
  });

  it('null is neither absent nor a value', () => {
    expect(messages(schema, { siteId: null })).toEqual(['must be a whole number from 1 to 9']);
  });
});
