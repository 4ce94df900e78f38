import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatAccountId, parseAccountId } from './account-id.ts';
import { AccountError } from './errors.ts';

function refusalOf(id: string): AccountError {
  try {
    parseAccountId(id);
  } catch (error) {
    if (error instanceof AccountError) return error;
    throw error;
  }
  throw new Error(`${id} was accepted`);
}

describe('an account id', () => {
  it.each([
    ['kameleoon:123', 'kameleoon', '123'],
    ['cpp:ana.kovac@cpp.hr', 'cpp', 'ana.kovac@cpp.hr'],
    ['kibo-eu:1fd0-ab', 'kibo-eu', '1fd0-ab'],
    ['h:A_b', 'h', 'A_b'],
  ])('%s has two halves', (id, sourceId, externalId) => {
    expect(parseAccountId(id)).toEqual({ sourceId, externalId });
    expect(formatAccountId({ sourceId, externalId })).toBe(id);
  });

  it('comes apart as it was joined', () => {
    const sourceIds = fc.stringMatching(/^[a-z][a-z0-9-]{0,31}$/);
    const externalIds = fc.stringMatching(/^[A-Za-z0-9._@-]{1,256}$/);
    fc.assert(
      fc.property(sourceIds, externalIds, (sourceId, externalId) => {
        expect(parseAccountId(formatAccountId({ sourceId, externalId }))).toEqual({ sourceId, externalId });
      }),
    );
  });

  it.each([
    ...[
      '',
      ':',
      'kibo',
      'kibo:',
      ':123',
      'Kibo:1',
      '1kibo:1',
      '-a:1',
      'kibo:1:2',
      'kibo:a/b',
      'kibo:a b',
      'kibo:a%2Fb',
    ],
    ...['kibo:1\n', ' kibo:1', 'kibo:ž', 'kibo:a\\b', 'kibo:a?b', 'kibo:a#b', 'kibo:\0', 'kibo;1'],
    ...[`${'a'.repeat(33)}:1`, `kibo:${'1'.repeat(257)}`],
  ])('is not %j', (id) => {
    const { code, details } = refusalOf(id);
    expect([code, details]).toEqual(['INVALID_VALUE', { field: 'id' }]);
  });

  it('is not repeated where it is refused', () => {
    expect(refusalOf('canary/canary').message).not.toContain('canary');
  });
});
