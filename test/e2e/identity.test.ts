import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FindPersonDocument, UpdateWacmAccountDocument } from '../../schema/operations.gen.ts';
import { createPeople, type Person } from '../../src/emulators/shared/people.ts';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';

let accord: RunningAccord;
beforeAll(async () => {
  accord = await startAccord();
});
afterAll(() => accord.close());
beforeEach(() => {
  for (const emulator of Object.values(accord.emulators)) emulator.clearJournal();
});

async function findPerson(email: string) {
  const answer = await accord.execute(FindPersonDocument, { email });
  expect(answer.errors).toBeUndefined();
  const identity = answer.data?.identity;
  if (!identity) throw new Error(JSON.stringify(answer));
  return identity;
}

/** The first of the invented people who is like that. */
function someone(test: (person: Person) => boolean): Person {
  const found = createPeople().find(test);
  if (!found) throw new Error('There is nobody like that.');
  return found;
}

const reads = () =>
  Object.values(accord.emulators).map(({ requests }) => requests.filter(({ kind }) => kind === 'read').length);

describe('one person over all sources', () => {
  it('IDENTITY-EVERYWHERE has an account wherever the address is known, at one call per source', async () => {
    const { email } = someone(({ providers, emailAt }) => providers.length === 5 && Object.keys(emailAt).length === 0);
    const identity = await findPerson(email.replace(/@.*/, (domain) => domain.toUpperCase()));
    expect(identity.email).toBe(email);
    expect(identity.accounts.map(({ source }) => source.id)).toEqual(['kameleoon', 'kibo', 'huawei-cloud', 'cpp']);
    expect(identity.problems).toMatchObject([{ source: { id: 'wacm' }, code: 'READ_NOT_SUPPORTED' }]);
    expect(reads()).toEqual([1, 1, 0, 1, 1]);
  });

  it('IDENTITY-GOOGLE is found at CPP by a Google address, and the other main address is drift', async () => {
    const person = someone(
      ({ googleEmails, providers }) =>
        googleEmails.length > 0 && providers.includes('kibo') && providers.includes('cpp'),
    );
    const identity = await findPerson(person.email);
    expect(identity.accounts.map(({ provider }) => provider)).toEqual(expect.arrayContaining(['KIBO', 'CPP']));
    const cpp = identity.accounts.find(({ provider }) => provider === 'CPP');
    expect(cpp?.alternateEmails).toContain(person.email);
    const drift = identity.drift.find(({ field }) => field === 'email');
    expect(drift?.values.map(({ value }) => value)).toEqual([person.email, cpp?.email]);
  });

  it('IDENTITY-SPELLING is found where a provider keeps the address in capitals', async () => {
    const person = someone(({ emailAt }) => emailAt.kibo !== undefined);
    const identity = await findPerson(person.email);
    const kibo = identity.accounts.find(({ provider }) => provider === 'KIBO');
    expect(kibo?.email).toBe(person.email.toUpperCase());
  });

  it('IDENTITY-SNAPSHOT has a WACM account once that was updated, and drift where somebody is deactivated there', async () => {
    const wacm = accord.emulators.wacm.accounts().find((user) => user.status === 'ACTIVE' && user.isSsoUser === false);
    const [id, email] = [`wacm:${String(wacm?.id)}`, String(wacm?.email)];
    await accord.execute(UpdateWacmAccountDocument, { input: { id, patch: { email, active: false } } });
    const identity = await findPerson(email);
    expect(identity.accounts.find((account) => account.id === id)).toMatchObject({ freshness: 'SNAPSHOT' });
    expect(identity.accounts.length).toBeGreaterThan(1);
    const status = identity.drift.find(({ field }) => field === 'status');
    expect(status?.values.find(({ value }) => value === 'DEACTIVATED')?.accounts).toEqual([{ id }]);
  });

  it('IDENTITY-PARTIAL answers with a problem where a source fails', async () => {
    const { email } = someone(({ providers }) => providers.length === 5);
    const remove = accord.emulators.kibo.faults.add({ fault: { type: 'status', status: 503 } });
    const identity = await findPerson(email);
    remove();
    expect(identity.accounts.map(({ provider }) => provider)).not.toContain('KIBO');
    expect(identity.accounts.length).toBeGreaterThan(1);
    expect(identity.problems).toContainEqual(
      expect.objectContaining({ source: { id: 'kibo' }, code: 'UPSTREAM_UNAVAILABLE' }),
    );
  });

  it('IDENTITY-BAD is refused before any call', async () => {
    const answer = await accord.execute(FindPersonDocument, { email: 'ana' });
    expect(answer.errors?.[0]).toMatchObject({ extensions: { code: 'INVALID_VALUE', field: 'email' } });
    expect(reads()).toEqual([0, 0, 0, 0, 0]);
  });
});
