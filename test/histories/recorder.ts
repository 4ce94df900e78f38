import { AsyncLocalStorage } from 'node:async_hooks';
import type { OperationState } from '../../src/domain/operation.ts';
import type { Emulator, Fields, RecordedRequest } from '../../src/emulators/shared/emulator.ts';
import { toJsonText } from '../../src/emulators/shared/json-text.ts';
import type { History, HistoryAccount, StoreEvent, Tag, WriteCall } from './history.ts';
import type { ModelId } from './provider-models.ts';

/** Says in the requests of an operation which one it is; no provider knows it. */
export const TAG_HEADER = 'x-history-tag';

/** On whose behalf code runs. */
export const running = new AsyncLocalStorage<Tag>();

/** Writes down what happens to one history, in order. */
export class Recorder {
  readonly history: History;
  readonly #emulators: Readonly<Record<ModelId, Emulator>>;
  readonly #states = new Map<string, Fields>();
  readonly #calls = new Map<RecordedRequest, WriteCall>();
  #tick = 0;

  constructor(history: History, emulators: Readonly<Record<ModelId, Emulator>>) {
    this.history = history;
    this.#emulators = emulators;
    for (const provider of new Set(history.accounts.map(({ model }) => model.id))) {
      for (const [key, state] of this.#read(provider)) this.#states.set(key, state);
    }
  }

  /** The next moment. */
  tick(): number {
    return (this.#tick += 1);
  }

  /** A write call has reached an emulator. */
  arrived(provider: ModelId, record: RecordedRequest): void {
    if (record.kind !== 'write') return;
    const account = this.#accountOf(provider, record);
    const call = { record, tag: toTag(record.headers[TAG_HEADER]), account, arrived: this.tick() };
    this.#calls.set(record, call);
    this.history.calls.push(call);
  }

  /** It has just been carried out. */
  applied(provider: ModelId, record: RecordedRequest): void {
    const call = this.#calls.get(record);
    const tick = this.tick();
    const own = call?.account ? stateKey(provider, call.account.key) : null;
    for (const [key, after] of this.#read(provider)) {
      const before = this.#states.get(key) ?? {};
      this.#states.set(key, after);
      if (key === own && call) {
        const again = this.history.applications.some((application) => application.call === call);
        this.history.applications.push({ tick, call, before, after, again });
      } else if (toJsonText(before) !== toJsonText(after)) {
        this.history.strayChanges.push(`${key} changed with ${record.method} ${record.path}`);
      }
    }
  }

  /** What an emulator holds now, by the recorder's own key of each account. */
  state(account: HistoryAccount): Fields {
    return this.#emulators[account.model.id].account(account.key) ?? {};
  }

  /** The store has done something. */
  stored(kind: StoreEvent['kind'], operationId: string, state: OperationState): void {
    const tag = running.getStore() ?? null;
    this.history.storeEvents.push({ tick: this.tick(), kind, operationId, tag, state });
  }

  #read(provider: ModelId): readonly (readonly [key: string, state: Fields])[] {
    const model = this.history.accounts.find((account) => account.model.id === provider)?.model;
    if (!model) return [];
    return this.#emulators[provider].accounts().map((state) => [stateKey(provider, model.keyOf(state)), state]);
  }

  #accountOf(provider: ModelId, record: RecordedRequest): HistoryAccount | null {
    const accounts = this.history.accounts.filter(({ model }) => model.id === provider);
    return accounts.find(({ model, key }) => model.keyIn(record) === key) ?? null;
  }
}

function stateKey(provider: ModelId, key: string): string {
  return `${provider}:${key}`;
}

function toTag(header: string | undefined): Tag | null {
  if (header === undefined) return null;
  return header === 'sweep' ? 'sweep' : Number(header);
}
