import { locateAccount } from '../../src/accounts/locate.ts';
import type { Account } from '../../src/domain/account.ts';
import type { PlantedBug } from './planted-bug.ts';

/** Mistakes on the way of an update, a read, or a question what became of one. */
export const serviceBugs: readonly PlantedBug[] = [
  {
    name: 'ignores ifVersion',
    foundBy: ['linearizable'],
    updates: (updates) => ({ update: (command) => updates.update({ ...command, ifVersion: null }) }),
  },
  {
    name: 'writes in a dry run',
    foundBy: ['refused'],
    updates: (updates) => ({
      update: async (command) => {
        const planned = await updates.update(command);
        if (command.dryRun) await updates.update({ ...command, dryRun: false, idempotencyKey: null });
        return planned;
      },
    }),
  },
  {
    name: 'writes when it reconciles',
    foundBy: ['refused', 'audit'],
    operations: (operations, { sources }) => ({
      reconcile: async (caller, id) => {
        const operation = await operations.reconcile(caller, id);
        if (operation.state !== 'UNKNOWN') return operation;
        const { source, externalId } = locateAccount(sources, operation.accountId);
        if (!source.datasource.capabilities.readOne) return operation;
        const current = await source.datasource.fetchAccount(externalId);
        const patch = Object.fromEntries(operation.changes.map(({ field, to }) => [field, to]));
        const plan = source.datasource.planUpdate({ externalId, patch, current });
        if (plan.request !== null) await source.datasource.sendUpdate({ externalId, patch, current }, plan);
        return operation;
      },
    }),
  },
  {
    name: 'calls an update REJECTED while it may still be carried out',
    foundBy: ['refused'],
    focus: { fault: 'late', kind: 'reconcile' },
    settleMs: 0,
  },
  {
    name: 'reads from a cache',
    foundBy: ['linearizable'],
    accounts(accounts) {
      const cache = new Map<string, Account | null>();
      return {
        locate: (id) => accounts.locate(id),
        read: async (caller, location) => {
          const known = cache.get(location.externalId);
          if (known !== undefined) return known;
          const account = await accounts.read(caller, location);
          cache.set(location.externalId, account);
          return account;
        },
      };
    },
  },
];
