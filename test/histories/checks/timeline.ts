import type { Account } from '../../../src/domain/account.ts';
import type { JsonValue } from '../../../src/domain/json-value.ts';
import type { Fields } from '../../../src/emulators/shared/emulator.ts';
import type { Application, History, HistoryAccount, Step } from '../history.ts';
import { shown, type ModelField } from '../provider-models.ts';

/** The state of an account from one moment on. */
export interface State {
  readonly from: number;
  readonly fields: Fields;
}

/** A finished history, to be asked. Of each account the provider's state is known at every moment. */
export class Timeline {
  readonly history: History;
  readonly #states: readonly (readonly State[])[];
  readonly #steps: ReadonlyMap<number, Step>;

  constructor(history: History) {
    this.history = history;
    this.#steps = new Map(history.steps.map((step) => [step.planned.number, step]));
    this.#states = history.accounts.map(({ number }) => [
      { from: 0, fields: history.initial[number] ?? {} },
      ...this.applicationsTo(number).map(({ tick, after }) => ({ from: tick, fields: after })),
    ]);
  }

  /** What changed an account, in order. */
  applicationsTo(account: number): readonly Application[] {
    return this.history.applications.filter(({ call }) => call.account?.number === account);
  }

  /** Every state that an account was in at some moment of this time. */
  statesBetween(account: HistoryAccount, from: number, to: number): readonly State[] {
    const states = this.#states[account.number] ?? [];
    const first = states.findLastIndex((state) => state.from <= from);
    return states.slice(Math.max(0, first)).filter((state) => state.from <= to);
  }

  /** The operation on whose behalf a call was sent; undefined for a sweep. */
  stepOf({ call }: Application): Step | undefined {
    return typeof call.tag === 'number' ? this.#steps.get(call.tag) : undefined;
  }

  step(number: number): Step | undefined {
    return this.#steps.get(number);
  }

  /** What was carried out on an operation's behalf. */
  applicationsOf(step: Step): readonly Application[] {
    return this.history.applications.filter(({ call }) => call.tag === step.planned.number);
  }

  /**
   * Whether a call took effect after its update had ended, or a second time. No provider offers a write that is tied to
   * a version: against that, nothing helps.
   */
  isLate(application: Application): boolean {
    const step = this.stepOf(application);
    return application.again || step === undefined || application.tick > step.returned;
  }

  /** Whether another operation's late call changed an account during this time. */
  isDisturbed(account: HistoryAccount, from: number, to: number): boolean {
    return this.applicationsTo(account.number).some(
      (application) => application.tick > from && application.tick < to && this.isLate(application),
    );
  }

  /** Whether a call that had been carried out before was carried out again after this: nobody can know of that. */
  isRepeatedAfter(application: Application): boolean {
    const { account } = application.call;
    if (!account) return false;
    return this.applicationsTo(account.number).some((other) => other.again && other.tick > application.tick);
  }

  /** Whether the emulator was told to drop a field when a call arrived. */
  isDropped(account: HistoryAccount, held: string, arrived: number): boolean {
    return this.history.droppings.some(
      (dropping) =>
        dropping.account.model.id === account.model.id &&
        dropping.held === held &&
        dropping.from <= arrived &&
        arrived <= dropping.to,
    );
  }
}

/** A field that an operation names, with what it wants of it. */
export type NamedField = readonly [field: ModelField, value: JsonValue];

/** The fields that an operation names. */
export function namedFields(step: Step): readonly NamedField[] {
  const patch = step.command?.patch ?? {};
  return step.account.model.fields.flatMap((field) => {
    const value = patch[field.name];
    return value === undefined ? [] : [[field, value] as const];
  });
}

/** The written fields of a state, as the graph would show them. */
export function fingerprintOfState({ model }: HistoryAccount, fields: Fields): string {
  return JSON.stringify(model.fields.map((field) => shown(fields[field.held])));
}

/** The written fields of an account, as the graph shows them. */
export function fingerprintOfAccount({ model }: HistoryAccount, account: Account): string {
  return JSON.stringify(model.fields.map((field) => shown(field.read(account))));
}

/** How an operation is called in a violation. */
export function nameOf({ planned, account, command, answer }: Step): string {
  const told = answer.kind === 'update' ? answer.result.outcome : answer.kind === 'failed' ? answer.code : answer.kind;
  const fault = planned.fault ? `, ${planned.fault.name}` : '';
  const patch = command ? ` ${JSON.stringify(command.patch)}` : '';
  return `#${planned.number} ${planned.kind} ${account.id}${patch}: ${told}${fault}`;
}
