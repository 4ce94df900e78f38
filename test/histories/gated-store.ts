import type { Reading } from '../../src/domain/datasource.ts';
import type {
  EndedOperation,
  NewOperation,
  NextAttempt,
  OperationEnd,
  ClaimTicket,
} from '../../src/store/operation.ts';
import { storeClosed, storeUnavailable } from '../../src/store/store-error.ts';
import type {
  AccountHold,
  ClaimRequest,
  OpenOperationQuery,
  OperationQuery,
  SnapshotQuery,
  Store,
} from '../../src/store/store.ts';
import type { PlannedStoreFault } from './plan.ts';
import type { ProcessLife } from './process-life.ts';
import type { Recorder } from './recorder.ts';

/** One process's way to the store: it dies with the process, fails when told to, and is written down. */
export class GatedStore implements Store {
  readonly #store: Store;
  readonly #life: ProcessLife;
  readonly #recorder: Recorder;
  #faults: { readonly fault: PlannedStoreFault; left: number }[] = [];
  #isClosed = false;

  constructor(store: Store, life: ProcessLife, recorder: Recorder) {
    this.#store = store;
    this.#life = life;
    this.#recorder = recorder;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Makes a method fail; the answer ends that. */
  arm(fault: PlannedStoreFault): () => void {
    const armed = { fault, left: fault.times };
    this.#faults.push(armed);
    return () => {
      this.#faults = this.#faults.filter((other) => other !== armed);
    };
  }

  claim(request: ClaimRequest) {
    return this.#step('claim', () => this.#store.claim(request));
  }

  release(ticket: ClaimTicket) {
    return this.#step('release', () => this.#store.release(ticket));
  }

  begin(hold: AccountHold, operation: NewOperation) {
    return this.#step('begin', async () => {
      await this.#store.begin(hold, operation);
      this.#recorder.stored('begun', operation.id, 'IN_FLIGHT');
    });
  }

  beginAttempt(hold: AccountHold, next: NextAttempt) {
    return this.#step('beginAttempt', () => this.#store.beginAttempt(hold, next));
  }

  recordEnded(operation: EndedOperation) {
    return this.#step('recordEnded', async () => {
      await this.#store.recordEnded(operation);
      this.#recorder.stored('ended', operation.id, operation.state);
    });
  }

  async finish(end: OperationEnd) {
    try {
      return await this.#step('finish', async () => {
        const isDone = await this.#store.finish(end);
        if (isDone) this.#recorder.stored('finished', end.operationId, end.state);
        return isDone;
      });
    } catch (error) {
      this.#recorder.stored('finish failed', end.operationId, end.state);
      throw error;
    }
  }

  operation(id: string) {
    return this.#step('operation', () => this.#store.operation(id));
  }

  operations(query: OperationQuery) {
    return this.#step('operations', () => this.#store.operations(query));
  }

  openOperations(query: OpenOperationQuery) {
    return this.#step('openOperations', () => this.#store.openOperations(query));
  }

  putSnapshot(reading: Reading) {
    return this.#step('putSnapshot', () => this.#store.putSnapshot(reading));
  }

  snapshot(accountId: string) {
    return this.#step('snapshot', () => this.#store.snapshot(accountId));
  }

  snapshots(query: SnapshotQuery) {
    return this.#step('snapshots', () => this.#store.snapshots(query));
  }

  withAccountLock<Result>(accountId: string, work: (hold: AccountHold) => Promise<Result>, signal?: AbortSignal) {
    return this.#step('withAccountLock', () => this.#store.withAccountLock(accountId, work, signal));
  }

  tryAccountLock<Result>(accountId: string, work: (hold: AccountHold) => Promise<Result>) {
    return this.#step('tryAccountLock', () => this.#store.tryAccountLock(accountId, work));
  }

  purgeExpired(now: Date) {
    return this.#step('purgeExpired', () => this.#store.purgeExpired(now));
  }

  ping() {
    return this.#step('ping', () => this.#store.ping());
  }

  /** For this process: the database goes on for the next one. */
  close(): Promise<void> {
    this.#isClosed = true;
    return Promise.resolve();
  }

  #step<Result>(method: keyof Store, run: () => Promise<Result>): Promise<Result> {
    return this.#life.live(async () => {
      if (this.#isClosed) throw storeClosed();
      const fault = this.#take(method);
      if (fault?.afterwards === false) throw storeUnavailable();
      const result = await run();
      if (fault) throw storeUnavailable();
      return result;
    });
  }

  #take(method: keyof Store): PlannedStoreFault | null {
    const armed = this.#faults.find(({ fault, left }) => fault.method === method && left > 0);
    if (!armed) return null;
    armed.left -= 1;
    return armed.fault;
  }
}
