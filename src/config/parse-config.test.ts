import { describe, expect, it } from '@jest/globals';
import { canary, loadText, oneSource, problemsOf } from '../../test/support/config/load-text.ts';
import { providerSpecs } from '../../test/support/config/provider-specs.ts';
import { parseConfig } from './parse-config.ts';

const load = (top: string, env: Record<string, string> = {}) => loadText(oneSource({ top }), { env });
const problems = (top: string, env: Record<string, string> = {}) => problemsOf(oneSource({ top }), { env });

describe('defaults', () => {
  it('are loopback, open, an embedded store and no caching', async () => {
    const { server, access, store, cache } = await load('');
    expect({ server, access }).toEqual({
      server: { host: '127.0.0.1', port: 4000, workers: 1 },
      access: { mode: 'open', origins: [] },
    });
    expect([store.url.reveal(), cache.url.reveal(), cache.ttlSeconds]).toEqual(['pglite:.accord/store', 'memory:', 0]);
  });
});

describe('server', () => {
  it.each([
    ['server: { host: localhost, port: 0 }', {}, { host: 'localhost', port: 0, workers: 1 }],
    ['server: { port: "${P}" }', { P: '8080' }, { host: '127.0.0.1', port: 8080 }],
    ['server: { port: "${P:-9}" }', {}, { host: '127.0.0.1', port: 9 }],
    ['server: { host: "::1", port: 1 }', { PORT: '65535' }, { host: '::1', port: 65_535 }],
    ['server: { host: 0.0.0.0 }', { HOST: '127.0.0.2' }, { host: '127.0.0.2', port: 4000 }],
    ['', { HOST: '', PORT: '' }, { host: '127.0.0.1', port: 4000 }],
  ])('%s with %j', async (top, env, server) => {
    expect((await load(top, env as Record<string, string>)).server).toEqual({ workers: 1, ...server });
  });

  const port = 'must be a whole number from 0 to 65535';
  it.each([
    ['server: { port: 65536 }', {}, [`server.port: ${port}`]],
    [`server: { port: ${canary} }`, {}, [`server.port: ${port}`]],
    ['server: { port: "${P}" }', { P: canary }, [`server.port: ${port}`]],
    ['server: { port: null }', {}, [`server.port: ${port}`]],
    ['server: { host: "[::1]" }', {}, ['server.host: must be a host name, or an IP address without brackets']],
    ['server: { host: "" }', {}, ['server.host: must be a host name, or an IP address without brackets']],
    [`server: { hostname: ${canary} }`, {}, ['server.hostname: is not a known key; known here: host, port, workers']],
    [`server: ${canary}`, {}, ['server: must be a mapping with the keys host, port, workers']],
    ['server:', {}, ['server: must be a mapping with the keys host, port, workers']],
    ['', { PORT: canary }, [`PORT: ${port}`]],
    ['', { HOST: `${canary} x` }, ['HOST: must be a host name, or an IP address without brackets']],
    ['server: { port: -1 }', { PORT: '80x' }, [`PORT: ${port}`, `server.port: ${port}`]],
  ])('%s with %j is refused', async (top, env, expected) => {
    expect(await problems(top, env as Record<string, string>)).toEqual(expected);
  });
});

