import { describe, expect, it } from '@jest/globals';
import { canary, loadText, oneSource, problemsOf } from '../../test/support/config/load-text.ts';
import type { AuthConfig } from './accord-config.ts';

const tokenUrl = 'tokenUrl: https://id.example.com/token/';
const oauth2 = `type: oauth2, ${tokenUrl}, clientId: me, clientSecret: ${canary}`;

async function authOf(auth: string, env: Record<string, string> = {}): Promise<AuthConfig | undefined> {
  const provider = auth.includes('aksk') ? 'huawei-cloud' : 'cpp';
  const config = await loadText(oneSource({ provider: `provider: ${provider}`, auth: `auth: { ${auth} }` }), { env });
  return config.sources[0]?.auth;
}

/** Plain values, so that a test can compare what is inside of secrets too. */
function revealed(auth: AuthConfig | undefined): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(auth ?? {}).map(([key, value]: [string, unknown]) => [
      key,
      typeof value === 'object' && value !== null && 'reveal' in value && typeof value.reveal === 'function'
        ? { secret: (value.reveal as () => string)() }
        : value,
    ]),
  );
}

describe('auth', () => {
  it.each([
    ['type: bearer, token: abc.DEF', { type: 'bearer', token: { secret: 'abc.DEF' } }],
    ['type: basic, username: u, password: "p: {w"', { type: 'basic', username: 'u', password: { secret: 'p: {w' } }],
    [
      oauth2,
      {
        type: 'oauth2',
        tokenUrl: 'https://id.example.com/token/',
        clientId: 'me',
        clientSecret: { secret: canary },
        body: 'form',
      },
    ],
    [`${oauth2}, scope: a b, body: json`, { scope: 'a b', body: 'json' }],
    ['type: aksk, accessKey: AK, secretKey: SK', { type: 'aksk', accessKey: 'AK', secretKey: { secret: 'SK' } }],
    ['type: aksk, accessKey: AK, secretKey: SK, securityToken: ST', { securityToken: { secret: 'ST' } }],
  ])('%s', async (auth, expected) => {
    expect(revealed(await authOf(auth))).toMatchObject(expected);
  });

  it('an empty securityToken or scope is absent, not empty', async () => {
    const aksk = await authOf('type: aksk, accessKey: A, secretKey: S, securityToken: "${T:-}"');
    expect(aksk).not.toHaveProperty('securityToken');
    expect(await authOf(`${oauth2}, scope: ""`)).not.toHaveProperty('scope');
  });

  it('body is by default what the provider wants', async () => {
    const text = oneSource({ provider: 'provider: kibo', auth: `auth: { ${oauth2} }`, more: 'tenantId: 1' });
    expect((await loadText(text)).sources[0]?.auth).toMatchObject({ body: 'json' });
    const other = oneSource({
      provider: 'provider: kibo',
      auth: `auth: { ${oauth2}, body: form }`,
      more: 'tenantId: 1',
    });
    expect((await loadText(other)).sources[0]?.auth).toMatchObject({ body: 'form' });
  });

  it('a secret with the characters of YAML stays one text, from the environment and from a file', async () => {
    const value = `a: {b}, [c] # "${canary}" 'd' & * ! | > % @ \\n\${X}`;
    const fromEnv = await authOf('type: basic, username: u, password: "${PW}"', { PW: value });
    expect(revealed(fromEnv).password).toEqual({ secret: value });
    const text = oneSource({ auth: 'auth: { type: basic, username: u, password: "${file:/run/secrets/pw}" }' });
    const fromFile = await loadText(text, { files: { '/run/secrets/pw': `${value}\n` } });
    expect(revealed(fromFile.sources[0]?.auth).password).toEqual({ secret: value });
  });

  const header = 'must be visible ASCII text without spaces and line breaks, and not empty';
  const plain = 'must be text without line breaks and control characters, and not empty';
  const number = 'must be text; a number goes in quotes';
  const missing = 'is missing; it must be text; a number goes in quotes';
  it.each([
    ['type: bearer', [`token: ${missing}`]],
    ['type: bearer, token: ""', [`token: ${header}`]],
    ['type: bearer, token: 123', [`token: ${number}`]],
    ['type: bearer, token: null', [`token: ${number}`]],
    [`type: bearer, token: [${canary}]`, [`token: ${number}`]],
    [`type: bearer, token: "${canary} x"`, [`token: ${header}`]],
    [`type: bearer, token: "${canary}\\r\\nX: 1"`, [`token: ${header}`]],
    ['type: basic', [`username: ${missing}`, `password: ${missing}`]],
    [
      `type: basic, username: "u:v", password: "${canary}\\n"`,
      ['username: must not contain a colon', `password: ${plain}`],
    ],
    [
      `type: oauth2, tokenUrl: "http://id.example.com/${canary}", clientSecret: ""`,
      [
        'tokenUrl: must be https; plain http is only for a loopback host (127.0.0.0/8, ::1 or localhost)',
        `clientId: ${missing}`,
        `clientSecret: ${plain}`,
      ],
    ],
    [
      `type: oauth2, tokenUrl: "https://u:${canary}@id.example.com", clientId: 5, clientSecret: ok, body: xml, scope: 1`,
      [
        'tokenUrl: must not hold a user name or password; they belong in auth',
        `clientId: ${number}`,
        `scope: ${number}`,
        'body: must be form or json',
      ],
    ],
    [
      `type: aksk, accessKey: "${canary} ", securityToken: "${canary}\\n"`,
      [`accessKey: ${header}`, `secretKey: ${missing}`, `securityToken: ${header}`],
    ],
  ])('{ %s } tells what would be right', async (auth, problems) => {
    const provider = `provider: ${auth.includes('aksk') ? 'huawei-cloud' : 'cpp'}`;
    const found = await problemsOf(oneSource({ provider, auth: `auth: { ${auth} }` }));
    expect(found).toEqual(problems.map((problem) => `sources[0].auth.${problem}`));
  });
});

