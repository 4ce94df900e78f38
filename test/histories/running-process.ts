import { AccountReads } from '../../src/accounts/account-reads.ts';
import { AccountService } from '../../src/accounts/account-service.ts';
import { OperationLog } from '../../src/accounts/operation-log.ts';
import { OperationService } from '../../src/accounts/operation-service.ts';
import { Reconciler } from '../../src/accounts/reconciler.ts';
import { UpdateService } from '../../src/accounts/update-service.ts';
import type { Clock } from '../../src/domain/clock.ts';
import type { AccountDatasource } from '../../src/domain/datasource.ts';
import type { Source } from '../../src/domain/source.ts';
import { createHttpClient, type HttpClient } from '../../src/http/http-client.ts';
import { CppDatasource } from '../../src/providers/cpp/cpp.datasource.ts';
import { KameleoonDatasource } from '../../src/providers/kameleoon/kameleoon.datasource.ts';
import { KiboDatasource } from '../../src/providers/kibo/kibo.datasource.ts';
import { WacmDatasource } from '../../src/providers/wacm/wacm.datasource.ts';
import { LocalAccountLocks } from '../../src/store/locks/local-account-locks.ts';
import { operationIds } from '../../src/store/operation-id.ts';
import { SqlStore } from '../../src/store/sql-store.ts';
import { defaultLimits } from '../../src/store/store-limits.ts';
import type { Store } from '../../src/store/store.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { untriedHealth } from '../support/fake-datasource.ts';
import { gatedHttp } from './gated-http.ts';
import { GatedStore } from './gated-store.ts';
import { ATTEMPT_MS } from './plan-faults.ts';
import type { PlantedBug } from './planted-bug.ts';
import type { ProcessLife } from './process-life.ts';
import { modelIds, models, type ModelId } from './provider-models.ts';
import { running, type Recorder } from './recorder.ts';
import type { World } from './world.ts';

const TIMEOUTS = { connectMs: 2_000, attemptMs: ATTEMPT_MS, operationMs: 5_000 };
const KIBO_SETTINGS = { tenantId: 100, siteId: 200 };
const CPP_SETTINGS = { defaultDomain: 'cpp.hr' };

const logger = createLogger({ level: 'silent' });

/** The product's services over one connection to the store: everything that dies with a process. */
export interface RunningProcess {
  readonly life: ProcessLife;
  readonly store: GatedStore;
  readonly accounts: Pick<AccountService, 'locate' | 'read'>;
  readonly updates: Pick<UpdateService, 'update'>;
  readonly operations: Pick<OperationService, 'reconcile'>;
  readonly sources: ReadonlyMap<string, Source>;
  /** The sweep at start; it never ends where the process dies. */
  readonly swept: Promise<void>;
}

/** What a process is started with. */
export interface ProcessOptions {
  readonly world: World;
  readonly recorder: Recorder;
  readonly life: ProcessLife;
  readonly bug: PlantedBug | null;
}

/** Starts a process. */
export function startProcess({ world, recorder, life, bug }: ProcessOptions): RunningProcess {
  const { clock } = life;
  const gated = new GatedStore(openStore(world, clock), life, recorder);
  const store = bug?.store?.(gated, world) ?? gated;
  const sources = new Map(
    modelIds.map((provider) => {
      const source = openSource({ world, life, provider, bug });
      return [source.id, source];
    }),
  );
  const reads = new AccountReads({ cache: null });
  const log = new OperationLog({ store, clock, logger, nextId: operationIds(clock) });
  const settle = bug?.settleMs === undefined ? {} : { settleMs: bug.settleMs };
  const reconciler = new Reconciler({ sources, store, reads, clock, logger, ...settle });
  const updates = new UpdateService({ sources, store, log, reconciler, reads, now: () => clock.now() });
  const operations = new OperationService({ sources, store, reconciler });
  const accounts = new AccountService({ sources, store, reads });
  const sweep = async (): Promise<void> => {
    // A store that fails leaves it to the next sweep, as the product's own sweeper does.
    await reconciler.sweep().catch(() => undefined);
  };
  const parts = { sources, store };
  return {
    life,
    store: gated,
    sources,
    accounts: bug?.accounts?.(accounts, parts) ?? accounts,
    updates: bug?.updates?.(updates, parts) ?? updates,
    operations: bug?.operations?.(operations, parts) ?? operations,
    swept: running.run('sweep', sweep),
  };
}

/** A store of its own over the database of all: on an embedded one the locks are the process's own. */
export function openStore({ database }: World, clock: Clock): Store {
  return new SqlStore({ database, locks: new LocalAccountLocks(database), clock, limits: defaultLimits });
}

function openSource(options: {
  readonly world: World;
  readonly life: ProcessLife;
  readonly provider: ModelId;
  readonly bug: PlantedBug | null;
}): Source {
  const { world, life, provider, bug } = options;
  const client = createHttpClient({
    baseUrl: world.baseUrls[provider],
    authenticate: world.auth[provider],
    timeouts: TIMEOUTS,
    clock: life.clock,
  });
  const http = gatedHttp(client, life);
  const datasource = openDatasource(provider, { sourceId: provider, http, clock: life.clock });
  return {
    id: provider,
    provider: models[provider].provider,
    label: provider,
    datasource: bug?.datasource?.(datasource, provider) ?? datasource,
    health: () => untriedHealth,
  };
}

interface DatasourceParts {
  readonly sourceId: string;
  readonly http: HttpClient;
  readonly clock: ProcessLife['clock'];
}

function openDatasource(provider: ModelId, parts: DatasourceParts): AccountDatasource {
  switch (provider) {
    case 'kibo':
      return new KiboDatasource({ ...parts, settings: KIBO_SETTINGS });
    case 'cpp':
      return new CppDatasource({ ...parts, settings: CPP_SETTINGS });
    case 'kameleoon':
      return new KameleoonDatasource(parts);
    case 'wacm':
      return new WacmDatasource(parts);
  }
}
