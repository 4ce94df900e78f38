import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';
import { malformedIds, malformedKeys, refusedUnified, targets, type Target } from './bad-input.cases.ts';
import type { PatchInput } from './contract.ts';

/** Long enough to say what is wrong and what would be right, and no copy of a 10 kB value. */
const MESSAGE = /^[^\p{Cc}]{20,400}$/u;

const PAYLOAD = 'outcome account { id } changes { field } userErrors { code field message }';

describe('bad input gets a clear error, and no call leaves', () => {
  let accord: RunningAccord;
  beforeAll(async () => {
    accord = await startAccord();
  });
  afterAll(() => accord.close());
  beforeEach(() => {
    for (const emulator of Object.values(accord.emulators)) emulator.clearJournal();
  });

  /** Every call to any provider, also for tokens. */
  const calls = () =>
    Object.values(accord.emulators).flatMap(({ provider, requests }) =>
      requests.map(({ kind }) => `${provider} ${kind}`),
    );

  const run = async (mutation: string, input: string, variables: unknown) => {
    const { data, errors } = await accord.query(
      `mutation ($input: ${input}!) { ${mutation}(input: $input) { ${PAYLOAD} } }`,
      { input: variables },
    );
    return { payload: data?.[mutation] ?? null, errors };
  };
  const update = ({ mutation, input, provider, known }: Target, patch: PatchInput, id = `${provider}:${known}`) =>
    run(mutation, input, { id, patch });
  const updateUnified = (id: string, patch: PatchInput) => run('updateAccount', 'UpdateAccountInput', { id, patch });
  const read = (id: string) => accord.query('query ($id: ID!) { account(id: $id) { id } }', { id });

  const rejected = (code: string, field: readonly string[]) => ({
    errors: undefined,
    payload: {
      outcome: 'REJECTED',
      account: null,
      changes: [],
      userErrors: [{ code, field, message: expect.stringMatching(MESSAGE) as unknown }],
    },
  });
  const unchanged = {
    errors: undefined,
    payload: { outcome: 'NO_CHANGE', account: null, changes: [], userErrors: [] },
  };

  describe.each(targets)('$provider', (target) => {
    const { provider, patch } = target;
    const others = targets.filter((other) => other !== target);

    it.each([...malformedKeys, ...target.malformed].map(short))('BAD-ID-KEY %s', async (_name, key) => {
      const id = `${provider}:${key}`;
      expect(await update(target, patch, id)).toEqual(rejected('INVALID_VALUE', ['id']));
      expect(await updateUnified(id, { firstName: 'Iva' })).toEqual(rejected('INVALID_VALUE', ['id']));
      expect(await read(id)).toEqual(refusedRead('INVALID_VALUE'));
      expect(calls()).toEqual([]);
    });

    it.each(others.map((other) => [other.provider, other] as const))(
      'BAD-ID-OTHER-PROVIDER %s',
      async (_name, other) => {
        const answer = await update(target, patch, `${other.provider}:${other.known}`);
        expect(answer).toEqual(rejected('INVALID_VALUE', ['id']));
        expect(JSON.stringify(answer)).toContain(graphName(provider));
        expect(JSON.stringify(answer)).toContain(graphName(other.provider));
        expect(calls()).toEqual([]);
      },
    );

    it('BAD-ID-UNKNOWN-SOURCE names the sources that there are', async () => {
      const answer = await update(target, patch, 'nowhere:1');
      expect(answer).toEqual(rejected('NOT_FOUND', ['id']));
      expect(JSON.stringify(answer)).toContain(targets.map((each) => each.provider).join(', '));
      expect(calls()).toEqual([]);
    });

    it('BAD-ID-UNKNOWN says so; where accounts can be read, no write call leaves', async () => {
      const answer = await update(target, patch, `${provider}:${target.unknown}`);
      expect(answer).toMatchObject({
        payload: { outcome: 'REJECTED', account: null, userErrors: [{ code: 'NOT_FOUND', field: ['id'] }] },
      });
      const kinds = new Set(calls().filter((call) => !call.endsWith('token')));
      // Whether WACM has the user is known to WACM alone, and only an update asks.
      expect([...kinds]).toEqual([provider === 'wacm' ? 'wacm write' : `${provider} read`]);
    });

    it('BAD-ID-UNKNOWN-READ is null, not an error; where accounts cannot be read, that is said', async () => {
      const answer = await read(`${provider}:${target.unknown}`);
      expect(answer).toEqual(
        provider === 'wacm' ? refusedRead('READ_NOT_SUPPORTED', null) : { data: { account: null } },
      );
      expect(calls().filter((call) => call.endsWith('write'))).toEqual([]);
    });

    it('BAD-PATCH-EMPTY changes nothing', async () => {
      expect(await update(target, {})).toEqual(unchanged);
      expect(await updateUnified(`${provider}:${target.known}`, {})).toEqual(unchanged);
      expect(calls()).toEqual([]);
    });

    it.each<[string, unknown]>([
      ['null', null],
      ['a text', 'firstName'],
      ['a list', [['firstName', 'Iva']]],
      ['a field that there is not', { nickname: 'Iva' }],
      ['a field under the provider’s name', { Surname: 'Iva', emailAddress: 'a@b.example', preferredLocale: 'fr' }],
    ])('BAD-PATCH-SHAPE %s', async (_name, shape) => {
      const { payload, errors } = await run(target.mutation, target.input, {
        id: `${provider}:${target.known}`,
        patch: shape,
      });
      expect(payload).toBeNull();
      expect(errors?.[0]).toMatchObject({
        extensions: { code: 'BAD_USER_INPUT' },
        message: expect.stringMatching(/patch/),
      });
      expect(calls()).toEqual([]);
    });

    it('BAD-PATCH-PROTO refuses a body that would change a prototype', async () => {
      // JSON.stringify of a plain literal would drop the key.
      const patch: unknown = JSON.parse('{"__proto__":{"firstName":"Iva"}}');
      const { payload } = await run(target.mutation, target.input, { id: `${provider}:${target.known}`, patch });
      expect(payload).toBeNull();
      expect(({} as { firstName?: string }).firstName).toBeUndefined();
      expect(calls()).toEqual([]);
    });

    if (target.wrongEnums.length > 0) {
      it.each(target.wrongEnums)('BAD-ENUM %s %j', async (field, wrong) => {
        const { payload, errors } = await update(target, wrong);
        expect(payload).toBeNull();
        expect(errors?.[0]).toMatchObject({
          extensions: { code: 'BAD_USER_INPUT' },
          message: expect.stringContaining(`input.patch.${field}`) as unknown,
        });
        expect(calls()).toEqual([]);
      });
    }

    if (target.notClearable.length > 0) {
      it.each(target.notClearable)('BAD-NULL %s', async (field, wrong) => {
        const answer = await update(target, wrong);
        expect(answer).toEqual(rejected('FIELD_NOT_CLEARABLE', ['patch', field]));
        expect(calls()).toEqual([]);
      });
    }

    it.each(refusedUnified[provider])('BAD-UNIFIED %s %j %s', async (field, wrong, code) => {
      const answer = await updateUnified(`${provider}:${target.known}`, wrong);
      expect(answer).toEqual(rejected(code, ['patch', field]));
      expect(JSON.stringify(answer)).toContain(field);
      expect(calls()).toEqual([]);
    });

    it('BAD-UNIFIED-ENUM a status that can be read and not asked for', async () => {
      const { payload, errors } = await updateUnified(`${provider}:${target.known}`, { status: 'SUSPENDED' });
      expect(payload).toBeNull();
      expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
      expect(calls()).toEqual([]);
    });
  });

  it.each(malformedIds.map(short))('BAD-ID %s', async (_name, id) => {
    for (const target of targets) {
      expect(await update(target, target.patch, id)).toEqual(rejected('INVALID_VALUE', ['id']));
    }
    expect(await updateUnified(id, { firstName: 'Iva' })).toEqual(rejected('INVALID_VALUE', ['id']));
    expect(await read(id)).toEqual(refusedRead('INVALID_VALUE'));
    expect(calls()).toEqual([]);
  });

  it.each([[null], [true], [1.5], [['kibo:a']], [{ id: 'kibo:a' }]])('BAD-ID-TYPE %j', async (id) => {
    for (const target of targets) {
      const { payload, errors } = await run(target.mutation, target.input, { id, patch: target.patch });
      expect(payload).toBeNull();
      expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    }
    expect(calls()).toEqual([]);
  });

  const wacm = targets.filter(({ provider }) => provider === 'wacm');
  it.each(wacm)('BAD-WACM-NO-EMAIL says that $provider needs the address with every update', async (target) => {
    for (const patch of [{ firstName: 'Iva' }, { email: null }, { email: null, firstName: 'Iva' }, { address: null }]) {
      const answer = await update(target, patch);
      expect(answer).toEqual(rejected('REQUIRED_BY_PROVIDER', ['patch', 'email']));
    }
    expect(await update(target, { email: '' })).toEqual(rejected('INVALID_VALUE', ['patch', 'email']));
    expect(calls()).toEqual([]);
  });

  it.each(wacm)('BAD-WACM-COMBINATION names both fields of $provider that exclude each other', async (target) => {
    const { payload } = await update(target, { ...target.patch, active: false, reinstate: true });
    expect(payload).toMatchObject({
      outcome: 'REJECTED',
      userErrors: [
        { code: 'FORBIDDEN_COMBINATION', field: ['patch', 'active'] },
        { code: 'FORBIDDEN_COMBINATION', field: ['patch', 'reinstate'] },
      ],
    });
    expect(calls()).toEqual([]);
  });

  it('BAD-SEVERAL tells of every field that is wrong, at once', async () => {
    const kameleoon = targets[0];
    if (kameleoon === undefined) throw new TypeError('There is no target.');
    const { payload } = await update(kameleoon, { email: 'x', locale: 'hr', status: null, firstName: 'Iva' });
    const { userErrors } = payload as { userErrors: { code: string; field: string[] }[] };
    expect(userErrors.map(({ code, field }) => `${code} ${field.join('.')}`).toSorted()).toEqual([
      'FIELD_NOT_CLEARABLE patch.status',
      'INVALID_VALUE patch.email',
      'INVALID_VALUE patch.locale',
    ]);
    expect(calls()).toEqual([]);
  });
});

function refusedRead(code: string, field: string | null = 'id'): object {
  const extensions = { code, ...(field !== null && { field }) };
  const message: unknown = expect.stringMatching(MESSAGE);
  const error: unknown = expect.objectContaining({ message, extensions });
  return { data: { account: null }, errors: [error] };
}

/** A value with a name for the title that is not 10 kB long and has no control characters. */
function short(value: string): readonly [name: string, value: string] {
  const text = JSON.stringify(value);
  return [text.length > 60 ? `${text.slice(0, 40)}… (${value.length} characters)` : text, value];
}

/** The provider's name in the graph. */
function graphName(provider: string): string {
  return provider.toUpperCase().replace('-', '_');
}
