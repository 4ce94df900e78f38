import { describe, expect, it } from '@jest/globals';
import type { Clock } from '../domain/clock.ts';
import { isOperationId, operationIds } from './operation-id.ts';

function clockOf(times: readonly number[]): Clock {
  const left = [...times];
  return { now: () => left.shift() ?? times.at(-1) ?? 0, schedule: () => () => undefined };
}

describe('operationIds', () => {
  it('are UUIDv7 of the time', () => {
    const id = operationIds(clockOf([Date.UTC(2025, 0, 2)]))();
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.UTC(2025, 0, 2));
    expect(isOperationId(id)).toBe(true);
  });

  it('grow within a millisecond, and where the clock goes back', () => {
    const next = operationIds(clockOf([...Array<number>(1_000).fill(5_000), 4_000, 4_001, 5_001]));
    const ids = Array.from({ length: 1_003 }, next);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(['', 'x', '01890000-0000-7000-8000-00000000000', "01890000-0000-7000-8000-000000000000'", '\0'])(
    'are not %j',
    (text) => {
      expect(isOperationId(text)).toBe(false);
    },
  );
});
