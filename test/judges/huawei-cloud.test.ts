/**
 * The Huawei Cloud emulator before a client and a signer that nobody here wrote: `HcClient` and `AKSKSigner` of
 * @huaweicloud/huaweicloud-sdk-core.
 */
import { AKSKSigner } from '@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js';
import { GlobalCredentials } from '@huaweicloud/huaweicloud-sdk-core/auth/GlobalCredentials.js';
import { ServiceResponseException } from '@huaweicloud/huaweicloud-sdk-core/exception/ServiceResponseException.js';
import { HcClient } from '@huaweicloud/huaweicloud-sdk-core/HcClient.js';
import type { HttpRequestOptions } from '@huaweicloud/huaweicloud-sdk-core/HcClient.js';
import { DefaultHttpClient } from '@huaweicloud/huaweicloud-sdk-core/http/DefaultHttpClient.js';
import { HttpRequestImpl } from '@huaweicloud/huaweicloud-sdk-core/http/IHttpRequest.js';
import type { IHttpRequest } from '@huaweicloud/huaweicloud-sdk-core/http/IHttpRequest.js';
import { LocalLogger } from '@huaweicloud/huaweicloud-sdk-core/logger/index.js';
import type { SdkResponse } from '@huaweicloud/huaweicloud-sdk-core/SdkResponse.js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHuaweiCloudEmulator, demoCredentials } from '../../src/emulators/huawei-cloud/huawei-cloud.emulator.ts';
import type { HuaweiCloudEmulatorOptions } from '../../src/emulators/huawei-cloud/huawei-cloud.emulator.ts';
import { concurrentModification } from '../../src/emulators/huawei-cloud/huawei-cloud.errors.ts';
import type { Emulator, Fields } from '../../src/emulators/shared/emulator.ts';

const ACCOUNTS = '/v1/organizations/accounts';
const DOMAIN_ID = '0a6d25d23900d45c0faac010e0fb4de0';
const TEMPORARY = { accessKey: 'JUDGETEMPORARYKEY000', secretKey: 'judge-secret' };

let emulator: Emulator;
let origin: string;

async function start(options: HuaweiCloudEmulatorOptions = {}): Promise<void> {
  await emulator.close();
  emulator = createHuaweiCloudEmulator(options);
  origin = await emulator.listen();
}

/** Keeps quiet: the vendor's logger prints each refusal. */
class SilentLogger extends LocalLogger {
  override error(): void {
    // Refusals are what these tests are about.
  }
}

interface Keys {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly securityToken?: string;
}

type Call = Partial<HttpRequestOptions> & { readonly keys?: Keys };

/** One call as the vendor's generated clients make it. */
async function call(method: string, url: string, rest: Call = {}): Promise<Fields> {
  const { keys, ...options } = { keys: demoCredentials as Keys, ...rest };
  const credentials = new GlobalCredentials().withAk(keys.accessKey).withSk(keys.secretKey).withDomainId(DOMAIN_ID);
  if (keys.securityToken !== undefined) credentials.withSecurityToken(keys.securityToken);
  // A User-Agent of our own: the vendor's writes a file into the home directory.
  const http = new DefaultHttpClient({ headers: { 'User-Agent': 'judge' }, logger: new SilentLogger() }, [origin]);
  const client = new HcClient(http).withEndpoints([origin]).withCredential(credentials);
  return (await client.sendRequest<SdkResponse>({
    method,
    url,
    contentType: 'application/json',
    queryParams: {},
    pathParams: {},
    headers: {},
    ...options,
  })) as unknown as Fields;
}

const show = (id: unknown, queryParams: Fields = {}) =>
  call('GET', `${ACCOUNTS}/{account_id}`, { pathParams: { account_id: id }, queryParams });
const update = (id: unknown, description: unknown) =>
  call('PATCH', `${ACCOUNTS}/{account_id}`, { pathParams: { account_id: id }, data: { description } });

async function refusalOf(answer: Promise<unknown>): Promise<ServiceResponseException> {
  const error = await answer.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ServiceResponseException) return error;
  throw new Error('Expected a ServiceResponseException', { cause: error });
}

interface SignedRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Record<string, string | string[]>;
  /** "20250102T030405Z". */
  readonly date: string;
  readonly data?: Fields;
}

/** Headers by the vendor's signer alone, for requests that its client would not send. */
function sign({ method, path, query = {}, date, data }: SignedRequest): Record<string, string> {
  const request = Object.assign(new HttpRequestImpl(), {
    method,
    endpoint: origin + path,
    queryParams: query,
    headers: { 'X-Sdk-Date': date, 'content-type': 'application/json' },
    ...(data === undefined ? {} : { data }),
  });
  const credentials = new GlobalCredentials().withAk(demoCredentials.accessKey).withSk(demoCredentials.secretKey);
  return AKSKSigner.sign(request as IHttpRequest, credentials);
}

