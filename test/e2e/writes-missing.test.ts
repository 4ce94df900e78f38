import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EmulatorId, Fields } from '../../src/emulators/shared/emulator.ts';
import { asked, keyAt, update } from '../support/graph-updates.ts';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';

/**
 * Which nulls are no answers, by hand from the providers' pages: a field is missing exactly where the account's page has
 * no field for it. Two are told only if they are so: Kibo's identityProviderId says that there is a provider of identity,
 * and nothing says that there is none; WACM's status can be Locked, and nothing says that a user is not.
 */
let accord: RunningAccord;

beforeAll(async () => {
  accord = await startAccord();
});
afterAll(() => accord.close());

// Every unified field that can be null, but for the status's two companions: they are null where there is nothing to add.
const NULLABLE = [
  ...['username', 'firstName', 'lastName', 'email', 'phone', 'locale', 'locked', 'verified', 'mfaEnabled', 'sso'],
  ...['passwordExpired', 'address', 'description', 'avatarUrl', 'createdAt', 'joinedAt', 'updatedAt', 'lastLoginAt'],
];

interface Page {
  readonly provider: EmulatorId;
  /** Every field of the page that a unified field is read from. */
  readonly full: Fields;
  /** The same with nothing in them. */
  readonly empty: Fields;
  /** What the page has no field for. */
  readonly missing: readonly string[];
  /** What the page can only say yes to. */
  readonly onlyIfTrue: readonly string[];
}

const at = '2024-01-02T03:04:05Z';
const nothing = (fields: Fields): Fields => Object.fromEntries(Object.keys(fields).map((name) => [name, null]));

const kameleoon: Fields = {
  ...{
    firstName: 'Ana',
    lastName: 'Kovač',
    email: 'ana@example.com',
    preferredLocale: 'fr',
    imageURL: 'https://x.y/z',
  },
  ...{ passwordBlocked: false, isPasswordExpired: false, dateCreated: at },
};
const kibo: Fields = {
  ...{ emailAddress: 'ana@example.com', userName: 'ana', phoneNumber: '+1', localeCode: 'fr', firstName: 'Ana' },
  ...{ lastName: 'Kovač', identityProviderId: 'idp' },
};
const systemData: Fields = {
  ...{ isPasswordChangeRequired: false, isLocked: false, createdOn: at, updatedOn: at, lastLoginOn: at },
};
const wacm: Fields = {
  ...{ firstName: 'Ana', lastName: 'Kovač', phone: '+1', city: 'Split', imageUrl: 'https://x.y/z', status: 'LOCKED' },
  ...{ verified: true, mfa: false, isSsoUser: false, creationDate: at },
};
const huaweiCloud: Fields = {
  ...{ name: 'ana', email: 'ana@example.com', mobile_phone: '1', intl_number_prefix: '385', description: 'x' },
  ...{ joined_at: at },
};
const cpp: Fields = { Email: 'ana@example.com', Name: 'Ana', Surname: 'Kovač', TranslationLanguage: 0 };

const pages: readonly Page[] = [
  {
    provider: 'kameleoon',
    full: kameleoon,
    empty: nothing(kameleoon),
    missing: [
      ...['username', 'phone', 'verified', 'mfaEnabled', 'sso', 'address', 'description', 'joinedAt', 'updatedAt'],
      'lastLoginAt',
    ],
    onlyIfTrue: [],
  },
  {
    provider: 'kibo',
    full: { ...kibo, systemData },
    empty: { ...nothing(kibo), systemData: nothing(systemData) },
    missing: ['verified', 'mfaEnabled', 'address', 'description', 'avatarUrl', 'joinedAt'],
    onlyIfTrue: ['sso'],
  },
  {
    provider: 'wacm',
    full: wacm,
    // Nobody can be updated at WACM who has no status, or no address to name him by.
    empty: { ...nothing(wacm), address1: null, state: null, country: null, zip: null, status: 'ACTIVE' },
    missing: ['username', 'locale', 'passwordExpired', 'description', 'joinedAt', 'updatedAt', 'lastLoginAt'],
    onlyIfTrue: ['locked'],
  },
  {
    provider: 'huawei-cloud',
    full: huaweiCloud,
    empty: nothing(huaweiCloud),
    missing: [
      ...['firstName', 'lastName', 'locale', 'locked', 'verified', 'mfaEnabled', 'sso', 'passwordExpired', 'address'],
      ...['avatarUrl', 'createdAt', 'updatedAt', 'lastLoginAt'],
    ],
    onlyIfTrue: [],
  },
  {
    provider: 'cpp',
    full: cpp,
    // The user is looked up by the name, which is therefore never empty.
    empty: nothing(cpp),
    missing: [
      ...['phone', 'locked', 'verified', 'mfaEnabled', 'sso', 'passwordExpired', 'address', 'description', 'avatarUrl'],
      ...['createdAt', 'joinedAt', 'updatedAt', 'lastLoginAt'],
    ],
    onlyIfTrue: [],
  },
];

const SELECTION = `id missing { field reason } ${NULLABLE.map((name) =>
  name === 'phone' ? 'phone { raw }' : name === 'address' ? 'address { city }' : name,
).join(' ')}`;

