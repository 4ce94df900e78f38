import type { Case, PatchInput } from './contract.ts';
import { applied, refused, refusedByProvider, unchanged } from './expectations.ts';
import { describes } from './huawei-cloud.cells.ts';

/** Everything of the unified patch but the description: the page's body has no word for it. */
const notWritable: readonly (readonly [id: string, patch: PatchInput])[] = [
  ['FIRST-NAME', { firstName: 'Iva' }],
  ['LAST-NAME', { lastName: 'Šarić' }],
  ['EMAIL', { email: 'iva@adriatic.example' }],
  ['PHONE', { phone: null }],
  ['LOCALE', { locale: 'zh' }],
  ['STATUS', { status: 'DEACTIVATED' }],
];

/** What the table of fields does not show. */
export const huaweiCloudCases: readonly Case[] = [
  {
    id: 'HUAWEI-SAME-VALUE',
    says: 'a description that is there already is not sent',
    patch: { description: 'string' },
    expect: unchanged(),
  },
  {
    id: 'HUAWEI-NULL-OVER-EMPTY',
    says: 'clearing what is empty sends nothing',
    given: { description: '' },
    patch: { description: null },
    expect: unchanged(),
  },
  {
    id: 'HUAWEI-EMPTY-OVER-ABSENT',
    says: 'where the answer has no description, it is empty already',
    given: { description: undefined },
    patch: { description: '' },
    expect: unchanged(),
  },
  {
    id: 'HUAWEI-VALUE-OVER-ABSENT',
    says: 'a first description',
    given: { description: undefined },
    patch: { description: 'first' },
    expect: applied({
      body: '{"description":"first"}',
      changes: [['description', null, 'first']],
      stored: { description: 'first' },
    }),
  },
  { id: 'HUAWEI-BLANK', says: 'a blank is a text of its own', ...describes(' ') },
  { id: 'HUAWEI-CASE', says: 'a description is compared letter by letter', ...describes('String') },
  { id: 'HUAWEI-UNIFIED-DESCRIPTION', says: 'the unified description', unified: true, ...describes('unified') },
  ...notWritable.map(([id, patch]) => ({
    id: `HUAWEI-UNIFIED-${id}`,
    says: 'cannot be changed by this call',
    unified: true,
    patch,
    expect: refused('FIELD_NOT_WRITABLE', ['patch', ...Object.keys(patch)]),
  })),
  {
    id: 'HUAWEI-UNIFIED-BOTH',
    says: 'an update of which a part cannot be done is refused as a whole',
    unified: true,
    patch: { description: 'unified', firstName: 'Iva' },
    expect: refused('FIELD_NOT_WRITABLE', ['patch', 'firstName']),
  },
  {
    id: 'HUAWEI-DROPPED',
    says: 'a description that was accepted and not taken is told',
    faults: [{ match: { kind: 'write' }, fault: { type: 'ok-without-apply' } }],
    patch: { description: 'new' },
    expect: refusedByProvider(
      { code: 'UPSTREAM_REFUSED', field: ['patch', 'description'] },
      { body: '{"description":"new"}', changes: [['description', 'string', 'new', 'DROPPED_BY_PROVIDER']] },
    ),
  },
];
