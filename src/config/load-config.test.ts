import { describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { canary, loadText, oneSource, problemsOf } from '../../test/support/config/load-text.ts';
import { providerSpecs } from '../../test/support/config/provider-specs.ts';
import { ConfigError } from './config-error.ts';
import { loadConfig } from './load-config.ts';
import { parseConfig } from './parse-config.ts';

const example = fileURLToPath(new URL('../../accord.config.example.yaml', import.meta.url));
const exampleEnv = {
  KAMELEOON_CLIENT_ID: 'kameleoon-id',
  KAMELEOON_CLIENT_SECRET: `${canary}-1`,
  KIBO_CLIENT_ID: 'kibo-id',
  KIBO_CLIENT_SECRET: `${canary}-2`,
  WACM_USERNAME: 'wacm-user',
  WACM_API_KEY: `${canary}-3`,
  HUAWEI_AK: 'AK',
  HUAWEI_SK: `${canary}-4`,
  HUAWEI_TOKEN: `${canary}-5`,
  CPP_TOKEN: `${canary}-6`,
};
const loadExample = (env: Record<string, string>) => loadConfig({ path: example, env, providers: providerSpecs });

describe('the sample file', () => {
  const timeouts = { connectMs: 2_000, attemptMs: 10_000, operationMs: 25_000 };
  const unlimited = { windows: [], concurrency: 4, queue: 1_000, pauseMs: 1_000, maxPauseMs: 3_600_000 };
  const policies = {
    timeouts,
    retries: { attempts: 3, percent: 20 },
    breaker: { failures: 5, ofCalls: 10, pauseMs: 5_000, maxPauseMs: 60_000 },
  };

  it('loads with a full environment', async () => {
    const config = await loadExample(exampleEnv);
    // Secrets compare as what they print; that each holds its own value is the next test.
    expect(JSON.parse(JSON.stringify(config))).toEqual({
      server: { host: '127.0.0.1', port: 4000, workers: 1 },
      access: { mode: 'open', origins: [] },
      store: { url: '[secret]' },
      cache: { url: '[secret]', ttlSeconds: 0 },
      limits: {
        depth: 10,
        aliases: 50,
        rootMutationFields: 5,
        directives: 50,
        tokens: 2_000,
        bodyBytes: 1_048_576,
        entities: 200,
      },
      sources: [
        {
          id: 'kameleoon',
          provider: 'kameleoon',
          label: 'Kameleoon',
          baseUrl: 'https://api.kameleoon.com',
          auth: {
            type: 'oauth2',
            tokenUrl: 'https://api.kameleoon.com/oauth/token',
            clientId: 'kameleoon-id',
            clientSecret: '[secret]',
            body: 'form',
          },
          limits: unlimited,
          ...policies,
          settings: {},
        },
        {
          id: 'kibo-eu',
          provider: 'kibo',
          label: 'kibo-eu',
          baseUrl: 'https://home.euw1.kibocommerce.com/api',
          auth: {
            type: 'oauth2',
            tokenUrl: 'https://home.euw1.kibocommerce.com/api/platform/applications/authtickets/oauth',
            clientId: 'kibo-id',
            clientSecret: '[secret]',
            body: 'json',
          },
          limits: { ...unlimited, windows: [{ requests: 5, perSeconds: 1 }], concurrency: 8 },
          ...policies,
          settings: { tenantId: 100, siteId: 200 },
        },
        {
          id: 'wacm',
          provider: 'wacm',
          label: 'wacm',
          baseUrl: 'https://api.wacm.wasabisys.com/api',
          auth: { type: 'basic', username: 'wacm-user', password: '[secret]' },
          limits: { ...unlimited, windows: [{ requests: 1, perSeconds: 1 }], concurrency: 2 },
          ...policies,
          settings: {},
        },
        {
          id: 'huawei',
          provider: 'huawei-cloud',
          label: 'huawei',
          baseUrl: 'https://organizations.myhuaweicloud.com',
          auth: { type: 'aksk', accessKey: 'AK', secretKey: '[secret]', securityToken: '[secret]' },
          limits: unlimited,
          ...policies,
          settings: {},
        },
        {
          id: 'cpp',
          provider: 'cpp',
          label: 'cpp',
          baseUrl: 'https://common.example.hr',
          auth: { type: 'bearer', token: '[secret]' },
          limits: unlimited,
          ...policies,
          settings: {},
        },
      ],
    });
  });

  it('puts each secret where it belongs, and shows none', async () => {
    const config = await loadExample(exampleEnv);
    const revealed = config.sources.flatMap(({ auth }) =>
      Object.values(auth).flatMap((value: unknown) =>
        typeof value === 'string' ? [] : [(value as { reveal: () => string }).reveal()],
      ),
    );
    expect(revealed).toEqual([1, 2, 3, 4, 5, 6].map((number) => `${canary}-${number}`));
    expect(inspect(config, { depth: null, showHidden: true }) + JSON.stringify(config)).not.toContain(canary);
  });

  it('needs every variable but the one with a default, and names each with its place', async () => {
    const needed = Object.fromEntries(Object.entries(exampleEnv).filter(([name]) => name !== 'HUAWEI_TOKEN'));
    expect((await loadExample(needed)).sources[3]?.auth).not.toHaveProperty('securityToken');
    const error: unknown = await loadExample({}).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConfigError);
    const { problems } = error as ConfigError;
    expect(problems.map(({ message }) => /variable (\w+), which is not set/.exec(message)?.[1])).toEqual(
      Object.keys(needed),
    );
    expect(problems[1]?.path).toBe('sources[0].auth.clientSecret');
  });
});

