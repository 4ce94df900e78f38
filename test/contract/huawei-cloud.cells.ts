import type { Cell, FieldCells } from './contract.ts';
import { applied, notInput, refusedByProvider, unchanged } from './expectations.ts';

export const HUAWEI_KEY = '05261f923e80d3890f33c0056e9b3f80';

/** What the account of all checks is before each of them: the page's example, with the contact information in its table. */
export const huaweiCloudAccount = {
  id: HUAWEI_KEY,
  urn: `organizations::0a6d25d23900d45c0faac010e0fb4de0:account:o-fhkmi6mek7wlqdp6nideqhb47qwtjdsv/${HUAWEI_KEY}`,
  join_method: 'invited',
  status: 'active',
  joined_at: '2022-08-24T06:41:15Z',
  name: 'paas_iam_573331',
  mobile_phone: '13800138000',
  intl_number_prefix: '0086',
  email: 'owner@adriatic.example',
  description: 'string',
};

const LONG = 'x'.repeat(10_000);

/** An update that sets the description. */
export function describes(value: string): Cell {
  return {
    patch: { description: value },
    expect: applied({
      body: JSON.stringify({ description: value }),
      changes: [['description', 'string', value]],
      stored: { description: value },
    }),
  };
}

/** The cells of the page's one body parameter. */
export const huaweiCloudCells: readonly FieldCells[] = [
  {
    field: 'description',
    id: 'DESCRIPTION',
    cells: {
      // There is no other field to name: nothing leaves, not even a read.
      ABSENT: { patch: {}, expect: unchanged({ calls: [] }) },
      // "If you set the parameter to an empty string, the description is empty. If you set it to NULL, no operations".
      NULL: {
        patch: { description: null },
        expect: applied({
          body: '{"description":""}',
          changes: [['description', 'string', null]],
          stored: { description: '' },
        }),
      },
      EMPTY: describes(''),
      VALUE: describes('财务部门 — "ne briši" \\ \'é\' / <b>\n&#10;'),
      'TOO-LONG': {
        patch: { description: LONG },
        expect: refusedByProvider(
          { code: 'INVALID_VALUE', field: ['patch', 'description'], says: 'at most 4000 characters' },
          { body: `{"description":"${LONG}"}`, changes: [['description', 'string', LONG]] },
        ),
      },
      'WRONG-TYPE': { patch: { description: 42 }, expect: notInput() },
    },
  },
];
