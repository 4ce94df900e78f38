import type { Store } from '../../src/store/store.ts';

/**
 * A stand-in for the store that keeps nothing, to measure what the record costs. Only for the bench: over it an update
 * keeps none of its promises. It holds no lock either, which costs nothing where nobody waits.
 */
export function forgetfulStore(): Store {
  const nothing = (): Promise<undefined> => Promise.resolve(undefined);
  const lost = new AbortController().signal;
  return {
    claim: ({ scope, key }) => Promise.resolve({ kind: 'GRANTED', ticket: { scope, key, owner: 'nobody' } }),
    release: nothing,
    begin: nothing,
    beginAttempt: nothing,
    recordEnded: nothing,
    finish: () => Promise.resolve(true),
    operation: () => Promise.resolve(null),
    operations: () => Promise.resolve({ items: [], hasMore: false }),
    openOperations: () => Promise.resolve([]),
    putSnapshot: nothing,
    snapshot: () => Promise.resolve(null),
    snapshots: () => Promise.resolve({ items: [], hasMore: false }),
    withAccountLock: (accountId, work) => work({ accountId, lost }),
    tryAccountLock: (accountId, work) => work({ accountId, lost }),
    purgeExpired: () => Promise.resolve(0),
    ping: nothing,
    close: nothing,
  };
}
