import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/client.ts';
import { asked, keyAt, update, type UpdateAnswer } from '../support/graph-updates.ts';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';
import { safety } from '../support/safety.ts';
import { keyPairs, signToken, startTokenIssuer, type TokenIssuer } from '../support/token-issuer.ts';
import { queryCells, updateCells, type Cell, type Target } from './matrix-requests.ts';
import { LISTS, summaryOf } from './matrix-lists.ts';
import { principals, SOURCES, type Principal, type Right, type SourceId } from './matrix-table.ts';

const key = keyPairs.ec('ec-1');
const OWNER = ['accounts:read', 'accounts:write', 'operations:read'];
// What the accounts hold, and nobody may be shown who may not see them.
const CANARY = 'Kanarinac';

let accord: RunningAccord;
let issuer: TokenIssuer;
let targets: readonly Target[];

const as = (subject: string, scopes: readonly string[]) => {
  const token = signToken(
    key,
    { alg: 'ES256', kid: key.kid },
    issuer.claims({ sub: subject, scope: scopes.join(' ') }),
  );
  return { authorization: `Bearer ${token}` };
};
const emulatorOf = (source: SourceId) => accord.emulators[source === 'kibo-us' ? 'kibo' : source];

beforeAll(async () => {
  issuer = await startTokenIssuer([key]);
  accord = await startAccord({
    access: { mode: 'jwt', issuer: issuer.issuer, audience: 'accord', jwksUri: issuer.jwksUri, algorithms: ['ES256'] },
    limits: { aliases: 1_000, rootMutationFields: 100, tokens: 5_000 },
    moreSources: (sources) => sources.filter(({ id }) => id === 'kibo').map((kibo) => ({ ...kibo, id: 'kibo-us' })),
  });
  targets = await Promise.all(SOURCES.map(prepare));
});
afterAll(async () => {
  await accord.close();
  await issuer[Symbol.asyncDispose]();
});

/** An account with an operation of the owner's, and a value that must not show. */
async function prepare(source: SourceId): Promise<Target> {
  const provider = source === 'kibo-us' ? 'kibo' : source;
  const accountId = `${source}:${keyAt(emulatorOf(source), source === 'kibo-us' ? 1 : 0)}`;
  const email = `${source}@matrix.example`;
  const patch = {
    ...(source === 'huawei-cloud' ? { description: CANARY } : { lastName: CANARY }),
    ...(source === 'wacm' && { email }),
  };
  const { outcome, operation } = await update(accord, provider, { id: accountId, patch }, as('owner', OWNER));
  if (outcome !== 'APPLIED' || !operation) throw new Error(`${source}: ${outcome}`);
  return { source, accountId, operationId: operation.id, email };
}

const may = ({ rights }: Principal, takes: readonly Right[]) => takes.every((right) => rights.has(right));

function ask(principal: Principal, kind: 'query' | 'mutation', cells: readonly Cell[]) {
  const text = `${kind} { ${cells.map(({ alias, field }) => `${alias}: ${field}`).join('\n')} }`;
  return accord.query(text, {}, as('principal', principal.scopes));
}

/** What each cell came to: allowed, or FORBIDDEN; anything else is told as it is. */
function verdicts(cells: readonly Cell[], answer: Answer<Record<string, unknown>>): Readonly<Record<string, string>> {
  const errors = new Map(answer.errors?.map(({ path, extensions }) => [path?.[0], extensions?.code ?? 'no code']));
  const verdictOf = ({ alias }: Cell): string => {
    const value = answer.data?.[alias] as Partial<UpdateAnswer> | null | undefined;
    if (!value) return errors.get(alias) ?? 'null';
    if (value.outcome === undefined || ['PLANNED', 'NO_CHANGE'].includes(value.outcome)) return 'allowed';
    const codes = new Set(value.userErrors?.map(({ code }) => code));
    return value.outcome === 'REJECTED' && codes.size === 1 ? [...codes].join() : value.outcome;
  };
  return Object.fromEntries(cells.map((cell) => [cell.alias, verdictOf(cell)]));
}

const expected = (principal: Principal, cells: readonly Cell[]) =>
  Object.fromEntries(cells.map((cell) => [cell.alias, may(principal, cell.takes) ? 'allowed' : 'FORBIDDEN']));

