import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash, createHmac } from 'node:crypto';
import type { Emulator, Fields } from '../shared/emulator.ts';
import { createPeople } from '../shared/people.ts';
import { createHuaweiCloudEmulator, demoCredentials } from './huawei-cloud.emulator.ts';
import type { HuaweiCloudEmulatorOptions } from './huawei-cloud.emulator.ts';
import { concurrentModification } from './huawei-cloud.errors.ts';

const ACCOUNTS = '/v1/organizations/accounts';
const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
const DATE = '20260102T030405Z';
const CONTACT_FIELDS = ['email', 'intl_number_prefix', 'mobile_phone'];
const SHOWN_FIELDS = ['description', 'id', 'join_method', 'joined_at', 'name', 'status', 'urn'];

let emulator: Emulator;
let origin: string;

async function start(options: HuaweiCloudEmulatorOptions = {}): Promise<void> {
  await emulator.close();
  emulator = createHuaweiCloudEmulator({ now: () => NOW, ...options });
  origin = await emulator.listen();
}

interface Call {
  readonly body?: string;
  readonly accessKey?: string;
  readonly secretKey?: string;
  readonly headers?: Record<string, string>;
}

/** Signs by hand, over queries that are sorted and encoded already. */
async function call(method: string, path: string, options: Call = {}) {
  const { accessKey = demoCredentials.accessKey, secretKey = demoCredentials.secretKey, body } = options;
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const host = new URL(origin).host;
  const [pathname = '', query = ''] = path.split('?');
  const canonical = [method, `${pathname}/`, query, `host:${host}`, `x-sdk-date:${DATE}`, '', 'host;x-sdk-date'];
  const toSign = ['SDK-HMAC-SHA256', DATE, hash([...canonical, hash(body ?? '')].join('\n'))].join('\n');
  const signature = createHmac('sha256', secretKey).update(toSign).digest('hex');
  const answer = await fetch(origin + path, {
    method,
    body: body ?? null,
    headers: {
      'content-type': 'application/json',
      'x-sdk-date': DATE,
      authorization: `SDK-HMAC-SHA256 Access=${accessKey}, SignedHeaders=host;x-sdk-date, Signature=${signature}`,
      ...options.headers,
    },
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: JSON.parse(text) as Fields };
}

const patch = (id: unknown, body: unknown) =>
  call('PATCH', `${ACCOUNTS}/${String(id)}`, { body: typeof body === 'string' ? body : JSON.stringify(body) });

function firstAccount(): Fields {
  return emulator.accounts()[0] ?? {};
}

beforeEach(async () => {
  emulator = createHuaweiCloudEmulator({ now: () => NOW });
  origin = await emulator.listen();
});
afterEach(() => emulator.close());

describe('the Huawei Cloud emulator, letting callers in', () => {
  it('EMU-HUAWEI-AUTH-01 shows the organization to whoever signs well', async () => {
    const { status, body, headers } = await call('GET', '/v1/organizations');
    expect(status).toBe(200);
    expect(Object.keys(body.organization as Fields)).toEqual([
      ...['id', 'urn', 'management_account_id', 'management_account_name', 'created_at'],
    ]);
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/);
  });

  it('EMU-HUAWEI-AUTH-02 answers 401 APIGW.0301 to a wrong key, with a request id that the header repeats', async () => {
    const { status, body, headers } = await call('GET', ACCOUNTS, { secretKey: 'wrong' });
    expect([status, body]).toEqual([
      401,
      {
        error_code: 'APIGW.0301',
        error_msg: 'Incorrect IAM authentication information: verify aksk signature fail',
        request_id: headers.get('x-request-id'),
      },
    ]);
  });

  it('EMU-HUAWEI-AUTH-03 answers 401 to a date more than 15 minutes off', async () => {
    await start({ now: () => NOW + 15 * 60_000 });
    expect((await call('GET', ACCOUNTS)).status).toBe(200);
    await start({ now: () => NOW + 15 * 60_000 + 1 });
    expect((await call('GET', ACCOUNTS)).body.error_code).toBe('APIGW.0301');
  });

  it('EMU-HUAWEI-AUTH-04 wants X-Security-Token from temporary keys only', async () => {
    const temporary = { accessKey: 'TEMP', secretKey: 'temp-secret', securityToken: 'temp-token' };
    await start({ credentials: [demoCredentials, temporary] });
    const keys = { accessKey: 'TEMP', secretKey: 'temp-secret' };
    expect((await call('GET', ACCOUNTS, keys)).status).toBe(401);
    const headers = { 'x-security-token': 'temp-token' };
    expect((await call('GET', ACCOUNTS, { ...keys, headers })).status).toBe(200);
    expect((await call('GET', ACCOUNTS)).status).toBe(200);
  });

  it('EMU-HUAWEI-AUTH-05 refuses wrong accounts with 401 and a code of the service, not of the gateway', async () => {
    const id = firstAccount().id;
    const codes = async () => {
      const answers = [await patch(id, {}), await call('GET', ACCOUNTS), await call('GET', '/v1/organizations')];
      return answers.map(({ status, body }) => [status, body.error_code]);
    };
    await start({ caller: 'delegated-administrator' });
    const ok = [200, undefined];
    expect(await codes()).toEqual([[401, 'Organizations.1001'], ok, ok]);
    await start({ caller: 'member' });
    expect(await codes()).toEqual([[401, 'Organizations.1001'], [401, 'Organizations.1002'], ok]);
  });

  it('EMU-HUAWEI-AUTH-06 refuses a denied action with 403 and a sealed explanation', async () => {
    await start({ deniedActions: ['organizations:accounts:update'] });
    const { status, body } = await patch(firstAccount().id, { description: 'x' });
    expect([status, body.error_code]).toEqual([403, 'Organizations.1007']);
    expect(body.encoded_authorization_message).toMatch(/^[A-Za-z0-9+/=]+$/);
    expect((await call('GET', ACCOUNTS)).status).toBe(200);
  });
});

