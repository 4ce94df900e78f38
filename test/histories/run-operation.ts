import type { UpdateCommand } from '../../src/accounts/update-command.ts';
import { accountVersion } from '../../src/domain/account-version.ts';
import type { Account } from '../../src/domain/account.ts';
import { trustedCaller } from '../../src/domain/caller.ts';
import { AccountError } from '../../src/domain/errors.ts';
import type { Answer, HistoryAccount } from './history.ts';
import type { PlannedInput, PlannedOperation } from './plan.ts';
import type { RunningProcess } from './running-process.ts';

// Histories are about what updates do, not about who may do them.
const caller = trustedCaller('history');

/** What the clients of one history know of each other's answers: versions, operations, what a key was sent with. */
export class SharedKnowledge {
  readonly #versions = new Map<number, string[]>();
  readonly #ifVersions = new Map<PlannedInput, string | null>();
  /** Operations that were told as UNKNOWN or under way, and those that were told at all. */
  readonly #open: string[] = [];
  readonly #operations: string[] = [];

  /** Learns what an answer tells. */
  learn(account: HistoryAccount, answer: Answer): void {
    const seen = accountIn(answer);
    if (seen) this.#versions.set(account.number, [...(this.#versions.get(account.number) ?? []), accountVersion(seen)]);
    const operation = answer.kind === 'update' ? answer.result.operation : null;
    if (!operation) return;
    this.#operations.push(operation.id);
    if (operation.state === 'UNKNOWN' || operation.state === 'IN_FLIGHT') this.#open.push(operation.id);
  }

  /** The same for every repetition of an input: it is part of what the key stands for. */
  ifVersionOf(input: PlannedInput): string | null {
    const known = this.#ifVersions.get(input);
    if (known !== undefined) return known;
    const seen = this.#versions.get(input.account) ?? [];
    const version = input.ifVersion === null ? null : (seen.at(input.ifVersion === 'latest' ? -1 : 0) ?? 'never-seen');
    this.#ifVersions.set(input, version);
    return version;
  }

  /** An operation to ask about: the last one that is open, whose call may still be under way. */
  operationToReconcile(): string | null {
    return this.#open.pop() ?? this.#operations.at(-1) ?? null;
  }
}

/** The account that an answer shows. */
export function accountIn(answer: Answer): Account | null {
  if (answer.kind === 'read') return answer.account;
  return answer.kind === 'update' ? answer.result.account : null;
}

/** The update that an operation of the plan asks for; null for one that is no update. */
export function commandOf(
  { kind, input }: PlannedOperation,
  account: HistoryAccount,
  { ifVersion, email }: { readonly ifVersion: string | null; readonly email: unknown },
): UpdateCommand | null {
  if (!input) return null;
  const { model, id } = account;
  return {
    id,
    patch: { ...input.patch, ...(model.always !== undefined && { [model.always]: String(email) }) },
    provider: input.isUnified ? null : model.provider,
    caller,
    mutation: input.isUnified ? 'updateAccount' : model.mutation,
    ifVersion,
    idempotencyKey: input.key,
    dryRun: kind === 'dry-run',
  };
}

/** Carries out one operation, and answers what the client is told. */
export async function carryOut(
  process: RunningProcess,
  {
    account,
    command,
    operationId,
  }: Readonly<{
    account: HistoryAccount;
    command: UpdateCommand | null;
    operationId: string | null;
  }>,
): Promise<Answer> {
  try {
    if (command) return { kind: 'update', result: await process.updates.update(command), command };
    if (operationId !== null)
      return { kind: 'operation', record: await process.operations.reconcile(caller, operationId) };
    const { accounts } = process;
    return { kind: 'read', account: await accounts.read(caller, accounts.locate(account.id)) };
  } catch (error) {
    if (error instanceof AccountError) return { kind: 'failed', code: error.code };
    throw error;
  }
}
