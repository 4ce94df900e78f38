import { describe, expect, it } from '@jest/globals';
import type { OperationRecord, OperationState } from '../domain/operation.ts';
import { rivalsOf } from './rivals.ts';

const MINUTE = 60_000;

/** An operation that was sent at this second, about these fields. */
function sent(second: number, fields: readonly string[], rest: Partial<OperationRecord> = {}): OperationRecord {
  const at = new Date(second * 1_000);
  return {
    id: String(second).padStart(4, '0'),
    accountId: 'fake:1',
    sourceId: 'fake',
    actor: 'a',
    mutation: 'm',
    idempotencyKey: null,
    createdAt: at,
    changes: fields.map((field) => ({ field, from: 'old', to: 'new', effect: 'PLANNED' })),
    intent: null,
    state: 'UNKNOWN',
    attempts: [
      {
        number: 1,
        startedAt: at,
        method: 'PUT',
        path: '/1',
        finishedAt: null,
        status: null,
        errorCode: null,
        upstreamRequestId: null,
      },
    ],
    finishedAt: null,
    reason: null,
    ...rest,
  };
}

const operation = sent(100, ['firstName']);
const found = (...others: readonly OperationRecord[]) => {
  const { fields, overlapping } = rivalsOf(operation, [operation, ...others], MINUTE);
  return { fields: [...fields], overlapping };
};

describe('what stands between an operation and what its account shows', () => {
  it('is nothing, where it is alone', () => {
    expect(found()).toEqual({ fields: [], overlapping: false });
  });

  it.each<OperationState>(['APPLIED', 'PARTIALLY_APPLIED', 'UNKNOWN', 'IN_FLIGHT'])('is a later one: %s', (state) => {
    expect(found(sent(130, ['lastName', 'phone'], { state }))).toEqual({
      fields: ['lastName', 'phone'],
      overlapping: true,
    });
    expect(found(sent(161, ['firstName'], { state }))).toEqual({ fields: ['firstName'], overlapping: false });
  });

  it('is none that was refused or never sent', () => {
    expect(found(sent(130, ['firstName'], { state: 'REJECTED' }))).toEqual({ fields: [], overlapping: false });
    expect(found(sent(130, [], { state: 'NO_CHANGE', attempts: [] }))).toEqual({ fields: [], overlapping: false });
  });

  it('is an earlier one that was open then and could still be carried out', () => {
    expect(found(sent(50, ['firstName']))).toEqual({ fields: ['firstName'], overlapping: true });
    const settledLater = sent(50, ['firstName'], { state: 'APPLIED', finishedAt: new Date(110_000) });
    expect(found(settledLater)).toEqual({ fields: ['firstName'], overlapping: true });
    const settledBefore = sent(50, ['firstName'], { state: 'APPLIED', finishedAt: new Date(51_000) });
    expect(found(settledBefore)).toEqual({ fields: [], overlapping: false });
    expect(found(sent(40, ['firstName']))).toEqual({ fields: [], overlapping: false });
  });
});