const callsTo = (source: SourceId) => emulatorOf(source).requests.length;

describe('principal × account × operation', () => {
  it(
    safety('scopes', '37 principals × 6 sources × 7 to 12 operations: 2,368 cells, all as the policy table says'),
    async () => {
      let count = 0;
      for (const principal of principals()) {
        for (const [kind, cellsOf] of [
          ['query', queryCells],
          ['mutation', updateCells],
        ] as const) {
          const cells = targets.flatMap(cellsOf);
          const before = SOURCES.map(callsTo);
          const answer = await ask(principal, kind, cells);
          const { scopes } = principal;
          expect({ scopes, ...verdicts(cells, answer) }).toEqual({ scopes, ...expected(principal, cells) });
          // Where nothing is allowed, nobody is called. Two sources share an emulator.
          const untouched = SOURCES.filter((source) => {
            const sharing = source.startsWith('kibo') ? ['kibo', 'kibo-us'] : [source];
            return !cells.some(
              ({ takes }) => sharing.some((id) => takes[0]?.endsWith(`@${id}`)) && may(principal, takes),
            );
          });
          const calls = SOURCES.map((source, index) => callsTo(source) - (before[index] ?? 0));
          const called = untouched.filter((source) => calls[SOURCES.indexOf(source)] !== 0);
          expect({ scopes, called }).toEqual({ scopes, called: [] });
          count += cells.length;
        }
      }
      expect({ principals: principals().length, count }).toEqual({ principals: 37, count: 2368 });
    },
  );

  it(
    safety('scopes', 'lists, identities, entities and the record of 37 principals: what the table says and no more'),
    async () => {
      for (const principal of principals()) {
        const headers = as('principal', principal.scopes);
        const readable = SOURCES.filter((source) => principal.rights.has(`read@${source}`));
        const variables = {
          email: personEverywhere(),
          sources: SOURCES,
          representations: targets.map(toRepresentation),
        };
        const answers = await Promise.all(LISTS.map((text) => accord.query(text, variables, headers)));
        const { scopes } = principal;
        const got = { scopes, ...summaryOf(answers) };
        expect(got).toEqual({
          scopes,
          listed: readable,
          person: readable.filter((source) => source !== 'wacm'),
          problems: readable.length === 0 ? [] : SOURCES.filter((source) => !readable.includes(source)),
          refused: readable.length === 0 ? ['all', 'identity', 'some'] : [],
          entities: targets.map(({ source }) => readable.includes(source)),
          operations: SOURCES.filter((source) => principal.rights.has(`operations@${source}`)),
        });
      }
    },
  );

  it(
    safety('scopes', 'diffs, dry runs and operations: no value of an account that the caller may not see'),
    async () => {
      const writer = { scopes: ['accounts:write', 'operations:read', 'accounts:read@cpp'], rights: new Set<Right>() };
      const hidden = targets.filter(({ source }) => source !== 'cpp');
      const plain = hidden.flatMap((target) => updateCells(target).filter(({ alias }) => alias.startsWith('plain_')));
      const answer = await ask(writer, 'mutation', plain);
      expect(Object.values(answer.data ?? {})).toHaveLength(5);
      for (const planned of Object.values(answer.data ?? {})) {
        expect(planned).toMatchObject({
          outcome: 'PLANNED',
          account: null,
          changes: [{ from: '[hidden]', to: expect.any(String) }],
          plan: [{ body: '[hidden]' }],
        });
      }
      const record = `{ operations(first: 50) { nodes { accountId actor reason changes { field from to } } } }`;
      const { data } = await accord.query(record, {}, as('principal', writer.scopes));
      const { nodes } = (data as { operations: { nodes: { accountId: string; changes: object[] }[] } }).operations;
      for (const { accountId, changes } of nodes) {
        const isHidden = !accountId.startsWith('cpp:');
        for (const change of changes)
          expect([accountId, Object.values(change).includes('[hidden]')]).toEqual([accountId, isHidden]);
      }
      expect(JSON.stringify(answer)).not.toContain(CANARY);
      // The control: who may see the account is shown all of it.
      const [cpp] = targets.filter(({ source }) => source === 'cpp').flatMap(updateCells);
      expect(JSON.stringify(cpp && (await ask(writer, 'mutation', [cpp])))).toContain(CANARY);
    },
  );

  it('tells each principal beforehand, as viewer, what the table says', async () => {
    for (const { scopes, rights } of principals()) {
      const viewer = await asked<Viewer>(accord, VIEWER, {}, as('ada', scopes));
      const told = viewer.sources.flatMap(({ source: { id }, read, write, sensitiveFields, operations }) => [
        ...(read ? [`read@${id}`] : []),
        ...(write ? [`write@${id}`] : []),
        ...sensitiveFields.map((field) => `${field.toLowerCase()}@${id}`),
        ...(operations ? [`operations@${id}`] : []),
      ]);
      expect({ scopes, subject: viewer.subject, told: told.sort() }).toEqual({
        scopes,
        subject: 'ada',
        told: [...rights].sort(),
      });
      expect(viewer.scopes).toEqual(
        scopes.filter(
          (scope) => (scope.startsWith('accounts:') && scope !== 'accounts:delete') || scope.startsWith('operations:'),
        ),
      );
    }
  });
});