describe('the type', () => {
  it.each([
    ['cpp', `type: aksk`, 'must be what cpp takes: bearer, basic, oauth2'],
    ['kibo', `type: bearer, token: ${canary}`, 'must be what kibo takes: oauth2'],
    ['huawei-cloud', `type: oauth2`, 'must be what huawei-cloud takes: aksk'],
    ['wacm', `type: ${canary}`, 'must be what wacm takes: basic'],
    ['wacm', `username: ${canary}`, 'is missing; it must be what wacm takes: basic'],
    ['unknown', `type: ${canary}`, 'must be one of bearer, basic, oauth2, aksk'],
  ])('%s with { %s } %s', async (provider, auth, message) => {
    const found = await problemsOf(
      oneSource({ provider: `provider: ${provider}`, auth: `auth: { ${auth} }`, more: 'tenantId: 1' }),
    );
    expect(found).toContain(`sources[0].auth.type: ${message}`);
  });

  it.each([
    ['', 'is missing; it must be'],
    ['auth:', 'must be'],
    [`auth: ${canary}`, 'must be'],
    [`auth: [${canary}]`, 'must be'],
  ])('%j is no auth', async (auth, start) => {
    expect(await problemsOf(oneSource({ auth }))).toEqual([
      `sources[0].auth: ${start} a mapping with a type, what cpp takes: bearer, basic, oauth2, and the keys of that type`,
    ]);
  });
});

describe('a key that is not known', () => {
  it('is told by its place and not by its name, which may be half of a secret that has no quotes', async () => {
    const found = await problemsOf(oneSource({ auth: `auth: { type: bearer, token: ab,${canary}: x }` }));
    expect(found).toEqual([
      'sources[0].auth: has an unknown key at line 6, column 37 (not shown, as it may be part of a secret: ' +
        'a value with , : { } [ ] # or & goes in quotes); known here: type, token',
    ]);
  });

  it('of another type is one of them', async () => {
    const found = await problemsOf(oneSource({ auth: `auth: { type: bearer, token: a, password: ${canary} }` }));
    expect(found).toEqual([expect.stringMatching(/^sources\[0\]\.auth: has an unknown key at line 6, column 37 /)]);
  });
});
