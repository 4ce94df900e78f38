import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../../src/domain/clock.ts';
import { Secret } from '../../src/domain/secret.ts';
import { createStore } from '../../src/store/create-store.ts';
import type { Store } from '../../src/store/store.ts';
import { killChildren, startChild } from './child.ts';
import { claimRequest } from './samples.ts';
import { makeScratchFolder } from '../support/scratch-folder.ts';

// Every round starts a process that opens the store. More of them: ACCORD_TEST_KILL_ROUNDS=500.
const ROUNDS = Number(process.env.ACCORD_TEST_KILL_ROUNDS ?? 15);
const SLOW_MS = 30_000 + ROUNDS * 10_000;

describe('an embedded store whose process is killed', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await makeScratchFolder('durability');
  });
  afterEach(killChildren);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it(
    `loses nothing that it has answered for, in ${ROUNDS} rounds`,
    async () => {
      const url = `pglite:${join(folder, 'store')}`;
      const said: string[] = [];
      for (let round = 0; round < ROUNDS; round += 1) said.push(...(await killedAfter(url, round)));
      const counts = ['claimed', 'begun', 'finished'].map(
        (verb) => said.filter((line) => line.startsWith(verb)).length,
      );
      // There is something to lose: several operations a round.
      for (const count of counts) expect(count).toBeGreaterThan(ROUNDS * 2);

      const store = await createStore({ url: new Secret(url), clock: systemClock });
      try {
        expect(await missing(store, said)).toEqual([]);
      } finally {
        await store.close();
      }
    },
    SLOW_MS,
  );
});

/** Lets a process write for a while, kills it, and answers what it has said until then. */
async function killedAfter(url: string, round: number): Promise<readonly string[]> {
  const child = startChild('writer.child.ts', url);
  // The rounds differ in where between two answers the end comes: after so many lines, and some of the way on.
  const wanted = 12 + (round % 7);
  for (let line = 0; line < wanted; line += 1) await child.lines.next();
  for (let turn = 0; turn < round % 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  child.kill();
  expect(await child.ended).toBeNull();
  return child.printed;
}

/** What was said and is not so. */
async function missing(store: Store, said: readonly string[]): Promise<readonly string[]> {
  const finished = new Set(said.filter((line) => line.startsWith('finished')).map((line) => line.split(' ')[1]));
  const wrong: string[] = [];
  for (const line of said) {
    const [verb, name = ''] = line.split(' ');
    const isSo = await (verb === 'open' ? true : verb === 'claimed' ? isClaimed(store, name) : isKept(store, name));
    if (!isSo) wrong.push(line);
  }
  return wrong;

  async function isKept(kept: Store, id: string): Promise<boolean> {
    const operation = await kept.operation(id);
    if (operation === null) return false;
    if (!finished.has(id)) return operation.state === 'IN_FLIGHT' || operation.state === 'APPLIED';
    const snapshot = await kept.snapshot(operation.accountId);
    return operation.state === 'APPLIED' && operation.attempts[0]?.status === 200 && snapshot !== null;
  }
}

async function isClaimed(store: Store, key: string): Promise<boolean> {
  // Asked as of long ago, so that no claim is old enough to be granted anew.
  return (await store.claim(claimRequest({ key, now: new Date(0) }))).kind !== 'GRANTED';
}
