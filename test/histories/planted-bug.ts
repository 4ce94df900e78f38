import type { AccountService } from '../../src/accounts/account-service.ts';
import type { OperationService } from '../../src/accounts/operation-service.ts';
import type { UpdateService } from '../../src/accounts/update-service.ts';
import type { AccountDatasource } from '../../src/domain/datasource.ts';
import type { Sources } from '../../src/domain/source.ts';
import type { Store } from '../../src/store/store.ts';
import type { CheckerName } from './checks/check-history.ts';
import type { PlanFocus } from './plan.ts';
import type { ModelId } from './provider-models.ts';
import type { World } from './world.ts';

/** What a bug can reach. */
export interface BugSurroundings {
  readonly sources: Sources;
  readonly store: Store;
}

/** A mistake that the product does not make, put around its real parts. */
export interface PlantedBug {
  readonly name: string;
  /** The checkers of which at least one must find it. */
  readonly foundBy: readonly CheckerName[];
  /** What its histories have more of, where it takes a rare meeting to show. */
  readonly focus?: PlanFocus;
  readonly store?: (store: Store, world: World) => Store;
  readonly datasource?: (datasource: AccountDatasource, provider: ModelId) => AccountDatasource;
  readonly accounts?: (accounts: AccountService, parts: BugSurroundings) => Pick<AccountService, 'locate' | 'read'>;
  readonly updates?: (updates: UpdateService, parts: BugSurroundings) => Pick<UpdateService, 'update'>;
  readonly operations?: (operations: OperationService, parts: BugSurroundings) => Pick<OperationService, 'reconcile'>;
  readonly settleMs?: number;
}
