import { AccountReads } from '../../src/accounts/account-reads.ts';
import { OperationLog } from '../../src/accounts/operation-log.ts';
import { Reconciler } from '../../src/accounts/reconciler.ts';
import type { UpdateCommand } from '../../src/accounts/update-command.ts';
import type { UpdateResult } from '../../src/accounts/update-result.ts';
import { UpdateService } from '../../src/accounts/update-service.ts';
import { trustedCaller } from '../../src/domain/caller.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { AccountError, type AccountErrorDetails, type ErrorCode } from '../../src/domain/errors.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { Sources } from '../../src/domain/source.ts';
import type { Patch } from '../../src/domain/update.ts';
import { createStore } from '../../src/store/create-store.ts';
import { operationIds } from '../../src/store/operation-id.ts';
import type { Store } from '../../src/store/store.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { FakeDatasource, fakeSource } from './fake-datasource.ts';

/** A store in memory, for one test file. Whoever opens it closes it. */
export function openMemoryStore(): Promise<Store> {
  return createStore({ url: new Secret('pglite:memory'), clock: systemClock });
}

let benches = 0;

/** Updates of one account of a source of its own, so that what one test records no other sees. */
export class UpdateBench {
  readonly store: Store;
  readonly fake: FakeDatasource;
  readonly sourceId: string;
  /** `<sourceId>:1`. */
  readonly accountId: string;
  readonly sources: Sources;
  readonly reconciler: Reconciler;
  readonly #service: UpdateService;

  constructor(store: Store, offers: { readonly readOne?: boolean } = {}) {
    benches += 1;
    this.store = store;
    this.sourceId = `fake${benches}`;
    this.accountId = `${this.sourceId}:1`;
    this.fake = new FakeDatasource([{ id: '1', name: 'Ana', note: 'old' }], { ...offers, sourceId: this.sourceId });
    this.sources = new Map([[this.sourceId, { ...fakeSource(this.sourceId, this.fake), provider: 'FAKE' }]]);
    const logger = createLogger({ level: 'silent' });
    const log = new OperationLog({ store, clock: systemClock, logger, nextId: operationIds(systemClock) });
    const { sources } = this;
    const reads = new AccountReads({ cache: null });
    this.reconciler = new Reconciler({ sources, store, reads, clock: systemClock, logger, settleMs: 0 });
    this.#service = new UpdateService({ sources, store, log, reconciler: this.reconciler, reads, now: Date.now });
  }

  /** Updates the account, or what the rest of the command says. */
  update(patch: Patch, rest: Partial<UpdateCommand> = {}): Promise<UpdateResult> {
    return this.#service.update({
      id: this.accountId,
      patch,
      provider: 'FAKE',
      caller: trustedCaller('test'),
      mutation: 'updateFakeAccount',
      ifVersion: null,
      idempotencyKey: null,
      dryRun: false,
      ...rest,
    });
  }

  /** Lets every write fail from now on, though it may be carried out. */
  failWrite(code: ErrorCode, details: AccountErrorDetails): void {
    this.fake.failing = { write: new AccountError(code, 'It failed.', details) };
  }
}