function firstAccount(): Fields {
  return emulator.accounts()[0] ?? {};
}

function withoutHidden(account: Fields, ...names: string[]): Fields {
  return Object.fromEntries(Object.entries(account).filter(([name]) => ![...names, 'parent_id'].includes(name)));
}

const CONTACT_FIELDS = ['email', 'mobile_phone', 'intl_number_prefix'];

beforeEach(async () => {
  emulator = createHuaweiCloudEmulator();
  origin = await emulator.listen();
});
afterEach(() => emulator.close());

describe('@huaweicloud/huaweicloud-sdk-core judges the Huawei Cloud emulator', () => {
  it('JUDGE-HUAWEI-01 shows the organization and an account', async () => {
    expect(await call('GET', '/v1/organizations')).toMatchObject({
      httpStatusCode: 200,
      organization: { management_account_id: DOMAIN_ID },
    });
    for (const account of emulator.accounts()) {
      expect((await show(account.id)).account).toEqual(withoutHidden(account, ...CONTACT_FIELDS));
      const full = await show(account.id, { with_register_contact_info: true });
      expect(full.account).toEqual(withoutHidden(account));
    }
    expect(emulator.requests[0]?.headers['x-domain-id']).toBe(DOMAIN_ID);
  });

  it('JUDGE-HUAWEI-02 lists pages by markers that need encoding', async () => {
    const seen: unknown[] = [];
    let marker: string | undefined;
    do {
      const queryParams = { limit: 3, with_register_contact_info: true, ...(marker === undefined ? {} : { marker }) };
      const page = await call('GET', ACCOUNTS, { queryParams });
      seen.push(...(page.accounts as Fields[]).map(({ id }) => id));
      marker = (page.page_info as { next_marker: string | null }).next_marker ?? undefined;
    } while (marker !== undefined);
    expect(seen).toEqual(emulator.accounts().map(({ id }) => id));
    expect(emulator.requests.some(({ path }) => path.includes('%2B%2F'))).toBe(true);
  });

  it.each([
    ['repeated keys', { states: ['b', 'a', 'ž 1'], limit: 2 }],
    ['characters of all kinds', { parent_id: "r-ž 组织/?&=+%20~!*'()", limit: 2 }],
    ['an emoji', { parent_id: '𠮷😀' }],
    ['an empty value', { x: '', limit: 2 }],
    ['names in upper and lower case', { b: '1', B: '2', a_: '3', A: '4' }],
  ])('JUDGE-HUAWEI-03 verifies a query with %s', async (_what, queryParams) => {
    expect(await call('GET', ACCOUNTS, { queryParams })).toMatchObject({ httpStatusCode: 200 });
  });

  it.each(['new', 'žć 组织 "q" /é 𠮷 \\ \n', '', 'a+b%20c'])('JUDGE-HUAWEI-04 updates to %j', async (description) => {
    const before = firstAccount();
    const answer = await update(before.id, description);
    expect(answer).toMatchObject({ httpStatusCode: 200, account: { id: before.id, description } });
    expect(answer.account).not.toHaveProperty('email');
    expect(firstAccount()).toEqual({ ...before, description });
  });

  it('JUDGE-HUAWEI-05 does nothing for null', async () => {
    const before = firstAccount();
    expect(await update(before.id, null)).toMatchObject({ account: { description: before.description } });
    expect(firstAccount()).toEqual(before);
  });

  it('JUDGE-HUAWEI-06 refuses a wrong secret key in a form that the client understands', async () => {
    const keys = { ...demoCredentials, secretKey: 'wrong' };
    const refusal = await refusalOf(call('GET', ACCOUNTS, { keys }));
    expect(refusal).toMatchObject({ httpStatusCode: 401, errorCode: 'APIGW.0301' });
    expect(refusal.errorMsg).toMatch(/verify aksk signature fail/);
    expect(refusal.requestId).toMatch(/^[0-9a-f]{32}$/);
  });

  it('JUDGE-HUAWEI-07 refuses a date that is 16 minutes off', async () => {
    for (const minutes of [16, -16]) {
      await start({ now: () => Date.now() + minutes * 60_000 });
      expect(await refusalOf(call('GET', ACCOUNTS))).toMatchObject({ httpStatusCode: 401, errorCode: 'APIGW.0301' });
    }
    await start({ now: () => Date.now() + 14 * 60_000 });
    expect((await call('GET', ACCOUNTS)).httpStatusCode).toBe(200);
  });

  it('JUDGE-HUAWEI-08 takes temporary keys with their token only', async () => {
    const keys = { ...TEMPORARY, securityToken: 'judge+token/==' };
    await start({ credentials: [keys] });
    expect((await call('GET', ACCOUNTS, { keys })).httpStatusCode).toBe(200);
    expect((await refusalOf(call('GET', ACCOUNTS, { keys: TEMPORARY }))).httpStatusCode).toBe(401);
    const wrong = { ...TEMPORARY, securityToken: 'judge+token/=' };
    expect((await refusalOf(call('GET', ACCOUNTS, { keys: wrong }))).httpStatusCode).toBe(401);
  });

  it('JUDGE-HUAWEI-09 tells refusals apart', async () => {
    expect((await refusalOf(show('nobody'))).httpStatusCode).toBe(404);
    expect((await refusalOf(update(firstAccount().id, 5))).httpStatusCode).toBe(400);
    emulator.faults.add({ times: 1, fault: concurrentModification });
    expect(await refusalOf(update(firstAccount().id, 'x'))).toMatchObject({
      httpStatusCode: 409,
      errorCode: 'Organizations.1003',
      requestId: '0000000000000000000000000000c409',
    });
    await start({ caller: 'member' });
    expect(await refusalOf(update(firstAccount().id, 'x'))).toMatchObject({
      httpStatusCode: 401,
      errorCode: 'Organizations.1001',
    });
    await start({ deniedActions: ['organizations:accounts:update'] });
    const denied = await refusalOf(update(firstAccount().id, 'x'));
    expect(denied).toMatchObject({ httpStatusCode: 403, errorCode: 'Organizations.1007' });
    expect(denied.encodedAuthorizationMessage).not.toBe('');
  });

  it('JUDGE-HUAWEI-10 takes an unsigned body where it is not JSON', async () => {
    const answer = await call('GET', ACCOUNTS, { contentType: 'application/octet-stream' });
    expect(answer.httpStatusCode).toBe(200);
    expect(emulator.requests[0]?.headers['x-sdk-content-sha256']).toBe('UNSIGNED-PAYLOAD');
  });
});

