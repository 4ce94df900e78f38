import { describe, expect, it } from '@jest/globals';
import { toPatch } from './run-update.ts';

describe('from a GraphQL patch to the domain’s', () => {
  it('keeps absent, null and value apart', () => {
    expect(toPatch({ firstName: 'Ana', lastName: null, email: undefined })).toEqual({
      firstName: 'Ana',
      lastName: null,
    });
  });

  it('takes an address apart, part by part', () => {
    expect(toPatch({ address: { city: 'Zadar', line2: null } })).toEqual({
      'address.city': 'Zadar',
      'address.line2': null,
    });
  });

  it('takes null for the address as null for each part', () => {
    expect(toPatch({ address: null })).toEqual({
      'address.line1': null,
      'address.line2': null,
      'address.city': null,
      'address.region': null,
      'address.postalCode': null,
      'address.country': null,
    });
  });

  it('is empty for an empty patch and for an address of nothing', () => {
    expect(toPatch({})).toEqual({});
    expect(toPatch({ address: {} })).toEqual({});
  });
});
