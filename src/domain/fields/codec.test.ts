import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JsonValue } from '../json-value.ts';
import { boolean, email, int64Id, integer, isEmail, isInt64Id, oneOf, text, type Codec } from './codec.ts';

const ok = (value: JsonValue) => ({ ok: true, value });

function refusalOf(codec: Pick<Codec, 'accept'>, value: JsonValue): string {
  const verdict = codec.accept(value);
  if (verdict.ok) throw new Error('accepted');
  return verdict.expected;
}

describe('text', () => {
  it('is any string, sent as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(text().accept(value)).toEqual(ok(value));
        expect(text().toWire(value)).toBe(value);
        expect(text().isShown(value, value)).toBe(true);
      }),
    );
  });

  it.each([5, true, null, [], {}, ['x']])('is not %j', (value) => {
    expect(refusalOf(text(), value)).toBe('text');
  });

  it('is shown as it was sent, and not as null', () => {
    expect(text().isShown('a', 'A')).toBe(false);
    expect(text().isShown('', null)).toBe(false);
  });
});

describe('an e-mail address', () => {
  it.each([
    ...['ana.kovac@example.com', 'a@b.co', 'x+y@sub.example.co.uk', "o'brien@example.com", 'žarko@primjer.hr'],
    ...['1@2.3', 'a@xn--80ak6aa92e.com', 'user@müller.de', `${'a'.repeat(242)}@example.com`],
  ])('is %s', (value) => {
    expect(email().accept(value)).toEqual(ok(value));
    expect(email().toWire(value)).toBe(value);
  });

  it.each([
    ...[
      '',
      ' ',
      'a',
      '@',
      'a@',
      '@b.co',
      'a@b',
      'a@b.',
      'a@.b',
      'a@b..co',
      'a@-b.co',
      'a@b-.co',
      'a b@c.co',
      'a@b.co ',
    ],
    ...['a@b@c.co', 'Ana <a@b.co>', 'a@b.co,c@d.co', 'a@b.co\n', 'a@b.c\u0000', 'a@[127.0.0.1]', '"a"@b.co'],
    ...[`${'a'.repeat(243)}@example.com`, `a@${'b'.repeat(64)}.co`, 5, true, null, [], ['a@b.co']],
  ] as JsonValue[])('is not %j', (value) => {
    expect(refusalOf(email(), value)).toMatch(/^one e-mail address/);
  });

  it('is the same in any case', () => {
    expect(email().isShown('Ana@Example.com', 'ana@example.com')).toBe(true);
    expect(email().isShown('ana@example.com', 'iva@example.com')).toBe(false);
    expect(email().isShown('ana@example.com', null)).toBe(false);
    expect(email().isShown(null, null)).toBe(false);
  });

  it('is looked at in no time, however it is made', () => {
    const start = performance.now();
    for (const part of ['a-', 'a.', '-', '.', 'a', 'a@']) {
      for (let length = 1; length <= 125; length += 1) isEmail(`a@${part.repeat(length)}!`);
    }
    // 750 addresses in a few milliseconds; a pattern that backtracks would need years for the last of them.
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

describe('a boolean', () => {
  it('is true or false, and no word for it', () => {
    expect([true, false].map((value) => boolean().accept(value))).toEqual([ok(true), ok(false)]);
    expect([true, false].map((value) => boolean().toWire(value))).toEqual([true, false]);
    for (const value of ['true', 'False', 0, 1, null, []]) expect(refusalOf(boolean(), value)).toBe('true or false');
    expect(boolean().isShown(false, null)).toBe(false);
  });
});

describe('a whole number of a range', () => {
  const codec = integer(1, 4999);

  it('includes both ends', () => {
    expect([1, 4999].map((value) => codec.accept(value))).toEqual([ok(1), ok(4999)]);
    expect(codec.toWire(7)).toBe(7);
    expect(codec.isShown(7, 7)).toBe(true);
    expect(codec.isShown(7, '7')).toBe(false);
  });

  it.each([0, 5000, 1.5, -1, NaN, Infinity, '7', true, null, []])('is not %j', (value) => {
    expect(refusalOf(codec, value)).toBe('a whole number from 1 to 4999');
  });
});

describe('a 64-bit id', () => {
  const codec = int64Id();

  it('is a string of digits here and a number with all of them there', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }), (id) => {
        expect(codec.accept(id.toString())).toEqual(ok(id.toString()));
        expect(codec.toWire(id.toString())).toBe(id);
        expect(isInt64Id(id.toString())).toBe(true);
      }),
    );
  });

  it('is no larger one', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 2n ** 63n, max: 2n ** 80n }), (id) => {
        expect(isInt64Id(id.toString())).toBe(false);
      }),
    );
  });

  it.each(['', '0', '01', '-1', '+1', '1.0', '1e3', ' 1', '1\n', '٣', 'x', 5, true, null, []] as JsonValue[])(
    'is not %j',
    (value) => {
      expect(refusalOf(codec, value)).toMatch(/9223372036854775807, as a string of digits$/);
    },
  );
});

describe('one of a closed set', () => {
  const codec = oneOf({ NOT_PAID: 'NotPaid', ENABLED: 1 });

  it('has a name here and a spelling there', () => {
    expect(codec.accept('NOT_PAID')).toEqual(ok('NOT_PAID'));
    expect([codec.toWire('NOT_PAID'), codec.toWire('ENABLED')]).toEqual(['NotPaid', 1]);
    expect(codec.allowedValues).toEqual(['NOT_PAID', 'ENABLED']);
    expect(codec.isShown('ENABLED', 'ENABLED')).toBe(true);
    expect(codec.isShown('ENABLED', 'NOT_PAID')).toBe(false);
  });

  it.each(['NotPaid', 'enabled', '', 'toString', '__proto__', 1, null, ['ENABLED']] as JsonValue[])(
    'is not %j',
    (value) => {
      expect(refusalOf(codec, value)).toBe('one of NOT_PAID, ENABLED');
    },
  );
});