describe('access', () => {
  const refused =
    'access.mode: open is refused where server.host (or HOST) is not loopback (127.0.0.0/8, ::1 or localhost): ' +
    'other machines can reach this host, and every caller would be "anonymous" with all scopes';

  it.each(['127.0.0.1', '127.1.2.3', '"::1"', 'localhost'])('open is taken on %s', async (host) => {
    expect((await load(`server: { host: ${host} }\naccess: { mode: open }`)).access).toMatchObject({ mode: 'open' });
  });

  it.each(['0.0.0.0', '"::"', '10.0.0.1', 'example.com'])('open is refused on %s, and says why', async (host) => {
    expect(await problems(`server: { host: ${host} }\naccess: { mode: open }`)).toEqual([refused]);
  });

  it('open is refused when no access is configured and when HOST opens the door', async () => {
    expect(await problems('server: { host: 0.0.0.0 }')).toEqual([refused]);
    expect(await problems('', { HOST: '0.0.0.0' })).toEqual([refused]);
  });

  const jwt = (parts: string) => `access: { mode: jwt, ${parts} }`;
  const whole = 'issuer: "https://id.example.com/", audience: accord, jwksUri: "https://id.example.com/jwks.json"';
  const algorithms = 'RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA';
  it.each([
    [jwt(''), ['issuer', 'audience', 'jwksUri', 'algorithms']],
    [jwt(`${whole}, algorithms: []`), ['algorithms: must name at least one algorithm']],
    [jwt(`${whole}, algorithms: [RS256, HS256]`), [`algorithms[1]: must be one of ${algorithms}`]],
    [jwt(`${whole}, algorithms: [none]`), [`algorithms[0]: must be one of ${algorithms}`]],
    [jwt(`${whole}, algorithms: RS256`), ['algorithms: must be a list of signature algorithms']],
    [jwt(`${whole.replace('https', 'http')}, algorithms: [RS256]`), ['issuer: must be https;']],
    [jwt(`${whole.replace('audience: accord', 'audience: ""')}, algorithms: [RS256]`), ['audience: must be text']],
    [jwt(`${whole}, algorithms: [RS256], secret: ${canary}`), ['secret: is not a known key;']],
    ['access: {}', ['mode: is missing; it must be open or jwt']],
    [`access: { mode: ${canary} }`, ['mode: must be open or jwt']],
    [`access: { mode: open, issuer: ${canary} }`, ['issuer: is not a known key; known here: mode, documents, origins']],
    ['access:', ['mode: is missing; it must be open or jwt']],
    [jwt(`${whole}, algorithms: [RS256], introspection: maybe`), ['introspection: must be true or false']],
    ['access: { mode: open, introspection: true }', ['introspection: is not a known key;']],
    ['access: { mode: open, origins: "*" }', ['origins: must be a list of origins']],
    ['access: { mode: open, origins: ["*"] }', ['origins[0]: must be an absolute URL']],
    ['access: { mode: open, origins: ["null"] }', ['origins[0]: must be an absolute URL']],
    ['access: { mode: open, origins: ["http://app.example.com"] }', ['origins[0]: must be https;']],
    ['access: { mode: open, origins: ["https://app.example.com/x"] }', ['origins[0]: must be an origin']],
    ['access: { mode: open, origins: ["https://*.example.com"] }', ['origins[0]: must be an origin']],
  ])('%s is refused', async (top, expected) => {
    const found = await problems(top);
    expect(found).toEqual(expected.map((start) => expect.stringContaining(`access.${start}`)));
  });

  it('jwt is taken on any host, with its defaults', async () => {
    const { access } = await load(`server: { host: 0.0.0.0 }\n${jwt(`${whole}, algorithms: [RS256, ES256]`)}`);
    expect(access).toEqual({
      mode: 'jwt',
      issuer: 'https://id.example.com/',
      audience: 'accord',
      jwksUri: 'https://id.example.com/jwks.json',
      algorithms: ['RS256', 'ES256'],
      origins: [],
      introspection: true,
    });
  });

  it('introspection is a flag, also out of the environment', async () => {
    const file = jwt(`${whole}, algorithms: [RS256], introspection: "\${FLAG}"`);
    expect((await load(file, { FLAG: 'false' })).access).toMatchObject({ introspection: false });
    expect((await load(file, { FLAG: 'true' })).access).toMatchObject({ introspection: true });
  });

  it('origins are given back as browsers write them', async () => {
    const { access } = await load(
      'access: { mode: open, origins: ["https://App.Example.com:443/", "http://localhost:5173"] }',
    );
    expect(access.origins).toEqual(['https://app.example.com', 'http://localhost:5173']);
  });
});

describe('store and cache', () => {
  it.each([
    'pglite:memory',
    'pglite:.accord/store',
    'pglite:/var/lib/accord',
    `postgres://user:${canary}@db.example.com/accord`,
    `postgresql://user:${canary}@db.example.com:5432/accord?sslmode=require`,
  ])('takes the store %s, and does not print it', async (url) => {
    const { store } = await load(`store: { url: "${url}" }`);
    expect(store.url.reveal()).toBe(url);
    expect(JSON.stringify(store)).toBe('{"url":"[secret]"}');
  });

  const forms = 'pglite:PATH, pglite:memory or postgres://user:pass@host/db';
  it.each([
    ['url: pglite', forms],
    ['url: "pglite:"', forms],
    [`url: mysql://u:${canary}@h/db`, forms],
    [`url: postgres://u:${canary}@h`, forms],
    [`url: postgres://u:${canary}@h/`, forms],
    [`url: "postgres:u:${canary}@h/db"`, forms],
    [`url: "postgres:///db"`, forms],
    ['url: 5', forms],
  ])('store { %s } is refused', async (store, wanted) => {
    expect(await problems(`store: { ${store} }`)).toEqual([`store.url: must be ${wanted}`]);
  });

  it('half a password that became a key is not shown', async () => {
    const found = await problems(`store: { url: postgres://u:ab,${canary}: x }`);
    expect(found).toContainEqual(expect.stringContaining('store: has an unknown key at line 1, column 31 (not shown'));
  });

  it.each([
    ['memory:', 30],
    [`redis://u:${canary}@cache:6379/1`, 86_400],
    ['rediss://cache', 0],
  ])('keeps accounts in %s for %d s', async (url, ttlSeconds) => {
    const { cache } = await load(`cache: { url: "${url}", ttlSeconds: ${ttlSeconds} }`);
    expect([cache.url.reveal(), cache.ttlSeconds]).toEqual([url, ttlSeconds]);
  });

  it.each([
    [`url: ${canary}`, 'cache.url: must be memory: or redis://host:6379'],
    ['url: memory', 'cache.url: must be memory: or redis://host:6379'],
    [`url: http://${canary}`, 'cache.url: must be memory: or redis://host:6379'],
    ['ttlSeconds: -1', 'cache.ttlSeconds: must be a whole number from 0 to 86400'],
    [`ttlSeconds: ${canary}`, 'cache.ttlSeconds: must be a whole number from 0 to 86400'],
    ['ttlSeconds: 86401', 'cache.ttlSeconds: must be a whole number from 0 to 86400'],
  ])('cache { %s } is refused', async (cache, problem) => {
    expect(await problems(`cache: { ${cache} }`)).toEqual([problem]);
  });
});

