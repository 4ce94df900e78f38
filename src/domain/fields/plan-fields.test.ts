import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AccountDetails } from '../account.ts';
import type { JsonValue } from '../json-value.ts';
import type { Patch } from '../update.ts';
import { boolean, int64Id, integer, text, type Codec } from './codec.ts';
import { fieldsOf } from './field.ts';
import { isEmptyValue, planFields } from './plan-fields.ts';

type Wire = Readonly<Record<string, JsonValue>>;
const field = fieldsOf<Wire, AccountDetails>();

/** Any list, sent as it is. */
const list: Codec<readonly JsonValue[]> = {
  accept: (value) =>
    Array.isArray(value) ? { ok: true, value: value as readonly JsonValue[] } : { ok: false, expected: 'a list' },
  toWire: (value) => value,
  isShown: () => true,
};

/** Text of which only the first three characters are kept. */
const short: Codec<string> = {
  ...text(),
  accept: (value) => {
    if (typeof value !== 'string') return { ok: false, expected: 'text' };
    return value.length <= 3 ? { ok: true, value } : { ok: true, value: value.slice(0, 3), lossy: 'cut' };
  },
};

const of = (name: string) => (wire: Wire) => wire[name] ?? null;
const table = [
  field({
    name: 'nullText',
    wireName: 'n',
    from: of('n'),
    write: { codec: text(), clear: { to: null, confidence: 'ASSUMED' } },
  }),
  field({
    name: 'emptyText',
    wireName: 'e',
    from: of('e'),
    write: { codec: text(), clear: { to: '', confidence: 'DOCUMENTED' }, wireName: 'eWritten' },
  }),
  field({
    name: 'flag',
    wireName: 'f',
    from: of('f'),
    write: { codec: boolean(), clear: { refused: 'flag has no empty state.' } },
  }),
  field({
    name: 'items',
    wireName: 'i',
    from: of('i'),
    write: { codec: list, clear: { to: null, confidence: 'DOCUMENTED' } },
  }),
  field({
    name: 'short',
    wireName: 's',
    from: of('s'),
    write: { codec: short, clear: { to: '', confidence: 'ASSUMED' } },
  }),
  field({
    name: 'mail',
    wireName: 'm',
    from: of('m'),
    sideEffect: 'mail is sent',
    write: { codec: text(), clear: { to: null, confidence: 'DOCUMENTED' } },
  }),
  field({
    name: 'secret',
    wireName: 'p',
    write: { codec: text(), clear: { to: null, confidence: 'DOCUMENTED' }, secret: true },
  }),
  field({
    name: 'token',
    wireName: 'k',
    from: of('k'),
    write: { codec: text(), clear: { to: null, confidence: 'DOCUMENTED' }, secret: true },
  }),
  field({ name: 'count', wireName: 'c', from: of('c'), write: { codec: integer(1, 9), clear: { refused: 'no' } } }),
  field({ name: 'team', wireName: 't', from: of('t'), write: { codec: int64Id(), clear: { refused: 'no' } } }),
  field({ name: 'readOnly', wireName: 'r', from: of('r'), into: () => undefined }),
];

const plan = (patch: Patch, wire: Wire | null = null) => planFields(table, patch, wire);
const sentOf = (patch: Patch, wire: Wire | null = null) =>
  plan(patch, wire).fields.map(({ wireName, value }) => [wireName, value]);

describe('planning fields', () => {
  it('plans nothing for what is not named', () => {
    expect(plan({})).toEqual({ fields: [], warnings: [], problems: [] });
    expect(plan({}, { n: 'x' })).toEqual({ fields: [], warnings: [], problems: [] });
  });

  it('tells absent, null, "" and a value apart', () => {
    expect(sentOf({ nullText: null })).toEqual([['n', null]]);
    expect(sentOf({ nullText: '' })).toEqual([['n', '']]);
    expect(sentOf({ emptyText: null })).toEqual([['eWritten', '']]);
    expect(sentOf({ emptyText: '' })).toEqual([['eWritten', '']]);
    expect(sentOf({ emptyText: 'x', flag: false })).toEqual([
      ['eWritten', 'x'],
      ['f', false],
    ]);
  });

  it('shows a change from what is known to what is wanted', () => {
    expect(plan({ nullText: 'new', emptyText: null }, { n: 'old', e: 'x' }).fields.map(({ change }) => change)).toEqual(
      [
        { field: 'nullText', from: 'old', to: 'new', effect: 'PLANNED' },
        { field: 'emptyText', from: 'x', to: null, effect: 'PLANNED' },
      ],
    );
    expect(plan({ nullText: 'new' }).fields[0]?.change.from).toBeNull();
  });

  it('keeps the order of the table, whatever the patch’s', () => {
    expect(sentOf({ mail: 'm', flag: true, nullText: 'n' }).map(([name]) => name)).toEqual(['n', 'f', 'm']);
  });

  it('puts a value on the wire in the codec’s form', () => {
    expect(sentOf({ team: '9007199254740993' })).toEqual([['t', 9007199254740993n]]);
  });

  it.each([
    [{ nullText: 'x' }, { n: 'x' }],
    [{ nullText: null }, { n: null }],
    [{ nullText: '' }, { n: '' }],
    [{ emptyText: null }, { e: '' }],
    [{ emptyText: '' }, {}],
    [{ flag: false }, { f: false }],
    [{ items: [] }, {}],
    [{ items: null }, { i: [] }],
    [{ items: [{ a: 1, b: 2 }] }, { i: [{ b: 2, a: 1 }] }],
  ])('drops %j over %j, which is so already', (patch: Patch, wire: Wire) => {
    expect(plan(patch, wire)).toEqual({ fields: [], warnings: [], problems: [] });
  });

  it.each([
    [{ nullText: null }, { n: '' }],
    [{ nullText: '' }, { n: null }],
    [{ emptyText: ' ' }, { e: '' }],
    [{ flag: false }, { f: null }],
    [{ items: [1, 2] }, { i: [2, 1] }],
    [{ nullText: 'X' }, { n: 'x' }],
  ])('sends %j over %j, which is not the same', (patch: Patch, wire: Wire) => {
    expect(plan(patch, wire).fields).toHaveLength(1);
  });

  it('sends all that is named where nothing is known, and what cannot be compared always', () => {
    expect(plan({ flag: false, items: [] }).fields).toHaveLength(2);
    expect(plan({ secret: 'x' }, {}).fields).toHaveLength(1);
  });

  it('shows a secret nowhere', () => {
    const [planned] = plan({ secret: 'canary' }).fields;
    expect(planned).toMatchObject({ wireName: 'p', value: 'canary', secret: true });
    expect(planned?.change).toEqual({ field: 'secret', from: null, to: '[secret]', effect: 'PLANNED' });
    expect(plan({ secret: null }).fields[0]?.change.to).toBeNull();
    // Also where the provider shows the one before it.
    const [replaced] = plan({ token: 'new' }, { k: 'canary' }).fields;
    expect(replaced?.change).toEqual({ field: 'token', from: null, to: '[secret]', effect: 'PLANNED' });
    expect(JSON.stringify(plan({ secret: ['canary'] }))).not.toContain('canary');
  });
});

