import { describe, expect, it } from '@jest/globals';
import type { Fields } from '../../src/emulators/shared/emulator.ts';
import type { Contract, ReadCheck } from './contract.ts';
import { arrange, readAccount, type Loose, type Run } from './run.ts';

/** Describes every field of the provider's answer: where it shows in the graph, or that it does not. */
export function describeReads(contract: Contract, run: () => Run): void {
  describe('reads', () => {
    it.each(contract.reads)('$id $wire', async (check) => {
      if (check.hidden) await checkHidden(run(), check.hidden);
      for (const [given, shown] of check.shows ?? []) await checkShown(run(), given, shown);
      expect(check.hidden ?? check.shows).toBeDefined();
    });
  });
}

/** The paths that some read check shows. */
export function shownPaths({ reads }: Contract): readonly string[] {
  return reads.flatMap(({ shows = [] }: ReadCheck) => shows.flatMap(([, shown]) => Object.keys(shown)));
}

async function checkShown(run: Run, given: Fields, shown: Readonly<Record<string, unknown>>): Promise<void> {
  const account = (await read(run, given)).account as Loose;
  const seen = Object.fromEntries(Object.keys(shown).map((path) => [path, at(account, path)]));
  expect(seen).toEqual(shown);
}

async function checkHidden(run: Run, [given, canary]: NonNullable<ReadCheck['hidden']>): Promise<void> {
  const before = run.accord.log().length;
  const data = await read(run, given);
  expect(data.account).toMatchObject({ id: expect.any(String) });
  expect(JSON.stringify(data)).not.toContain(canary);
  expect(run.accord.log().slice(before)).not.toContain(canary);
}

/** Lets the provider hold these fields, and reads. */
async function read(run: Run, given: Fields): Promise<Loose> {
  const key = await arrange(run, { given });
  const { data, errors } = await readAccount(run, key);
  expect(errors).toBeUndefined();
  return data ?? {};
}

function at(account: Loose, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (value as Loose | null)?.[name], account);
}