describe('one’s own operations', () => {
  it('are shown to who made them whatever scopes are left, without what may not be seen', async () => {
    const [{ operationId } = { operationId: '' }] = targets;
    const operation = `{ result: operation(id: "${operationId}") { actor changes { field from to } } }`;
    const own = await asked<object>(accord, operation, {}, as('owner', []));
    expect(own).toEqual({ actor: 'owner', changes: [{ field: 'lastName', from: '[hidden]', to: CANARY }] });
    const list = await asked<{ nodes: unknown[] }>(
      accord,
      '{ result: operations { nodes { id } } }',
      {},
      as('owner', []),
    );
    expect(list.nodes).toHaveLength(SOURCES.length);
  });

  it.each<[string, readonly string[], boolean]>([
    ['owner', [], false],
    ['owner', ['accounts:write:status'], true],
    ['owner', ['accounts:write@kameleoon'], true],
    ['owner', ['accounts:write@kibo', 'operations:read', 'accounts:read'], false],
    ['other', ['accounts:write', 'accounts:read'], false],
    ['other', ['operations:read@kameleoon'], false],
    ['other', ['operations:read@kameleoon', 'accounts:write:mfa@kameleoon'], true],
  ])('can be reconciled by who sees them and may write: %s with %j', async (subject, scopes, allowed) => {
    const [target] = targets;
    const text = `mutation { reconcileOperation(id: "${target?.operationId ?? ''}") { id } }`;
    const { errors } = await accord.query(text, {}, as(subject, scopes));
    expect(errors?.[0]?.extensions?.code).toBe(allowed ? undefined : 'FORBIDDEN');
  });

  it('and keys are nobody else’s: the same key of two actors is two updates', async () => {
    const [{ accountId } = { accountId: '' }] = targets;
    const input = { id: accountId, patch: { firstName: 'Isto' }, idempotencyKey: 'the same' };
    const one = await update(accord, 'kameleoon', input, as('one', OWNER));
    const two = await update(accord, 'kameleoon', input, as('two', OWNER));
    expect([one.operation?.actor, two.operation?.actor, two.replayed]).toEqual(['one', 'two', false]);
    expect(two.operation?.id).not.toBe(one.operation?.id);
  });
});

interface Viewer {
  readonly subject: string;
  readonly scopes: readonly string[];
  readonly sources: readonly {
    readonly source: { readonly id: string };
    readonly read: boolean;
    readonly write: boolean;
    readonly sensitiveFields: readonly string[];
    readonly operations: boolean;
  }[];
}

const VIEWER = `{ result: viewer {
  subject scopes sources { source { id } read write sensitiveFields operations } } }`;

/** The address of somebody who is known everywhere but at WACM, which shows only what was updated. */
function personEverywhere(): string {
  const known = (['kameleoon', 'kibo', 'huawei-cloud', 'cpp'] as const).map((id) =>
    accord.emulators[id].accounts().map((account) => account.email ?? account.emailAddress ?? account.Email),
  );
  const email = known[0]?.find((each) => known.every((emails) => emails.includes(each)));
  if (typeof email !== 'string') throw new Error('There is nobody.');
  return email;
}

const toRepresentation = ({ accountId }: Target) => ({ __typename: 'Account', id: accountId });