/** An account that its provider shows with these fields. WACM shows it only in the answer to an update. */
async function shown(provider: EmulatorId, fields: Fields): Promise<Record<string, unknown>> {
  const key = keyAt(accord.emulators[provider], 0);
  accord.emulators[provider].put(key, fields);
  const id = `${provider}:${key}`;
  if (provider === 'wacm') {
    const email = String(accord.emulators.wacm.account(key)?.email);
    const result = await update(accord, 'wacm', { id, patch: { email, userRole: `role ${String(fields.status)}` } });
    if (result.outcome !== 'APPLIED') throw new Error(JSON.stringify(result));
  }
  const text = `query ($id: ID!) { result: account(id: $id) { ${SELECTION} } }`;
  return asked<Record<string, unknown>>(accord, text, { id });
}

const namesOf = (account: Record<string, unknown>) =>
  (account.missing as readonly { field: string; reason: string }[]).map(({ field }) => field).sort();
const nullsOf = (account: Record<string, unknown>) => NULLABLE.filter((name) => account[name] === null).sort();

describe.each(pages)('WRITES-MISSING $provider', ({ provider, full, empty, missing, onlyIfTrue }) => {
  it('a full account misses what the page has no field for, and no other field is null', async () => {
    const account = await shown(provider, full);
    expect(nullsOf(account)).toEqual([...missing].sort());
    expect(namesOf(account)).toEqual([...missing].sort());
    expect(account.missing).toEqual(missing.map(() => expect.objectContaining({ reason: 'NOT_SUPPORTED' })));
  });

  it('an empty account misses the same, and what can only be said yes to; its other nulls are answers', async () => {
    const account = await shown(provider, empty);
    // WACM knows a user by the address, and CPP by the name.
    const kept: Partial<Record<EmulatorId, string>> = { wacm: 'email', cpp: 'username' };
    expect(nullsOf(account)).toEqual(NULLABLE.filter((name) => name !== kept[provider]).sort());
    expect(namesOf(account)).toEqual([...missing, ...onlyIfTrue].sort());
  });
});

describe('accounts that can only be seen in the answer to an update', () => {
  interface List {
    readonly edges: readonly { readonly node: { readonly id: string; readonly freshness: string } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly problems: readonly { readonly source: { readonly id: string }; readonly code: string }[];
  }
  const list = (variables: Readonly<Record<string, unknown>>) =>
    asked<List>(
      accord,
      `query ($first: Int!, $after: String, $sources: [ID!]) {
         result: accounts(first: $first, after: $after, filter: { sources: $sources }) {
           edges { node { id freshness displayName } } pageInfo { hasNextPage endCursor }
           problems { source { id } code } } }`,
      variables,
    );
  const problem = { source: { id: 'wacm' }, code: 'READ_NOT_SUPPORTED' };

  it('WRITES-SNAPSHOT-LIST lists those of WACM that were updated, and says once that these are not all', async () => {
    const ids: string[] = [];
    for (const place of [1, 2, 3, 4]) {
      const key = keyAt(accord.emulators.wacm, place);
      const email = String(accord.emulators.wacm.account(key)?.email);
      await update(accord, 'wacm', { id: `wacm:${key}`, patch: { email, lastName: `Updated ${place}` } });
      ids.push(`wacm:${key}`);
    }
    const seen: List['edges'][number]['node'][] = [];
    const problems: unknown[] = [];
    let after: string | null = null;
    for (let hasNext = true; hasNext;) {
      const page: List = await list({ first: 2, after, sources: ['wacm'] });
      seen.push(...page.edges.map(({ node }) => node));
      problems.push(page.problems);
      after = page.pageInfo.endCursor;
      hasNext = page.pageInfo.hasNextPage;
    }
    expect(seen.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    expect(new Set(seen.map(({ freshness }) => freshness))).toEqual(new Set(['SNAPSHOT']));
    expect(problems[0]).toEqual([problem]);
    expect(problems.slice(1)).toEqual(problems.slice(1).map(() => []));
    expect(problems.length).toBeGreaterThan(1);
    // Over all sources it is the only problem, and the snapshots stand beside what was read just now.
    const all = await list({ first: 200, after: null, sources: null });
    expect(all.problems).toEqual([problem]);
    const known = all.edges.map(({ node }) => [node.id.split(':')[0], node.freshness].join(' '));
    expect(new Set(known)).toEqual(
      new Set(['kameleoon LIVE', 'kibo LIVE', 'wacm SNAPSHOT', 'huawei-cloud LIVE', 'cpp LIVE']),
    );
  });

  it('WRITES-SNAPSHOT-FRESHEST shows the last answer, and another place’s changes only after the next update', async () => {
    const key = keyAt(accord.emulators.wacm, 5);
    const id = `wacm:${key}`;
    const email = String(accord.emulators.wacm.account(key)?.email);
    const text = 'query ($id: ID!) { result: account(id: $id) { firstName lastName freshness } }';
    await update(accord, 'wacm', { id, patch: { email, lastName: 'One' } });
    accord.emulators.wacm.put(key, { firstName: 'Behind' });
    expect(await asked(accord, text, { id })).toMatchObject({ lastName: 'One', freshness: 'SNAPSHOT' });
    await update(accord, 'wacm', { id, patch: { email, lastName: 'Two' } });
    expect(await asked(accord, text, { id })).toEqual({ firstName: 'Behind', lastName: 'Two', freshness: 'SNAPSHOT' });
  });
});
