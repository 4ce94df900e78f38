import { randomUUID } from 'node:crypto';
import { AccountError, ErrorCode } from '../../src/domain/errors.ts';
import type { NewOperation } from '../../src/store/operation.ts';
import { HeldAccount } from '../../src/store/locks/account-locks.ts';
import type { AccountHold } from '../../src/store/store.ts';
import type { PlantedBug } from './planted-bug.ts';
import { replaceMethods } from './replace-methods.ts';

/** Mistakes in what is recorded, claimed and locked. */
export const storeBugs: readonly PlantedBug[] = [
  {
    name: 'skips the lock of the account',
    foundBy: ['untouched', 'linearizable', 'refused'],
    focus: { fault: 'delay', kind: 'update' },
    store: (store, { database }) =>
      replaceMethods(store, {
        withAccountLock: (accountId, work) => {
          const release = (): Promise<void> => Promise.resolve();
          return work(new HeldAccount(accountId, { session: database, lost: new AbortController().signal, release }));
        },
      }),
  },
  {
    name: 'records a write after it was sent',
    foundBy: ['audit'],
    store(store) {
      const begun = new Map<string, readonly [AccountHold, NewOperation]>();
      return replaceMethods(store, {
        begin: (hold, operation) => {
          begun.set(operation.id, [hold, operation]);
          return Promise.resolve();
        },
        finish: async (end) => {
          const late = begun.get(end.operationId);
          begun.delete(end.operationId);
          if (late) await store.begin(...late);
          return store.finish(end);
        },
      });
    },
  },
  {
    name: 'sends although nothing could be recorded',
    foundBy: ['audit'],
    store: (store) =>
      replaceMethods(store, {
        begin: async (hold, operation) => {
          try {
            await store.begin(hold, operation);
          } catch (error) {
            if (!(error instanceof AccountError) || error.code !== ErrorCode.STORE_UNAVAILABLE) throw error;
          }
        },
      }),
  },
  {
    name: 'loses how a write ended',
    foundBy: ['audit'],
    store: (store) => replaceMethods(store, { finish: () => Promise.resolve(true) }),
  },
  {
    name: 'forgets the fingerprint of a key',
    foundBy: ['keys'],
    store: (store) =>
      replaceMethods(store, { claim: (request) => store.claim({ ...request, fingerprint: 'the same for all' }) }),
  },
  {
    name: 'answers a repetition by sending again',
    foundBy: ['keys'],
    store: (store) =>
      replaceMethods(store, {
        claim: async (request) => {
          const claim = await store.claim(request);
          return claim.kind === 'REPLAY' ? store.claim({ ...request, key: randomUUID() }) : claim;
        },
      }),
  },
  {
    name: 'overlooks later updates when it settles an earlier one',
    foundBy: ['refused', 'applied'],
    store: (store) =>
      replaceMethods(store, {
        operations: (query) =>
          query.accountId !== undefined && query.states === undefined
            ? Promise.resolve({ items: [], hasMore: false })
            : store.operations(query),
      }),
  },
];
