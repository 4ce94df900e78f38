import { describe, expect, it } from '@jest/globals';
import type { AccountDetails } from '../account.ts';
import { text } from './codec.ts';
import { fieldsOf } from './field.ts';
import { patchFieldOf } from './patch-field.ts';

const field = fieldsOf<Record<string, string>, AccountDetails>();
const clear = { to: null, confidence: 'DOCUMENTED' } as const;
const table = [
  field({ name: 'seen', wireName: 'emailAddress', from: () => null }),
  field({ name: 'email', wireName: 'emailAddress', write: { codec: text(), clear } }),
  field({ name: 'role', wireName: 'roleName', write: { codec: text(), clear, wireName: 'role' } }),
];

describe('patchFieldOf', () => {
  it.each([
    ['emailAddress', 'email'],
    ['EMAILADDRESS', 'email'],
    ['role', 'role'],
    ['roleName', undefined],
    ['email', undefined],
    ['', undefined],
  ])('finds for %j: %j', (wireName, name) => {
    expect(patchFieldOf(table, wireName)).toBe(name);
  });
});
