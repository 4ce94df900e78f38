import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AccountDetails } from '../account.ts';
import type { UpdateWarning } from '../update.ts';
import { text } from './codec.ts';
import { fieldsOf } from './field.ts';
import { translateStatus, translateUnified, type Translation, type UnifiedTranslations } from './translate-unified.ts';

const field = fieldsOf<object, AccountDetails>();
const write = { codec: text(), clear: { to: null, confidence: 'DOCUMENTED' } } as const;
const table = [
  field({ name: 'firstName', wireName: 'f', write }),
  field({ name: 'isActive', wireName: 'a', write }),
  field({ name: 'email', wireName: 'e', read: () => undefined }),
];
const warning: UpdateWarning = { code: 'LOSSY', field: 'status', message: 'cut' };

function translate(patch: Readonly<Record<string, string | null>>, status: Translation = { same: true }) {
  const translations: UnifiedTranslations = { status: () => status };
  return translateUnified(table, patch, translations);
}

describe('a unified patch', () => {
  it('keeps a field that the provider writes under the same name, null included', () => {
    expect(translate({ firstName: null })).toEqual({
      ...{ patch: { firstName: null }, names: {}, problems: [], warnings: [] },
    });
  });

  it('puts another into the provider’s words, and remembers the caller’s', () => {
    expect(translate({ status: 'ACTIVE', firstName: 'A' }, { field: 'isActive', value: true, warning })).toEqual({
      patch: { isActive: true, firstName: 'A' },
      names: { isActive: 'status' },
      problems: [],
      warnings: [warning],
    });
    expect(translate({ status: 'ACTIVE' }, { field: 'status', value: 'ON' }).names).toEqual({});
  });

  it('leaves out what is so already', () => {
    expect(translate({ status: 'ACTIVE' })).toEqual({ patch: {}, names: {}, problems: [], warnings: [] });
  });

  it('passes on what a translation refuses', () => {
    const problem = { code: 'INVALID_VALUE', field: 'status', message: 'no' } as const;
    expect(translate({ status: 'x', firstName: 'A' }, { problem })).toMatchObject({
      ...{ patch: { firstName: 'A' }, problems: [problem] },
    });
  });

  it('refuses every other name: without a row, or without a writable one', () => {
    expect(translate({ email: 'a@b.co' }).problems).toEqual([
      { code: 'FIELD_NOT_WRITABLE', field: 'email', message: 'email cannot be changed at this provider.' },
    ]);
    fc.assert(
      fc.property(fc.string(), (name) => {
        fc.pre(!['firstName', 'isActive', 'status'].includes(name));
        const { patch, problems } = translate(Object.fromEntries([[name, 'x']]));
        expect(Object.keys(patch)).toEqual([]);
        expect(problems).toMatchObject([{ code: 'FIELD_NOT_WRITABLE', field: name }]);
      }),
      { examples: [['__proto__'], ['constructor'], ['toString']] },
    );
  });
});

describe('the unified status', () => {
  const asked: string[] = [];
  const translateFrom = (current: string | null) =>
    translateStatus(current, (status) => {
      asked.push(status);
      return { field: 'isActive', value: status === 'ACTIVE' };
    });

  it.each([
    ['ACTIVE', 'ACTIVE'],
    ['DEACTIVATED', 'DEACTIVATED'],
  ])('%s over %s is left alone', (status, current) => {
    expect(translateFrom(current)(status)).toEqual({ same: true });
    expect(asked).toEqual([]);
  });

  it.each([
    ['ACTIVE', null, true],
    ['ACTIVE', 'DEACTIVATED', true],
    ['ACTIVE', 'UNKNOWN', true],
    ['DEACTIVATED', 'SUSPENDED', false],
  ] as const)('%s over %s is written', (status, current, value) => {
    expect(translateFrom(current)(status)).toEqual({ field: 'isActive', value });
  });

  it('cannot be empty', () => {
    expect(translateFrom(null)(null)).toMatchObject({ problem: { code: 'FIELD_NOT_CLEARABLE', field: 'status' } });
  });

  it.each(['SUSPENDED', 'active', '', true, 5, ['ACTIVE']])('cannot be %j', (value) => {
    expect(translateFrom('SUSPENDED')(value)).toMatchObject({ problem: { code: 'INVALID_VALUE', field: 'status' } });
  });
});