describe('limits', () => {
  it('are those of the safety page, and each can be set', async () => {
    expect((await load('')).limits).toEqual((await load('limits: {}')).limits);
    expect((await load('limits: { depth: 20, tokens: "${T}" }', { T: '100' })).limits).toMatchObject({
      depth: 20,
      aliases: 50,
      tokens: 100,
    });
  });

  it.each([
    ['depth: 0', 'limits.depth: must be a whole number from 1 to 100'],
    ['tokens: 5001', 'limits.tokens: must be a whole number from 1 to 5000'],
    [`bodyBytes: ${canary}`, 'limits.bodyBytes: must be a whole number from 1 to 67108864'],
    [
      'fields: 5',
      'limits.fields: is not a known key; known here: depth, aliases, rootMutationFields, directives, tokens, bodyBytes, entities',
    ],
  ])('limits { %s } is refused', async (limits, problem) => {
    expect(await problems(`limits: { ${limits} }`)).toEqual([problem]);
  });
});

describe('the whole', () => {
  it('lists every problem of every section at once', async () => {
    const text = `
surprise: ${canary}
server: { host: "[::1]", port: "\${NO_PORT}" }
access: { mode: closed }
store: { url: ${canary} }
cache: { ttlSeconds: soon }
limits: { aliases: many }
sources:
  - { id: A, provider: kibo, baseUrl: "http://a.example.com", auth: { type: basic }, limits: { concurrency: 0 } }
  - { id: b, provider: nobody, baseUrl: "https://b.example.com", auth: { type: bearer, token: "\${NO_TOKEN}" } }
  - { id: b, provider: wacm, auth: { type: basic, username: u, password: "\${file:/no/file}" }, timeouts: { attemptMs: x } }
`;
    const found = await problemsOf(text, { env: { PORT: canary } });
    expect(found.map((problem) => problem.slice(0, problem.indexOf(':')))).toEqual([
      'server.port',
      'sources[1].auth.token',
      'sources[2].auth.password',
      'surprise',
      'PORT',
      'server.host',
      'access.mode',
      'store.url',
      'cache.ttlSeconds',
      'limits.aliases',
      'sources[2].id',
      'sources[0].id',
      'sources[0].baseUrl',
      'sources[0].auth.type',
      'sources[0].limits.concurrency',
      'sources[0].tenantId',
      'sources[1].provider',
      'sources[2].baseUrl',
      'sources[2].timeouts.attemptMs',
    ]);
  });

  it.each(['text', '[]', '5'])('a document that is %s is refused', async (text) => {
    expect(await problemsOf(text)).toEqual([
      ': must be a mapping with the keys server, access, store, cache, limits, sources',
    ]);
  });

  it('a document made in code meets the same rules', () => {
    const document = {
      sources: [{ id: 'a', provider: 'cpp', baseUrl: 'http://127.0.0.1:1', auth: { type: 'bearer', token: 't' } }],
    };
    expect(parseConfig(document, { env: { PORT: '0' }, providers: providerSpecs }).server.port).toBe(0);
    const broken = { ...document, server: { host: '0.0.0.0' }, auth: { [canary]: 1 } };
    expect(() => parseConfig(broken, { env: {}, providers: providerSpecs })).toThrow(
      /^The configuration has 2 problems:\n {2}auth: is not a known key.*\n {2}access\.mode: open is refused/,
    );
  });
});
