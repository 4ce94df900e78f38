import * as fc from 'fast-check';
import type { RandomUpdates } from './untouched.run.ts';
import { anyOf, as, orCleared, storedText, text, type Row } from './untouched.values.ts';

// "If you set the parameter to an empty string, the description is empty."
const rows: readonly Row[] = [['description', 'description', orCleared(as(text), '')]];

const given = fc.record(
  {
    description: storedText,
    urn: storedText,
    join_method: storedText,
    status: fc.constantFrom('active', 'suspended', 'pending_closure', 'something_new'),
    joined_at: fc.constantFrom('2023-11-07T05:31:56Z', '2023-11-07T05:31:56.123456Z', undefined),
    name: fc.oneof(text, fc.constant(undefined)),
    mobile_phone: fc.option(storedText, { nil: undefined }),
    intl_number_prefix: fc.option(storedText, { nil: undefined }),
    surprise: fc.constantFrom(undefined, null, { deep: [1, 'x'] }),
  },
  { requiredKeys: [] },
);

/** Huawei Cloud’s PATCH, which takes a description and nothing else. */
export const huaweiCloudUpdates: RandomUpdates = {
  provider: 'huawei-cloud',
  mutation: 'updateHuaweiCloudAccount',
  input: 'UpdateHuaweiCloudAccountInput',
  account(n) {
    const id = n.toString(16).padStart(32, '0');
    return { key: id, fields: { id } };
  },
  updates: () => fc.tuple(given, anyOf(rows)).map(([fields, named]) => ({ given: fields, ...named })),
  volatile: [],
  emptyIsNull: true,
};