describe('the signer of @huaweicloud/huaweicloud-sdk-core judges the Huawei Cloud emulator', () => {
  const date = '20260102T030405Z';
  const now = () => Date.UTC(2026, 0, 2, 3, 4, 5);
  const send = async (path: string, init: RequestInit) => (await fetch(origin + path, init)).status;

  it('JUDGE-HUAWEI-11 verifies keys and values that arrive unsorted, and with other encodings of the same text', async () => {
    await start({ now });
    const headers = sign({ method: 'GET', path: ACCOUNTS, query: { b: ['2', '10'], a: 'ž !', limit: '2' }, date });
    expect(await send(`${ACCOUNTS}?limit=2&b=2&b=10&a=%c5%be%20%21`, { headers })).toBe(200);
    expect(await send(`${ACCOUNTS}?b=10&a=%C5%BE+!&b=2&limit=2`, { headers })).toBe(200);
    expect(await send(`${ACCOUNTS}?b=10&a=%C5%BE+!&b=2&limit=3`, { headers })).toBe(401);
  });

  it('JUDGE-HUAWEI-12 verifies the body, byte by byte', async () => {
    await start({ now });
    const path = `${ACCOUNTS}/${String(firstAccount().id)}`;
    const data = { description: 'žć 组织' };
    const headers = sign({ method: 'PATCH', path, date, data });
    const patch = (body: string) => send(path, { method: 'PATCH', headers, body });
    expect(await patch('{"description": "žć 组织"}')).toBe(401);
    expect(await patch('{"description":"\\u017eć 组织"}')).toBe(401);
    expect(firstAccount().description).not.toBe(data.description);
    expect(await patch(JSON.stringify(data))).toBe(200);
    expect(firstAccount().description).toBe(data.description);
  });

  it('JUDGE-HUAWEI-13 refuses a signature that was made for another method, path or date', async () => {
    await start({ now });
    const headers = sign({ method: 'GET', path: ACCOUNTS, date });
    expect(await send(ACCOUNTS, { headers })).toBe(200);
    expect(await send('/v1/organizations', { headers })).toBe(401);
    expect(await send(ACCOUNTS, { headers: { ...headers, 'X-Sdk-Date': '20260102T030406Z' } })).toBe(401);
    const id = String(firstAccount().id);
    const forGet = sign({ method: 'GET', path: `${ACCOUNTS}/${id}`, date });
    expect(await send(`${ACCOUNTS}/${id}`, { method: 'PATCH', headers: forGet })).toBe(401);
  });

  // Blanks, quotes and letters beyond ASCII are left out: the vendor's signer encodes those twice.
  it.each([
    ['a:b!c*(d)@$,;=&+', 'a:b!c*(d)@$,;=&+'],
    ['acct_~-.1', 'acct_~-.1'],
    ['zz', 'z%7A'],
    ['a:b', 'a%3Ab'],
  ])('JUDGE-HUAWEI-14 verifies the path of %j when it arrives as %j', async (signed, sent) => {
    await start({ now });
    const headers = sign({ method: 'GET', path: `${ACCOUNTS}/${signed}`, date });
    expect(await send(`${ACCOUNTS}/${sent}`, { headers })).toBe(404);
    expect(await send(`${ACCOUNTS}/${sent}x`, { headers })).toBe(401);
  });
});