describe('what speaks against a patch', () => {
  const problemsOf = (patch: Patch, wire: Wire | null = null) => plan(patch, wire).problems;

  it('names the field, and what would be right', () => {
    expect(problemsOf({ count: 10 })).toEqual([
      { code: 'INVALID_VALUE', field: 'count', message: 'count must be a whole number from 1 to 9.' },
    ]);
    expect(problemsOf({ flag: null })).toEqual([
      { code: 'FIELD_NOT_CLEARABLE', field: 'flag', message: 'flag has no empty state.' },
    ]);
    expect(problemsOf({ readOnly: 'x' })).toEqual([
      { code: 'FIELD_NOT_WRITABLE', field: 'readOnly', message: 'readOnly cannot be changed at this provider.' },
    ]);
    expect(problemsOf({ readOnly: null })).toMatchObject([{ code: 'FIELD_NOT_WRITABLE' }]);
  });

  it('is said of every field at once, and also over a known account', () => {
    const patch = { count: 'x', flag: null, readOnly: 'x', other: 1, nullText: 'fine' };
    const problems = problemsOf(patch);
    expect(problems.map(({ field: name }) => name)).toEqual(['flag', 'count', 'readOnly', 'other']);
    expect(problemsOf(patch, { n: 'x' })).toEqual(problems);
    expect(plan(patch).fields.map(({ wireName }) => wireName)).toEqual(['n']);
  });

  it('is that there is no such field, for every name that the table has not', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (name) => {
        fc.pre(!table.some((row) => row.name === name));
        const patch = Object.fromEntries([[name, 'x']]);
        expect(problemsOf(patch)).toMatchObject([{ code: 'FIELD_NOT_WRITABLE', field: name }]);
      }),
      { examples: [['__proto__'], ['constructor'], ['toString'], ['nulltext']] },
    );
  });
});

describe('what a caller should know of a patch', () => {
  const warningsOf = (patch: Patch, wire: Wire | null = null) =>
    plan(patch, wire).warnings.map(({ code, field: name }) => [code, name]);

  it('is that emptying is not documented, where it is not', () => {
    expect(warningsOf({ nullText: null, emptyText: null })).toEqual([['ASSUMED_SEMANTICS', 'nullText']]);
    expect(plan({ nullText: null }).warnings[0]?.message).toMatch(/null is sent\.$/);
    expect(plan({ short: null }).warnings[0]?.message).toMatch(/an empty text is sent\.$/);
    expect(warningsOf({ nullText: 'x' })).toEqual([]);
  });

  it('is that a part is lost, also where the rest is so already', () => {
    expect(sentOf({ short: 'abcd' })).toEqual([['s', 'abc']]);
    expect(warningsOf({ short: 'abcd' })).toEqual([['LOSSY', 'short']]);
    expect(sentOf({ short: 'abcd' }, { s: 'abc' })).toEqual([]);
    expect(warningsOf({ short: 'abcd' }, { s: 'abc' })).toEqual([['LOSSY', 'short']]);
    expect(warningsOf({ short: 'abc' })).toEqual([]);
  });

  it('is a side effect, where the field is sent', () => {
    expect(warningsOf({ mail: 'x' }, { m: 'y' })).toEqual([['SIDE_EFFECT', 'mail']]);
    expect(warningsOf({ mail: 'x' }, { m: 'x' })).toEqual([]);
    expect(warningsOf({ mail: null }, { m: 'y' })).toEqual([]);
  });
});

describe('an empty value', () => {
  it.each([null, '', []])('is %j', (value) => {
    expect(isEmptyValue(value)).toBe(true);
  });

  it.each([' ', 0, false, {}, [null], '0'])('is not %j', (value) => {
    expect(isEmptyValue(value)).toBe(false);
  });
});
