import type { Account } from '../../src/domain/account.ts';
import type { OperationRecord, OperationState } from '../../src/domain/operation.ts';
import type { Fields, RecordedRequest } from '../../src/emulators/shared/emulator.ts';
import type { UpdateCommand } from '../../src/accounts/update-command.ts';
import type { UpdateResult } from '../../src/accounts/update-result.ts';
import type { HistoryPlan, PlannedOperation } from './plan.ts';
import type { ProviderModel } from './provider-models.ts';

/**
 * What is written down of a history while it happens. Every moment has a number of its own (a *tick*), so that of any two
 * things it is known which came first.
 */

/** Who sent a request or wrote to the store: the number of an operation, or a sweep. */
export type Tag = number | 'sweep';

/** An account of the history. */
export interface HistoryAccount {
  readonly number: number;
  readonly model: ProviderModel;
  /** At the emulator. */
  readonly key: string;
  /** As the graph has it. */
  readonly id: string;
}

/** What a client was told. */
export type Answer =
  | { readonly kind: 'read'; readonly account: Account | null }
  | { readonly kind: 'update'; readonly result: UpdateResult; readonly command: UpdateCommand }
  | { readonly kind: 'operation'; readonly record: OperationRecord | null }
  | { readonly kind: 'failed'; readonly code: string }
  /** The process died first. */
  | { readonly kind: 'crashed' };

/** One operation of the plan, from its call to its return. */
export interface Step {
  readonly planned: PlannedOperation;
  readonly account: HistoryAccount;
  readonly called: number;
  readonly returned: number;
  readonly answer: Answer;
  readonly command: UpdateCommand | null;
}

/** A write call in the emulator's journal. */
export interface WriteCall {
  readonly record: RecordedRequest;
  readonly tag: Tag | null;
  readonly account: HistoryAccount | null;
  readonly arrived: number;
}

/** A moment at which a write call changed the provider's state. */
export interface Application {
  readonly tick: number;
  readonly call: WriteCall;
  readonly before: Fields;
  readonly after: Fields;
  /** The same call had been carried out before. */
  readonly again: boolean;
}

/** Something that the store did, or was made to fail at. */
export interface StoreEvent {
  readonly tick: number;
  readonly kind: 'begun' | 'ended' | 'finished' | 'finish failed';
  readonly operationId: string;
  readonly tag: Tag | null;
  readonly state: OperationState;
}

/** A time during which an emulator dropped a field. */
export interface Dropping {
  readonly account: HistoryAccount;
  readonly held: string;
  readonly from: number;
  to: number;
}

export interface History {
  readonly plan: HistoryPlan;
  readonly accounts: readonly HistoryAccount[];
  /** The state of each account at the start, by its number. */
  readonly initial: readonly Fields[];
  readonly steps: Step[];
  readonly calls: WriteCall[];
  readonly applications: Application[];
  readonly storeEvents: StoreEvent[];
  readonly droppings: Dropping[];
  /** Accounts that changed without a write call of theirs. */
  readonly strayChanges: string[];
  readonly deaths: number[];
  /** The record when the last client had its last answer, and after the last sweep, a minute later. */
  recordBefore: readonly OperationRecord[];
  recordAfter: readonly OperationRecord[];
  /** The state of each account at the end, by its number. */
  final: readonly Fields[];
}

/** Whether a client was told how it ended: neither UNKNOWN, nor under way, nor an error. */
export function isAcknowledged({ answer }: Step): boolean {
  switch (answer.kind) {
    case 'read':
      return true;
    case 'update':
      return answer.result.outcome !== 'UNKNOWN' && answer.result.outcome !== 'PENDING';
    case 'operation':
      return answer.record === null || (answer.record.state !== 'UNKNOWN' && answer.record.state !== 'IN_FLIGHT');
    case 'failed':
      // A provider that cannot be read, and says so, has answered.
      return answer.code === 'READ_NOT_SUPPORTED';
    case 'crashed':
      return false;
  }
}
