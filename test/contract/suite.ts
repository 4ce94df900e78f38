import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GraphQLSchema } from 'graphql';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';
import { cellKinds, type Contract, type Scene } from './contract.ts';
import { describeErrors } from './error-check.ts';
import { fieldNames, introspect, patchFields, selectAccount } from './graph.ts';
import { describeReads, shownPaths } from './read-check.ts';
import { arrange, sendUpdate, type Run } from './run.ts';
import { checkUpdate } from './update-check.ts';

/**
 * Describes one provider's contract: every cell of every writable field, every error, every field of its answer, over
 * the whole product and the provider's emulator. Call it once in a test file.
 */
export function describeContract(contract: Contract): void {
  describe(`the contract of ${contract.provider}`, () => {
    let accord: RunningAccord;
    let schema: GraphQLSchema;
    let run: Run;
    beforeAll(async () => {
      accord = await startAccord(contract.emulators ? { emulators: contract.emulators } : {});
      schema = await introspect(accord);
      const emulator = accord.emulators[contract.provider];
      run = { contract, accord, emulator, selection: selectAccount(schema, contract.graph.details), count: 0 };
    });
    afterAll(() => accord.close());

    describeFields(contract, () => run);
    describeCases(contract, () => run);
    describeHeaders(contract, () => run);
    describeErrors(contract, () => run);
    describeReads(contract, () => run);
    describeCompleteness(contract, () => schema);
    contract.extra?.((): Scene => run);
    it(`${contract.prefix}-SECRETS-LOG keeps every secret out of all that was logged`, () => {
      const log = accord.log();
      expect(log).not.toBe('');
      expect(contract.secrets.filter((secret) => log.includes(secret))).toEqual([]);
    });
  });
}

function describeFields(contract: Contract, run: () => Run): void {
  describe.each(contract.fields)('$field', ({ field, id, cells }) => {
    it.each(cellKinds)(`${contract.prefix}-${id}-%s`, async (kind) => {
      const cell = cells[kind];
      // A cell that does not name its field would check nothing of it; one that names it is not ABSENT.
      expect(names(cell.patch, field)).toBe(kind !== 'ABSENT');
      await checkUpdate(run(), cell);
    });
  });
}

function describeCases(contract: Contract, run: () => Run): void {
  describe('cases', () => {
    it.each(contract.cases)('$id $says', (each) => checkUpdate(run(), each));
  });
}

function describeHeaders(contract: Contract, run: () => Run): void {
  it(`${contract.prefix}-HEADERS sends the page's headers with the write call`, async () => {
    const key = await arrange(run(), {});
    await sendUpdate(run(), key, { patch: contract.probe });
    const write = run().emulator.requests.find(({ kind }) => kind === 'write');
    expect(write?.headers).toMatchObject(contract.headers);
  });
}

function describeCompleteness(contract: Contract, schema: () => GraphQLSchema): void {
  const { prefix, graph, fields, reads, response } = contract;
  describe('completeness', () => {
    it(`${prefix}-COMPLETE-PATCH has the cells of every field of the patch, and of no other`, () => {
      expect(fields.map(({ field }) => field).toSorted()).toEqual(patchFields(schema(), graph.patch).toSorted());
    });
    it(`${prefix}-COMPLETE-READ has a check for every field of the page's answer`, () => {
      expect(reads.map(({ wire }) => wire).toSorted()).toEqual(response.toSorted());
    });
    it(`${prefix}-COMPLETE-DETAILS shows every field of the details in some check`, () => {
      const shown = new Set(shownPaths(contract).map((path) => path.split('.').slice(0, 2).join('.')));
      const missing = fieldNames(schema(), graph.details).filter((name) => !shown.has(`details.${name}`));
      expect(missing).toEqual([]);
    });
    it(`${prefix}-COMPLETE-IDS gives every check an id of its own, under the prefix`, () => {
      const ids = [
        ...fields.map(({ id }) => `${prefix}-${id}`),
        ...[...contract.cases, ...contract.errors, ...reads].map(({ id }) => id),
      ];
      expect(ids.filter((id) => !id.startsWith(`${prefix}-`))).toEqual([]);
      expect(ids.toSorted()).toEqual([...new Set(ids)].toSorted());
    });
  });
}

/** Whether a patch names a field; `address: null` names every part of the address. */
function names(patch: Readonly<Record<string, unknown>>, field: string): boolean {
  const [head = '', ...rest] = field.split('.');
  if (!Object.hasOwn(patch, head)) return false;
  const inner = patch[head];
  if (rest.length === 0 || inner === null || typeof inner !== 'object') return true;
  return names(inner as Readonly<Record<string, unknown>>, rest.join('.'));
}
