import { accountLocksSuite } from './account-locks.suite.ts';
import { backends } from './backends.ts';
import { claimsSuite } from './claims.suite.ts';
import { describeOn } from './describe-on.ts';
import { operationsSuite } from './operations.suite.ts';
import { snapshotsSuite } from './snapshots.suite.ts';

// One suite over every database: what holds on one holds on the other.
for (const backend of backends) {
  describeOn(backend, 'the store', (bench) => {
    claimsSuite(bench);
    operationsSuite(bench);
    snapshotsSuite(bench);
    accountLocksSuite(bench);
  });
}
