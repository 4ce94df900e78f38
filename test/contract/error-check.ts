import { describe, expect, it } from '@jest/globals';
import type { FaultRule } from '../../src/emulators/shared/faults.ts';
import type { Contract, ErrorCheck, ToldError } from './contract.ts';
import { arrange, readAccount, sendUpdate, type Loose, type Payload, type Run } from './run.ts';
import { callsOf, expectedError } from './update-check.ts';

/** Describes every way for the provider to fail: on a read, on the read before an update, and on the write call. */
export function describeErrors(contract: Contract, run: () => Run): void {
  describe('errors', () => {
    for (const check of contract.errors) {
      const { id, says, read, write } = check;
      if (read !== undefined) {
        it(`${id}-READ ${says}`, async () => {
          await checkRead(run(), check, read);
          await checkUnreadBase(run(), check, read ?? { code: 'NOT_FOUND', field: ['id'] });
        });
      }
      if (write) it(`${id}-WRITE ${says}`, () => checkWrite(run(), check, write));
    }
  });
}

async function checkRead(run: Run, check: ErrorCheck, told: ToldError | null): Promise<void> {
  const key = await arrangeFault(run, check, 'read');
  const { data, errors } = await readAccount(run, key);
  expect(data?.account ?? null).toBeNull();
  expect((errors ?? []).map(({ extensions, message }) => ({ ...extensions, message }))).toEqual(
    told === null ? [] : [inExtensions(told)],
  );
  expectHidden(run, check, [errors]);
}

/** An update that cannot read what it is based on is refused, and no write call leaves. */
async function checkUnreadBase(run: Run, check: ErrorCheck, told: ToldError): Promise<void> {
  const key = await arrangeFault(run, check, 'read');
  const payload = await update(run, key);
  expect(payload).toMatchObject({ outcome: 'REJECTED', account: null, changes: [], userErrors: [expectedError(told)] });
  expect(callsOf(run.emulator)).not.toContain('write');
  expectHidden(run, check, [payload]);
}

async function checkWrite(run: Run, check: ErrorCheck, told: NonNullable<ErrorCheck['write']>): Promise<void> {
  const key = await arrangeFault(run, check, 'write');
  const payload = await update(run, key);
  const { outcome, calls = 1, ...error } = told;
  expect({ outcome: payload.outcome, userErrors: payload.userErrors }).toEqual({
    outcome,
    userErrors: [expectedError(error)],
  });
  // Of an unknown outcome no change may be told as done, nor as not done.
  const effect = outcome === 'UNKNOWN' ? 'UNVERIFIED' : 'PLANNED';
  expect(payload.changes.filter((change) => change.effect !== effect)).toEqual([]);
  expect(callsOf(run.emulator).filter((kind) => kind === 'write')).toHaveLength(calls);
  expectHidden(run, check, [payload]);
}

async function arrangeFault(run: Run, check: ErrorCheck, kind: 'read' | 'write'): Promise<string> {
  const rule: FaultRule = { match: { kind: check.at ?? kind }, fault: check.fault };
  const key = await arrange(run, { faults: [rule] });
  if (check.at === 'token') run.emulator.revokeTokens();
  return key;
}

async function update(run: Run, key: string): Promise<Payload> {
  const answer = await sendUpdate(run, key, { patch: run.contract.probe });
  if ('refusal' in answer) throw new TypeError('The contract’s probe is no input of the mutation.');
  return answer.payload;
}

// In a GraphQL error what is not there is left out.
function inExtensions({ code, field, retryAfterSeconds, says }: ToldError): Loose {
  const { message } = expectedError({ code, ...(says !== undefined && { says }) });
  return { code, message, ...(field && { field: field.join('.') }), ...(retryAfterSeconds && { retryAfterSeconds }) };
}

function expectHidden(run: Run, { hides = [] }: ErrorCheck, answers: readonly unknown[]): void {
  const text = JSON.stringify(answers) + run.accord.log();
  expect(hides.filter((secret) => text.includes(secret))).toEqual([]);
}
