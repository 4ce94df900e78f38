import { describe, expect, it } from '@jest/globals';
import { AccountError } from '../../src/domain/errors.ts';
import type { ClaimTicket } from '../../src/store/operation.ts';
import type { Claim, ClaimRequest, Store } from '../../src/store/store.ts';
import type { Bench } from './describe-on.ts';
import {
  at,
  begin,
  claimRequest,
  endedOperation,
  freshAccount,
  newOperation,
  operationEnd,
  reading,
} from './samples.ts';

const HOUR = 3_600_000;

export async function granted(store: Store, request: ClaimRequest): Promise<ClaimTicket> {
  const claim = await store.claim(request);
  if (claim.kind !== 'GRANTED') throw new Error(`The claim was ${claim.kind}.`);
  return claim.ticket;
}

async function kindOf(claiming: Promise<Claim>): Promise<Claim['kind']> {
  return (await claiming).kind;
}

/** What a store must do with idempotency keys. */
export function claimsSuite({ store }: Bench): void {
  describe('claims', () => {
    it('grant a key once, and say IN_FLIGHT to the next one', async () => {
      const request = claimRequest();
      const ticket = await granted(store(), request);
      expect(ticket).toMatchObject({ scope: request.scope, key: request.key });
      expect(await store().claim(request)).toEqual({ kind: 'IN_FLIGHT', operation: null });
    });

    it('keep scopes apart', async () => {
      const request = claimRequest();
      await granted(store(), request);
      expect(await kindOf(store().claim({ ...request, scope: 'another' }))).toBe('GRANTED');
    });

    it('say REUSED to another fingerprint, at every stage', async () => {
      const request = claimRequest();
      const other = { ...request, fingerprint: 'g' };
      const accountId = freshAccount();
      const operation = newOperation({ accountId, claim: await granted(store(), request) });
      expect(await store().claim(other)).toEqual({ kind: 'REUSED' });
      await begin(store(), operation);
      expect(await store().claim(other)).toEqual({ kind: 'REUSED' });
      await store().finish(operationEnd(operation.id));
      expect(await store().claim(other)).toEqual({ kind: 'REUSED' });
    });

    it('show the operation while it is under way, and its result from then on', async () => {
      const request = claimRequest();
      const operation = newOperation({ accountId: freshAccount(), claim: await granted(store(), request) });
      await begin(store(), operation);
      const during = await store().claim(request);
      expect(during).toMatchObject({ kind: 'IN_FLIGHT', operation: { id: operation.id, state: 'IN_FLIGHT' } });

      const result = { outcome: 'APPLIED', at: at(3), big: 9007199254740993n, cleared: null };
      await store().finish(operationEnd(operation.id, { result }));
      const after = await store().claim(request);
      const recorded = await store().operation(operation.id);
      expect(after).toStrictEqual({ kind: 'REPLAY', operation: recorded, result, snapshot: null });
      expect(after).toMatchObject({ operation: { state: 'APPLIED', idempotencyKey: request.key } });
    });

    it('replay the snapshot that their operation ended with, whatever the account shows since', async () => {
      const accountId = freshAccount();
      const request = claimRequest();
      const operation = newOperation({ accountId, claim: await granted(store(), request) });
      await begin(store(), operation);
      const snapshot = reading(accountId, { observedAt: at(10), firstName: 'Then' });
      await store().finish(operationEnd(operation.id, { snapshot }));
      const later = newOperation({ accountId });
      await begin(store(), later);
      const since = reading(accountId, { observedAt: at(20), firstName: 'Since' });
      await store().finish(operationEnd(later.id, { snapshot: since }));
      const then = { account: { firstName: 'Then', observedAt: at(10), freshness: 'LIVE' }, wire: snapshot.wire };
      expect(await store().claim(request)).toMatchObject({ kind: 'REPLAY', snapshot: then });
      expect(await store().snapshot(accountId)).toMatchObject({ account: { firstName: 'Since' } });
    });

    it('replay UNKNOWN until it is settled, then what it was settled as', async () => {
      const request = claimRequest();
      const operation = newOperation({ accountId: freshAccount(), claim: await granted(store(), request) });
      await begin(store(), operation);
      await store().finish(operationEnd(operation.id, { state: 'UNKNOWN', finishedAt: null, result: 'unknown' }));
      expect(await store().claim(request)).toMatchObject({ kind: 'REPLAY', result: 'unknown' });
      await store().finish(operationEnd(operation.id, { state: 'REJECTED', result: 'rejected', attempt: null }));
      expect(await store().claim(request)).toMatchObject({ kind: 'REPLAY', result: 'rejected' });
    });

    it('replay an operation that ended without a write', async () => {
      const request = claimRequest();
      const claim = await granted(store(), request);
      const ended = endedOperation({ accountId: freshAccount(), claim, result: ['nothing'], reason: 'same' });
      await store().recordEnded(ended);
      expect(await store().claim(request)).toMatchObject({
        kind: 'REPLAY',
        operation: { id: ended.id, state: 'NO_CHANGE', reason: 'same', attempts: [] },
        result: ['nothing'],
      });
    });

    it('replay a result that is null', async () => {
      const request = claimRequest();
      const claim = await granted(store(), request);
      await store().recordEnded(endedOperation({ accountId: freshAccount(), claim, result: null }));
      expect(await store().claim(request)).toMatchObject({ kind: 'REPLAY', result: null });
    });

    it('grant a key anew that was given back', async () => {
      const request = claimRequest();
      await store().release(await granted(store(), request));
      expect(await kindOf(store().claim(request))).toBe('GRANTED');
    });

    it('give nothing back that was recorded, or belongs to a successor', async () => {
      const request = claimRequest();
      const ticket = await granted(store(), request);
      await store().release({ ...ticket, owner: '00000000-0000-4000-8000-000000000000' });
      expect(await kindOf(store().claim(request))).toBe('IN_FLIGHT');
      await store().recordEnded(endedOperation({ accountId: freshAccount(), claim: ticket }));
      await store().release(ticket);
      expect(await kindOf(store().claim(request))).toBe('REPLAY');
    });
  });

  describe('a claim under which nothing was recorded', () => {
    it('is taken over after the lease, not before', async () => {
      const request = claimRequest();
      await granted(store(), request);
      expect(await kindOf(store().claim({ ...request, now: at(59_999) }))).toBe('IN_FLIGHT');
      expect(await kindOf(store().claim({ ...request, now: at(60_000) }))).toBe('GRANTED');
      // The lease starts again.
      expect(await kindOf(store().claim({ ...request, now: at(60_001) }))).toBe('IN_FLIGHT');
    });

    it.each(['begin', 'recordEnded'] as const)(
      'lets %s of its first owner fail, and record nothing',
      async (method) => {
        const request = claimRequest();
        const accountId = freshAccount();
        const lost = await granted(store(), request);
        const taken = await granted(store(), { ...request, now: at(60_000) });

        const late = newOperation({ accountId, claim: lost });
        const recording =
          method === 'begin' ? begin(store(), late) : store().recordEnded(endedOperation({ ...late, result: null }));
        await expect(recording).rejects.toMatchObject({ code: 'OPERATION_IN_PROGRESS' });
        expect(await store().operation(late.id)).toBeNull();

        const operation = newOperation({ accountId, claim: taken });
        await begin(store(), operation);
        expect(await store().claim(request)).toMatchObject({ kind: 'IN_FLIGHT', operation: { id: operation.id } });
      },
    );

    it('binds one operation, not two', async () => {
      const ticket = await granted(store(), claimRequest());
      const [one, two] = [freshAccount(), freshAccount()].map((accountId) =>
        newOperation({ accountId, claim: ticket }),
      );
      if (!one || !two) throw new Error();
      await begin(store(), one);
      await expect(begin(store(), two)).rejects.toMatchObject({ code: 'OPERATION_IN_PROGRESS' });
      expect(await store().operation(two.id)).toBeNull();
    });

    it('is granted anew when its operation could not be begun', async () => {
      const request = claimRequest();
      const ticket = await granted(store(), request);
      const accountId = freshAccount();
      await begin(store(), newOperation({ accountId }));
      // Another operation of the account is in flight: neither the operation nor the binding happens.
      await expect(begin(store(), newOperation({ accountId, claim: ticket }))).rejects.toThrow(AccountError);
      expect(await store().claim(request)).toEqual({ kind: 'IN_FLIGHT', operation: null });
      await store().release(ticket);
      expect(await kindOf(store().claim(request))).toBe('GRANTED');
    });
  });

  describe('a claim that was kept for 72 hours', () => {
    it('is granted anew, also where it was not purged', async () => {
      const request = claimRequest();
      const claim = await granted(store(), request);
      await store().recordEnded(endedOperation({ accountId: freshAccount(), claim }));
      expect(await kindOf(store().claim({ ...request, now: at(72 * HOUR - 1) }))).toBe('REPLAY');
      expect(await kindOf(store().claim({ ...request, fingerprint: 'g', now: at(72 * HOUR) }))).toBe('GRANTED');
    });

    it('is purged, and its operation stays', async () => {
      const request = claimRequest({ now: at(-200 * HOUR) });
      const claim = await granted(store(), request);
      const ended = endedOperation({ accountId: freshAccount(), claim });
      await store().recordEnded(ended);
      const kept = claimRequest({ now: at(-128 * HOUR + 1) });
      await granted(store(), kept);

      expect(await store().purgeExpired(at(-56 * HOUR))).toBe(1);
      expect(await store().purgeExpired(at(-56 * HOUR))).toBe(0);
      expect(await store().operation(ended.id)).not.toBeNull();
      expect(await kindOf(store().claim(kept))).toBe('IN_FLIGHT');
      expect(await kindOf(store().claim(request))).toBe('GRANTED');
    });
  });

  it.each([
    ['is empty', ''],
    ['holds a NUL', 'a\0b'],
    ['holds a line break', 'a\nb'],
    ['is too long', 'x'.repeat(256)],
  ])('refuse a key that %s', async (_name, key) => {
    await expect(store().claim(claimRequest({ key }))).rejects.toMatchObject({
      code: 'INVALID_VALUE',
      details: { field: 'idempotencyKey' },
    });
  });

  it.each([
    ['in another script', 'ключ'],
    ['that looks like SQL', "'; DROP TABLE accord.claims; --"],
    ['of 100 owls', '🦉'.repeat(100)],
    ['of 255 characters', 'x'.repeat(255)],
  ])('take a key %s', async (_name, key) => {
    const request = claimRequest({ key });
    await granted(store(), request);
    expect(await kindOf(store().claim(request))).toBe('IN_FLIGHT');
  });
}
