import { DOCUMENT, type Account } from '../../src/domain/account.ts';
import { systemClock } from '../../src/domain/clock.ts';
import type { Reading } from '../../src/domain/datasource.ts';
import type { FieldChange } from '../../src/domain/update.ts';
import { operationIds } from '../../src/store/operation-id.ts';
import type { EndedOperation, NewOperation, OperationEnd } from '../../src/store/operation.ts';
import type { ClaimRequest, Store } from '../../src/store/store.ts';

/** Ids of operations, in order over all tests of a file. */
export const nextId = operationIds(systemClock);

let accounts = 0;
/** An account that no other test of the file uses. */
export function freshAccount(sourceId = 'kibo-eu'): string {
  accounts += 1;
  return `${sourceId}:a${accounts}`;
}

// The moment at which a test starts.
const startMs = Date.UTC(2025, 0, 2, 3, 4, 5, 678);
export const at = (ms: number): Date => new Date(startMs + ms);

export const changes: readonly FieldChange[] = [
  { field: 'firstName', from: 'Ada', to: null, effect: 'PLANNED' },
  { field: 'limits', from: { max: 3 }, to: ['a', 'b\0', ''], effect: 'PLANNED' },
];

export function newOperation(over: Partial<NewOperation> & { accountId: string }): NewOperation {
  return {
    id: nextId(),
    sourceId: over.accountId.split(':')[0] ?? '',
    actor: 'anonymous',
    mutation: 'updateKiboAccount',
    idempotencyKey: over.claim?.key ?? null,
    createdAt: at(0),
    changes,
    intent: { warnings: [], names: { status: 'isActive' } },
    attempt: { number: 1, startedAt: at(1), method: 'PUT', path: '/users/a%40b' },
    claim: null,
    ...over,
  };
}

export function endedOperation(over: Partial<EndedOperation> & { accountId: string }): EndedOperation {
  const { id, sourceId, actor, mutation, idempotencyKey, createdAt, intent, claim } = newOperation({
    accountId: over.accountId,
    claim: over.claim ?? null,
  });
  const subject = { id, sourceId, actor, mutation, idempotencyKey, createdAt, intent, claim };
  return { ...subject, changes: [], state: 'NO_CHANGE', finishedAt: at(2), reason: null, result: null, ...over };
}

export function operationEnd(operationId: string, over: Partial<OperationEnd> = {}): OperationEnd {
  return {
    operationId,
    state: 'APPLIED',
    finishedAt: at(50),
    changes: changes.map((change) => ({ ...change, effect: 'APPLIED' })),
    reason: null,
    result: { outcome: 'APPLIED' },
    attempt: { number: 1, finishedAt: at(49), status: 200, errorCode: null, upstreamRequestId: 'r-1' },
    snapshot: null,
    ...over,
  };
}

let keys = 0;
export function claimRequest(over: Partial<ClaimRequest> = {}): ClaimRequest {
  keys += 1;
  return { scope: 'scope', key: `key-${keys}`, fingerprint: 'f', now: at(0), ...over };
}

/** A reading with everything that JSON has no word for. */
export function reading(accountId: string, over: Partial<Account> = {}): Reading {
  const [sourceId = '', externalId = ''] = accountId.split(':');
  const wire = { id: 9007199254740993n, note: null };
  const account: Account = {
    [DOCUMENT]: wire,
    id: accountId,
    sourceId,
    provider: 'KIBO',
    externalId,
    kind: 'USER',
    username: 'ada',
    displayName: 'Ada',
    firstName: 'Ada',
    lastName: null,
    email: 'ada@example.com',
    alternateEmails: [],
    phone: { raw: '+44 1' },
    locale: null,
    status: 'ACTIVE',
    statusReason: null,
    providerStatus: 'True',
    locked: false,
    verified: null,
    mfaEnabled: null,
    sso: null,
    passwordExpired: null,
    roles: [{ name: 'admin', scope: null, tier: 'ADMIN' }],
    address: null,
    description: '',
    avatarUrl: null,
    createdAt: at(-1_000),
    joinedAt: null,
    updatedAt: null,
    lastLoginAt: null,
    observedAt: at(0),
    freshness: 'LIVE',
    details: { __typename: 'KiboAccountDetails' },
    ...over,
  };
  return { account, wire };
}

/** Begins an operation under its account's lock. */
export function begin(store: Store, operation: NewOperation): Promise<void> {
  return store.withAccountLock(operation.accountId, (hold) => store.begin(hold, operation));
}
