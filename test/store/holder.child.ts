import { systemClock } from '../../src/domain/clock.ts';
import { AccountError } from '../../src/domain/errors.ts';
import { Secret } from '../../src/domain/secret.ts';
import { createStore } from '../../src/store/create-store.ts';

/** Tries to open the store argv[2], says `mine` or `refused`, and stays until it is killed or its parent is gone. */
try {
  await createStore({ url: new Secret(process.argv[2] ?? ''), clock: systemClock });
  process.stdout.write('mine\n');
} catch (error) {
  if (!(error instanceof AccountError)) throw error;
  process.stdout.write('refused\n');
}
process.stdin.resume().on('end', () => process.exit());