describe('the Huawei Cloud emulator, reading', () => {
  it('EMU-HUAWEI-READ-01 shows an account, with contact information only when asked for it', async () => {
    const account = firstAccount();
    const path = `${ACCOUNTS}/${String(account.id)}`;
    const plain = (await call('GET', path)).body.account as Fields;
    expect(Object.keys(plain).sort()).toEqual(SHOWN_FIELDS);
    expect(await call('GET', `${path}?with_register_contact_info=false`)).toMatchObject({ body: { account: plain } });

    const full = (await call('GET', `${path}?with_register_contact_info=true`)).body.account as Fields;
    expect(Object.keys(full).sort()).toEqual([...SHOWN_FIELDS, ...CONTACT_FIELDS].sort());
    expect({ ...full, parent_id: account.parent_id }).toEqual(account);
    expect((await call('GET', `${path}?with_register_contact_info=1`)).status).toBe(400);
  });

  it('EMU-HUAWEI-READ-02 answers 404 to an unknown account and to an unknown path', async () => {
    expect((await call('GET', `${ACCOUNTS}/nobody`)).status).toBe(404);
    expect((await patch('nobody', { description: 'x' })).status).toBe(404);
    expect((await call('DELETE', `${ACCOUNTS}/nobody`)).body.error_code).toBe('APIGW.0101');
  });

  it('EMU-HUAWEI-READ-03 seeds ids, dates and statuses of all kinds that the page allows', () => {
    const accounts = emulator.accounts();
    expect(accounts.length).toBeGreaterThan(10);
    for (const account of accounts) {
      expect(account.id).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
      expect(account.joined_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    }
    const statuses = new Set(emulator.accounts().map((account) => account.status));
    expect([...statuses].sort()).toEqual(['active', 'pending_closure', 'suspended']);
  });
});

interface Page extends Fields {
  readonly accounts: Fields[];
  readonly page_info: { readonly next_marker?: string | null; readonly current_count: number };
}

describe('the Huawei Cloud emulator, listing', () => {
  const list = async (query = '') => (await call('GET', ACCOUNTS + query)).body as Page;

  it('EMU-HUAWEI-LIST-01 pages by opaque markers through every account once', async () => {
    const seen: unknown[] = [];
    let marker: string | null | undefined;
    do {
      const query: string = marker ? `?limit=5&marker=${encodeURIComponent(marker)}` : '?limit=5';
      const page: Page = await list(query);
      expect(page.page_info.current_count).toBe(page.accounts.length);
      seen.push(...page.accounts.map((account) => account.id));
      marker = page.page_info.next_marker;
    } while (marker);
    expect(marker).toBeNull();
    expect(seen).toEqual(emulator.accounts().map((account) => account.id));
    expect(seen.length % 5).not.toBe(0);
  });

  it('EMU-HUAWEI-LIST-02 gives 200 accounts unless told otherwise, and never more with contact information', async () => {
    await start({ people: createPeople(600) });
    expect((await list()).accounts).toHaveLength(200);
    expect((await list('?limit=2000')).accounts.length).toBeGreaterThan(200);
    expect((await call('GET', `${ACCOUNTS}?limit=201&with_register_contact_info=true`)).status).toBe(400);
    const page = await list('?limit=200&with_register_contact_info=true');
    expect(page.accounts).toHaveLength(200);
    expect(page.accounts[0]).toHaveProperty('email');
  });

  it.each(['limit=0', 'limit=2001', 'limit=x', 'limit=', 'limit=1e2', 'marker=abcd', 'marker=', 'parent_id='])(
    'EMU-HUAWEI-LIST-03 refuses %s',
    async (query) => {
      expect((await call('GET', `${ACCOUNTS}?${query}`)).status).toBe(400);
    },
  );

  it('EMU-HUAWEI-LIST-04 narrows to one parent', async () => {
    const parent = String(firstAccount().parent_id);
    const expected = emulator.accounts().filter((account) => account.parent_id === parent);
    const ids = (await list(`?parent_id=${parent}`)).accounts.map((account) => account.id);
    expect(ids).toEqual(expected.map((account) => account.id));
    expect(ids.length).toBeLessThan(emulator.accounts().length);
    expect((await list('?parent_id=ou-none')).accounts).toEqual([]);
  });

  it('EMU-HUAWEI-LIST-05 ends the last page as told', async () => {
    await start({ lastMarker: 'empty' });
    expect((await list()).page_info.next_marker).toBe('');
    await start({ lastMarker: 'absent' });
    expect((await list()).page_info).not.toHaveProperty('next_marker');
  });
});

describe('the Huawei Cloud emulator, updating', () => {
  it.each(['new', '', 'žć 组织 "q"', ' '])(
    'EMU-HUAWEI-WRITE-01 stores the description %j and nothing else',
    async (text) => {
      const before = firstAccount();
      const { status, body } = await patch(before.id, { description: text });
      expect(status).toBe(200);
      expect(emulator.account(String(before.id))).toEqual({ ...before, description: text });
      expect(Object.keys(body.account as Fields).sort()).toEqual(SHOWN_FIELDS);
      expect(body.account).toMatchObject({ id: before.id, description: text });
    },
  );

  it.each(['{"description":null}', '{}', ''])('EMU-HUAWEI-WRITE-02 does nothing for the body %j', async (body) => {
    const before = firstAccount();
    emulator.put(String(before.id), { description: 'kept' });
    const answer = await patch(before.id, body);
    expect(answer).toMatchObject({ status: 200, body: { account: { description: 'kept' } } });
    expect(emulator.requests.at(-1)).toMatchObject({ kind: 'write', applied: false });
  });

  it.each([
    ['a number', { description: 5 }],
    ['text of 4,001 characters', { description: 'x'.repeat(4001) }],
    ['an unknown key', { description: 'x', name: 'x' }],
    ['an array', []],
    ['what is not JSON', '{"description":'],
  ])('EMU-HUAWEI-WRITE-03 refuses %s with 400 and stores nothing', async (_what, body) => {
    const before = firstAccount();
    const answer = await patch(before.id, body);
    expect([answer.status, answer.body.error_code]).toEqual([400, 'Organizations.1011']);
    expect(firstAccount()).toEqual(before);
  });

  it('EMU-HUAWEI-WRITE-04 takes 4,000 characters, and ignores unknown keys when told to', async () => {
    await start({ unknownKeys: 'ignored' });
    const before = firstAccount();
    const answer = await patch(before.id, { description: 'x'.repeat(4000), name: 'x' });
    expect(answer.status).toBe(200);
    expect(firstAccount()).toEqual({ ...before, description: 'x'.repeat(4000) });
  });

  it('EMU-HUAWEI-WRITE-05 wants Content-Type: application/json', async () => {
    const { id } = firstAccount();
    const answer = await call('PATCH', `${ACCOUNTS}/${String(id)}`, { headers: { 'content-type': 'text/plain' } });
    expect([answer.status, answer.body.error_code]).toEqual([404, 'Organizations.1010']);
  });
});

describe('the Huawei Cloud emulator, misbehaving', () => {
  it('EMU-HUAWEI-FAULT-01 answers 409 once, and 429 with Retry-After beyond its limits', async () => {
    const { id } = firstAccount();
    emulator.faults.add({ match: { kind: 'write' }, times: 1, fault: concurrentModification });
    expect(await patch(id, { description: 'x' })).toMatchObject({
      status: 409,
      body: { error_code: 'Organizations.1003' },
    });
    expect((await patch(id, { description: 'x' })).status).toBe(200);

    await start({ limits: [{ requests: 1, perSeconds: 10 }] });
    expect((await call('GET', ACCOUNTS)).status).toBe(200);
    const limited = await call('GET', ACCOUNTS);
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '10']);
  });

  it('EMU-HUAWEI-FAULT-02 answers 200 without applying, and applies without answering', async () => {
    const { id, description } = firstAccount();
    const off = emulator.faults.add({ fault: { type: 'ok-without-apply' } });
    expect(await patch(id, { description: 'lost' })).toMatchObject({ status: 200, body: { account: { description } } });
    off();
    emulator.faults.add({ fault: { type: 'reset-after-apply' } });
    await expect(patch(id, { description: 'kept' })).rejects.toThrow();
    expect(firstAccount().description).toBe('kept');
    expect(emulator.requests.map(({ status, applied }) => [status, applied])).toEqual([
      [200, false],
      [null, true],
    ]);
  });
});
