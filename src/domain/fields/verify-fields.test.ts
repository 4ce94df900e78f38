import { describe, expect, it } from '@jest/globals';
import type { AccountDetails } from '../account.ts';
import type { JsonValue } from '../json-value.ts';
import { boolean, email, text } from './codec.ts';
import { fieldsOf } from './field.ts';
import { verifyFields } from './verify-fields.ts';

type Wire = Readonly<Record<string, JsonValue>>;
const field = fieldsOf<Wire, AccountDetails>();
const clear = { to: null, confidence: 'DOCUMENTED' } as const;
const of = (name: string) => (wire: Wire) => wire[name] ?? null;
const table = [
  field({ name: 'name', wireName: 'n', from: of('n'), write: { codec: text(), clear } }),
  field({ name: 'email', wireName: 'e', from: of('e'), write: { codec: email(), clear } }),
  field({ name: 'flag', wireName: 'f', from: of('f'), write: { codec: boolean(), clear } }),
  field({ name: 'password', wireName: 'p', write: { codec: text(), clear, secret: true } }),
  field({ name: 'readOnly', wireName: 'r', from: of('r') }),
];

function effectOf(name: string, to: JsonValue, wire: Wire) {
  const change = { field: name, from: null, to, effect: 'PLANNED' } as const;
  const [verified] = verifyFields(table, [change], wire);
  expect(verified).toMatchObject({ field: name, from: null, to });
  return verified?.effect;
}

describe('a change, looked at afterwards', () => {
  it.each<[string, JsonValue, Wire]>([
    ['name', 'Ana', { n: 'Ana' }],
    ['email', 'Ana@Example.com', { e: 'ana@example.com' }],
    ['flag', false, { f: false }],
    ['name', null, { n: null }],
    ['name', null, { n: '' }],
    ['name', '', {}],
    ['email', null, { e: '' }],
    ['name', null, { n: [] }],
  ])('is applied: %s to %j in %j', (name, to, wire) => {
    expect(effectOf(name, to, wire)).toBe('APPLIED');
  });

  it.each<[string, JsonValue, Wire]>([
    ['name', 'Ana', { n: 'ana' }],
    ['name', 'Ana', {}],
    ['name', 'Ana', { n: '' }],
    ['name', null, { n: 'Ana' }],
    ['email', 'a@b.co', { e: 'c@d.co' }],
    ['flag', false, { f: true }],
    ['flag', false, { f: null }],
    ['flag', false, {}],
  ])('is dropped: %s to %j in %j', (name, to, wire) => {
    expect(effectOf(name, to, wire)).toBe('DROPPED_BY_PROVIDER');
  });

  it('cannot be seen where nothing comes back', () => {
    expect(effectOf('password', '[secret]', { p: '[secret]' })).toBe('UNVERIFIED');
    expect(effectOf('readOnly', 'x', { r: 'x' })).toBe('UNVERIFIED');
    expect(effectOf('unknown', 'x', { unknown: 'x' })).toBe('UNVERIFIED');
  });

  it('is one of several, each by itself and in order', () => {
    const changes = ['name', 'password', 'flag'].map((name) => ({
      field: name,
      from: null,
      to: 'x',
      effect: 'PLANNED' as const,
    }));
    const effects = verifyFields(table, changes, { n: 'x', f: true }).map(({ effect }) => effect);
    expect(effects).toEqual(['APPLIED', 'UNVERIFIED', 'DROPPED_BY_PROVIDER']);
  });
});
