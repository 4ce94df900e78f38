import { describe, expect, it } from '@jest/globals';
import { findSignatureProblem, MAX_CLOCK_SKEW_MS } from './huawei-cloud.signature.ts';
import type { SigningKey } from './huawei-cloud.signature.ts';

const DOCUMENTED_KEY: SigningKey = { secretKey: 'SecretKey' };
const DOCUMENTED_NOW = Date.UTC(2020, 5, 8, 2, 39, 0);

/** A request of the vendor's own signer tests: `GET /resources?size=1`. */
function createRequest(overrides: Partial<Parameters<typeof findSignatureProblem>[0]> = {}) {
  return {
    method: 'GET',
    url: '/resources?size=1',
    body: Buffer.alloc(0),
    ...overrides,
    headers: {
      host: 'service.endpoint.myhuaweicloud.com',
      'x-sdk-date': '20200608T023900Z',
      authorization:
        'SDK-HMAC-SHA256 Access=AccessKey, SignedHeaders=host;x-sdk-date, ' +
        'Signature=cfb4171acec81de07d50e53d57eb77edd537414d66ddb1d7d780f128e12cd842',
      ...overrides.headers,
    },
  };
}

function judge(request: ReturnType<typeof createRequest>, now = DOCUMENTED_NOW, key = DOCUMENTED_KEY) {
  return findSignatureProblem(request, { now, keys: new Map([['AccessKey', key]]) });
}

/** Requests that the vendor's npm signer signed; the seed's own PATCH and its neighbours. */
const WORKED_EXAMPLES = [
  {
    what: 'the page’s PATCH',
    body: '{"description":"string"}',
    signature: 'e9ef28decee62fb1da033e93ede6b8e8f7a782a0c9f37cd919f6c239fec4b802',
  },
  {
    what: 'a PATCH that clears',
    body: '{"description":""}',
    signature: '83edbb5cfbdce86db27ec8d654e5eb77bc8c4681944763bb391965f1a39eb738',
  },
  {
    what: 'a PATCH beyond ASCII',
    body: '{"description":"žć 组织 \\"q\\" /é"}',
    signature: '2b97907fa2e4414a16cc6c0d0f177eaf6e76b9fcc1fdbc25846d5f615ebde540',
  },
  {
    what: 'a GET whose query needs encoding and sorting',
    method: 'GET',
    url:
      '/v1/organizations/accounts?with_register_contact_info=true&parent_id=r-upg5m6wbw042' +
      '&marker=ou-a%20b%2Bc%2F%3D&limit=200',
    body: '',
    signature: '2c3e11318f8ddb793514cd4ad1f5eeb00c91d2d6b4fdeedd422a9d5e2678f5b3',
  },
  {
    what: 'a PATCH with temporary keys and X-Domain-Id',
    body: '{"description":"string"}',
    headers: {
      'x-domain-id': '0a6d25d23900d45c0faac010e0fb4de0',
      'x-security-token': 'gQpjbi1ub3J0aC0xEXAMPLETOKEN',
    },
    signedHeaders: 'content-type;host;x-domain-id;x-sdk-date;x-security-token',
    signature: '9709ef262eb1d2bf9bb56ac2185cb57269f3ed0ecd13e79f2acc0cb1506c64f9',
  },
];

