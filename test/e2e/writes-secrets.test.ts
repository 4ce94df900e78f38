import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PgliteDatabase } from '../../src/store/pglite/pglite-database.ts';
import { defaultLimits } from '../../src/store/store-limits.ts';
import { asked, keyAt, OPERATION, update } from '../support/graph-updates.ts';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';
import { makeScratchFolder } from '../support/scratch-folder.ts';

const PASSWORD = 'canary-4711-Password-Aa1!';
/** Something that must be found, or the search finds nothing at all. */
const MARK = 'mark-4711-last-name';

async function filesBelow(folder: string): Promise<readonly string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** In which files a text stands, in any form that it can easily be read in. */
async function filesWith(folder: string, text: string): Promise<readonly string[]> {
  const bytes = Buffer.from(text);
  const forms = [bytes, bytes.toString('base64').slice(0, -4), bytes.toString('hex'), Buffer.from(text, 'utf16le')];
  const found: string[] = [];
  for (const file of await filesBelow(folder)) {
    const content = await readFile(file);
    if (forms.some((form) => content.includes(form))) found.push(file);
  }
  return found;
}

/** Everything that the tables hold: what the database compresses cannot be found in its files. */
async function rowsOf(folder: string): Promise<string> {
  const database = await PgliteDatabase.open(folder, defaultLimits);
  try {
    const tables = ['operations', 'claims', 'snapshots'];
    const rows = tables.map((name) => {
      const text = `SELECT to_json(t)::text AS row FROM accord.${name} t`;
      return database.query({ name, text, parse: ({ row }) => row }, []);
    });
    return JSON.stringify(await Promise.all(rows));
  } finally {
    await database.close();
  }
}

/** Every way in which an update with a password can end. */
async function updateInEveryWay(accord: RunningAccord): Promise<readonly unknown[]> {
  const { kibo, wacm } = accord.emulators;
  const kiboId = `kibo:${keyAt(kibo, 0)}`;
  const wacmKey = keyAt(wacm, 0);
  const email = String(wacm.account(wacmKey)?.email);
  const answers: unknown[] = [];
  const both = async (rest: Readonly<Record<string, unknown>>) => {
    const patch = { password: PASSWORD, lastName: `${MARK} ${answers.length}` };
    answers.push(await update(accord, 'kibo', { id: kiboId, patch, ...rest }));
    answers.push(await update(accord, 'wacm', { id: `wacm:${wacmKey}`, patch: { ...patch, email }, ...rest }));
  };
  await both({ dryRun: true });
  await both({});
  await both({ idempotencyKey: 'k' });
  await both({ idempotencyKey: 'k' });
  await both({ ifVersion: 'stale' });
  for (const type of ['reset', 'reset-after-apply', 'status-after-apply', 'ok-without-apply'] as const) {
    const repairs = [kibo, wacm].map((one) => one.faults.add({ match: { kind: 'write' }, fault: { type } }));
    await both({ idempotencyKey: type });
    for (const repair of repairs) repair();
  }
  const text = `{ result: operations(first: 200) { nodes { ${OPERATION} } } }`;
  const { nodes } = await asked<{ nodes: readonly { id: string }[] }>(accord, text);
  const settle = `mutation ($id: ID!) { result: reconcileOperation(id: $id) { ${OPERATION} } }`;
  for (const { id } of nodes) answers.push(await asked(accord, settle, { id }));
  answers.push(nodes, await asked(accord, text));
  answers.push(await accord.query('{ accounts(first: 200) { nodes { id lastName version details { __typename } } } }'));
  return answers;
}

describe('a password', () => {
  it('WRITES-SECRETS-STORE is in no answer, no operation, no line of the log and no file of the store', async () => {
    const folder = await makeScratchFolder('secrets');
    try {
      const accord = await startAccord({
        storeUrl: `pglite:${join(folder, 'store')}`,
        emulators: { kibo: { echoPassword: true } },
      });
      let told = '';
      try {
        told = JSON.stringify(await updateInEveryWay(accord)) + accord.log();
        const sent = Object.values(accord.emulators).flatMap(({ requests }) => requests.map(({ body }) => body));
        expect(sent.filter((body) => body.includes(PASSWORD)).length).toBeGreaterThan(8);
        // Also while it runs: what is in the log of the database, and not yet in its tables.
        expect(await filesWith(folder, PASSWORD)).toEqual([]);
      } finally {
        await accord.close();
      }
      expect(told).not.toContain(PASSWORD);
      expect(told).toContain('[secret]');
      expect(await filesWith(folder, PASSWORD)).toEqual([]);
      const rows = await rowsOf(join(folder, 'store'));
      expect(rows).toContain(MARK);
      expect(rows).not.toContain(PASSWORD);
      expect((await filesWith(folder, MARK)).length).toBeGreaterThan(0);
      expect((await filesWith(folder, '[secret]')).length).toBeGreaterThan(0);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