describe('reading the file', () => {
  it('tells why it cannot be read', async () => {
    const env = {};
    const load = (path: string) => loadConfig({ path, env, providers: providerSpecs });
    await expect(load('/no/such/accord.yaml')).rejects.toThrow(
      '/no/such/accord.yaml has a problem:\n  The file does not exist',
    );
    await expect(load(tmpdir())).rejects.toThrow('The file is a folder');
  });

  it('starts a relative file at the folder of the configuration, and refuses bytes that are not UTF-8', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'accord-config-'));
    try {
      const path = join(folder, 'accord.yaml');
      await writeFile(path, oneSource({ auth: 'auth: { type: bearer, token: "${file:token}" }' }));
      await writeFile(join(folder, 'token'), 'from-file\n');
      const { sources } = await loadConfig({ path, env: {}, providers: providerSpecs });
      const auth = sources[0]?.auth;
      expect(auth?.type === 'bearer' && auth.token.reveal()).toBe('from-file');
      await writeFile(join(folder, 'token'), Buffer.from([0x61, 0xff, 0x62]));
      await expect(loadConfig({ path, env: {}, providers: providerSpecs })).rejects.toThrow(
        'sources[0].auth.token: needs the file "token", which cannot be read (ERR_ENCODING_INVALID_ENCODED_DATA)',
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('syntax errors come with line and column', async () => {
    expect(await problemsOf(`sources:\n  - id: a\n    id: ${canary}\n`)).toEqual([
      ': line 3, column 5: this key stands here twice',
    ]);
  });

  it('keys are not interpolated', async () => {
    expect(await problemsOf(oneSource({ more: '"${K}": 1' }), { env: { K: 'label' } })).toEqual([
      expect.stringContaining('sources[0]: has an unknown key'),
    ]);
  });

  it('a value that could not be filled in has one problem and not two', async () => {
    const text = oneSource({ id: 'id: "${A}"', provider: 'provider: "${B}"', auth: 'auth: { type: "${C}" }' });
    expect((await problemsOf(text)).map((problem) => problem.split(':')[0])).toEqual([
      'sources[0].id',
      'sources[0].provider',
      'sources[0].auth.type',
    ]);
  });
});

describe('no problem shows a value', () => {
  // Pieces that YAML reads as something else where a secret was not put in quotes. "$" is left out on purpose: the name
  // of a variable is shown, and that is what follows it.
  const pieces = fc.constantFrom(
    ...[
      canary,
      canary,
      ' ',
      ',',
      ':',
      ': ',
      '{',
      '}',
      '[',
      ']',
      '*',
      '&',
      '!',
      '!!',
      '#',
      ' #',
      '|',
      '>',
      '%',
      '@',
      '`',
    ],
    ...['"', "'", '\\', '-', '- ', '?', '? ', '<<', '~', '=', '/', '\t', '\u0000', 'ž', '1', 'null'],
  );
  const secretText = fc.array(pieces, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));
  const places: ((text: string) => string)[] = [
    (text) => oneSource({ auth: `auth: { type: bearer, token: ${text} }` }),
    (text) => oneSource({ auth: `auth: { type: basic, password: ${text}, username: u }` }),
    (text) => oneSource({ auth: `auth:\n      type: bearer\n      token: ${text}` }),
    (text) => oneSource({ auth: `auth: { type: bearer, token: "${text}" }` }),
    (text) => oneSource({ auth: `auth: { type: bearer, token: '${text}' }` }),
    (text) => oneSource({ baseUrl: `baseUrl: https://u:${text}@example.com` }),
    (text) => oneSource({ baseUrl: `baseUrl: ${text}` }),
    (text) => oneSource({ id: `id: ${text}` }),
    (text) => oneSource({ provider: `provider: ${text}` }),
    (text) => oneSource({ more: `timeouts: { attemptMs: "${text}" }` }),
    (text) => oneSource({ top: `store: { url: postgres://u:${text}@db/x }` }),
    (text) => oneSource({ top: `cache: { url: redis://u:${text}@db }` }),
    (text) => oneSource({ top: `access: { mode: ${text} }` }),
  ];

  it('whatever a secret without quotes turns into', async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), secretText, async (place, text) => {
        const accepted = await loadText(place(text)).then(
          () => true,
          () => false,
        );
        if (accepted) return;
        refused += 1;
        await problemsOf(place(text)); // throws where a problem shows the canary
      }),
      { numRuns: 1_500 },
    );
    expect(refused).toBeGreaterThan(600);
  });

  it('whatever is wrong with a document whose every value is a secret', () => {
    const leaf = fc.constantFrom<unknown>(
      canary,
      `${canary} `,
      `\n${canary}`,
      `https://${canary}@x`,
      [canary],
      { canary },
      null,
      7,
    );
    const record = (keys: string[]) =>
      fc.record(Object.fromEntries(keys.map((key) => [key, leaf])), { requiredKeys: [] });
    const typed = (type: string, keys: string[]) => record(keys).map((rest) => ({ type, ...rest }));
    const source = fc.record(
      {
        id: fc.oneof(leaf, fc.constant('a')),
        provider: fc.oneof(leaf, fc.constantFrom(...providerSpecs.map(({ provider }) => provider))),
        label: leaf,
        baseUrl: leaf,
        auth: fc.oneof(
          leaf,
          typed('bearer', ['token']),
          typed('basic', ['username', 'password']),
          typed('oauth2', ['tokenUrl', 'clientId', 'clientSecret', 'scope', 'body']),
          typed('aksk', ['accessKey', 'secretKey', 'securityToken']),
        ),
        limits: fc.oneof(leaf, record(['requestsPerSecond', 'concurrency', 'windows', 'queue'])),
        retries: fc.oneof(leaf, record(['attempts', 'percent'])),
        breaker: fc.oneof(leaf, record(['failures', 'ofCalls', 'pauseMs'])),
        timeouts: fc.oneof(leaf, record(['connectMs', 'attemptMs', 'operationMs'])),
        tenantId: leaf,
      },
      { requiredKeys: [] },
    );
    const document = fc.record(
      {
        server: fc.oneof(leaf, record(['host', 'port'])),
        access: fc.oneof(
          leaf,
          record(['mode', 'issuer']).map((rest) => ({ ...rest, mode: 'jwt' })),
        ),
        store: fc.oneof(leaf, record(['url'])),
        cache: fc.oneof(leaf, record(['url', 'ttlSeconds'])),
        limits: fc.oneof(leaf, record(['depth', 'tokens', 'bodyBytes'])),
        sources: fc.oneof(leaf, fc.array(source, { maxLength: 3 })),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(document, (value) => {
        const run = () => parseConfig(value, { env: { HOST: `${canary} `, PORT: canary }, providers: providerSpecs });
        expect(run).toThrow(ConfigError);
        expect(run).not.toThrow(canary);
      }),
      { numRuns: 600 },
    );
  });
});
