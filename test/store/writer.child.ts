import { systemClock } from '../../src/domain/clock.ts';
import { Secret } from '../../src/domain/secret.ts';
import { createStore } from '../../src/store/create-store.ts';
import { begin, claimRequest, newOperation, operationEnd, reading } from './samples.ts';

/**
 * Writes into the store argv[2] until it is killed, and says what it was told is done: `begun ID`, `finished ID`,
 * `claimed KEY`. Each line leaves for the pipe after the store's answer and before the next thing is done.
 */
const store = await createStore({ url: new Secret(process.argv[2] ?? ''), clock: systemClock });
const say = (line: string): Promise<void> =>
  new Promise((resolve) => {
    process.stdout.write(`${line}\n`, () => {
      resolve();
    });
  });

await say('open');
for (let count = 0; ; count += 1) {
  const request = claimRequest({ key: `${process.pid}-${count}`, now: new Date() });
  const claim = await store.claim(request);
  if (claim.kind !== 'GRANTED') throw new Error(claim.kind);
  await say(`claimed ${request.key}`);
  const accountId = `kibo-eu:${process.pid}-${count}`;
  const operation = newOperation({ accountId, claim: claim.ticket });
  await begin(store, operation);
  await say(`begun ${operation.id}`);
  await store.finish(operationEnd(operation.id, { snapshot: reading(accountId) }));
  await say(`finished ${operation.id}`);
}