describe('the Huawei Cloud emulator’s judgement of signatures', () => {
  it('EMU-HUAWEI-SIG-01 accepts the vendor’s published vectors', () => {
    expect(judge(createRequest())).toBeUndefined();
    const posted = createRequest({ method: 'POST', body: Buffer.from('{"name":"test","id":1}') });
    posted.headers.authorization = posted.headers.authorization.replace(
      /Signature=.*/,
      'Signature=436b1ac0a1ae03705934bb70ef2f2e09f7bfed2117d731a38235053199323a1f',
    );
    expect(judge(posted)).toBeUndefined();
  });

  it.each(WORKED_EXAMPLES)('EMU-HUAWEI-SIG-02 accepts $what as the vendor’s signer signs it', (example) => {
    const request = {
      method: example.method ?? 'PATCH',
      url: example.url ?? '/v1/organizations/accounts/05261f923e80d3890f33c0056e9b3f80',
      body: Buffer.from(example.body),
      headers: {
        'content-type': 'application/json',
        host: 'organizations.myhuaweicloud.com',
        'x-sdk-date': '20250102T030405Z',
        ...example.headers,
        authorization:
          'SDK-HMAC-SHA256 Access=EXAMPLEAK0123456789A, ' +
          `SignedHeaders=${example.signedHeaders ?? 'content-type;host;x-sdk-date'}, Signature=${example.signature}`,
      },
    };
    const key = { secretKey: 'ExampleSecretKey0123456789abcdefghijklmn' };
    const keys = new Map([['EXAMPLEAK0123456789A', key]]);
    expect(findSignatureProblem(request, { now: Date.UTC(2025, 0, 2, 3, 4, 5), keys })).toBeUndefined();
  });

  it.each([
    ['another method', { method: 'DELETE' }],
    ['another path', { url: '/resource?size=1' }],
    ['another query value', { url: '/resources?size=2' }],
    ['one more query parameter', { url: '/resources?size=1&admin=true' }],
    ['a body', { body: Buffer.from('{}') }],
    ['another host', { headers: { host: 'service.endpoint.myhuaweicloud.com:8443' } }],
    ['another date', { headers: { 'x-sdk-date': '20200608T023901Z' } }],
  ])('EMU-HUAWEI-SIG-03 refuses %s under the same signature', (_what, overrides) => {
    expect(judge(createRequest(overrides as Partial<ReturnType<typeof createRequest>>))).toBe(
      'verify aksk signature fail',
    );
  });

  it('EMU-HUAWEI-SIG-04 refuses another secret key, an unknown access key and a header of another form', () => {
    expect(judge(createRequest(), DOCUMENTED_NOW, { secretKey: 'secretkey' })).toBe('verify aksk signature fail');
    const { authorization } = createRequest().headers;
    const withAuthorization = (text: string) => judge(createRequest({ headers: { authorization: text } }));
    expect(withAuthorization(authorization.replace('AccessKey', 'OtherKey'))).toMatch(/access key not exist/);
    expect(withAuthorization(authorization.replace(', Signed', ' Signed'))).toMatch(/malformed/);
    expect(withAuthorization('Bearer AccessKey')).toMatch(/malformed/);
    expect(withAuthorization(authorization.replace('host;x-sdk-date', 'host'))).toBe('X-Sdk-Date is not signed');
    expect(withAuthorization(authorization.replace('host;', 'host;x-none;'))).toBe('verify aksk signature fail');
  });

  it('EMU-HUAWEI-SIG-05 takes dates up to 15 minutes off, and not a millisecond more', () => {
    for (const sign of [1, -1]) {
      expect(judge(createRequest(), DOCUMENTED_NOW + sign * MAX_CLOCK_SKEW_MS)).toBeUndefined();
      expect(judge(createRequest(), DOCUMENTED_NOW + sign * (MAX_CLOCK_SKEW_MS + 1))).toMatch(/out of range/);
    }
    expect(judge(createRequest({ headers: { 'x-sdk-date': '2020-06-08T02:39:00Z' } }))).toMatch(/not of the form/);
  });

  it('EMU-HUAWEI-SIG-06 wants the token of temporary keys, and wants it alive', () => {
    const key = { secretKey: 'SecretKey', securityToken: 'token', expiresAt: DOCUMENTED_NOW };
    expect(judge(createRequest(), DOCUMENTED_NOW, key)).toMatch(/required/);
    expect(judge(createRequest({ headers: { 'x-security-token': 'other' } }), DOCUMENTED_NOW, key)).toMatch(/invalid/);
    const withToken = createRequest({ headers: { 'x-security-token': 'token' } });
    expect(judge(withToken, DOCUMENTED_NOW, key)).toMatch(/expired/);
    expect(judge(withToken, DOCUMENTED_NOW - 1, key)).toBeUndefined();
  });

  it('EMU-HUAWEI-SIG-07 takes UNSIGNED-PAYLOAD only for bodies that are not JSON, and no false hash at all', () => {
    const declare = (hash: string, type: string) =>
      judge(createRequest({ headers: { 'x-sdk-content-sha256': hash, 'content-type': type } }));
    expect(declare('UNSIGNED-PAYLOAD', 'application/json')).toMatch(/does not match/);
    expect(declare('0'.repeat(64), 'text/plain')).toMatch(/does not match/);
    // Past the payload check it is the signature that fails, since this one was made without the header.
    expect(declare('UNSIGNED-PAYLOAD', 'application/octet-stream')).toBe('verify aksk signature fail');
  });
});
