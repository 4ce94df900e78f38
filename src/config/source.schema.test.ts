import { describe, expect, it } from '@jest/globals';
import { canary, loadText, oneSource, problemsOf } from '../../test/support/config/load-text.ts';

const oauth2 = `auth: { type: oauth2, tokenUrl: "https://id.example.com/t", clientId: a, clientSecret: ${canary} }`;
const kibo = { provider: 'provider: kibo', auth: oauth2 };
const idMessage = 'must be a letter a-z, then at most 31 of a-z, 0-9 and "-"';

async function source(parts: Parameters<typeof oneSource>[0], env: Record<string, string> = {}) {
  return (await loadText(oneSource(parts), { env })).sources[0];
}

describe('id, label and baseUrl', () => {
  it.each(['a', 'kibo-eu', 'a-', 'a1', 'z'.repeat(32)])('takes the id %s', async (id) => {
    expect((await source({ id: `id: ${id}` }))?.id).toBe(id);
  });

  it.each(['A', '1a', '-a', 'a_b', 'a.b', 'ž', '""', '"a "', '"a\\n"', 'z'.repeat(33), canary])(
    'refuses the id %s',
    async (id) => {
      expect(await problemsOf(oneSource({ id: `id: ${id}` }))).toEqual([`sources[0].id: ${idMessage}`]);
    },
  );

  it('an id is text and there', async () => {
    const form = 'text of the form [a-z][a-z0-9-]{0,31}';
    expect(await problemsOf(oneSource({ id: 'id: 1' }))).toEqual([`sources[0].id: must be ${form}`]);
    expect(await problemsOf(oneSource({ id: '' }))).toEqual([`sources[0].id: is missing; it must be ${form}`]);
  });

  it('ids are unique, and the problem points at the first', async () => {
    const one = `{ id: same, provider: cpp, baseUrl: "https://a.example.com", auth: { type: bearer, token: ${canary} } }`;
    const other = one.replace('same', 'other');
    expect(await problemsOf(`sources:\n  - ${one}\n  - ${other}\n  - ${one}\n  - ${one}\n`)).toEqual([
      'sources[2].id: must be unique; sources[0] has it already',
      'sources[3].id: must be unique; sources[0] has it already',
    ]);
    expect((await loadText(`sources:\n  - ${one}\n  - ${other}\n`)).sources).toHaveLength(2);
  });

  it('the label is the id where there is none', async () => {
    expect((await source({}))?.label).toBe('one');
    expect((await source({ more: 'label: Ein Käufer' }))?.label).toBe('Ein Käufer');
    expect(await problemsOf(oneSource({ more: 'label: ""' }))).toEqual([
      expect.stringContaining('sources[0].label: must'),
    ]);
    expect(await problemsOf(oneSource({ more: `label: ${'x'.repeat(101)}` }))).toEqual([
      'sources[0].label: must be at most 100 characters long',
    ]);
  });

  it('the base URL loses the slash at its end and nothing else', async () => {
    expect((await source({ baseUrl: 'baseUrl: https://cpp.example.com:8443/api/v2/' }))?.baseUrl).toBe(
      'https://cpp.example.com:8443/api/v2',
    );
    expect(await problemsOf(oneSource({ baseUrl: `baseUrl: https://u:${canary}@cpp.example.com` }))).toEqual([
      'sources[0].baseUrl: must not hold a user name or password; they belong in auth',
    ]);
    expect(await problemsOf(oneSource({ baseUrl: '' }))).toEqual([
      'sources[0].baseUrl: is missing; it must be a URL such as https://api.example.com',
    ]);
  });
});

describe('provider and settings', () => {
  const known = 'one of kameleoon, kibo, wacm, huawei-cloud, cpp';
  it.each([
    [`provider: ${canary}`, `must be ${known}`],
    ['provider: Kibo', `must be ${known}`],
    ['provider: constructor', `must be ${known}`],
    ['provider:', `must be ${known}`],
    ['', `is missing; it must be ${known}`],
  ])('%j lists the known ones', async (provider, message) => {
    expect(await problemsOf(oneSource({ provider }))).toEqual([`sources[0].provider: ${message}`]);
  });

  it("reads the provider's own keys, also from the environment", async () => {
    const read = await source({ ...kibo, more: 'tenantId: "${TENANT}"\nsiteId: 200' }, { TENANT: '100' });
    expect(read?.settings).toEqual({ tenantId: 100, siteId: 200 });
    expect((await source({ ...kibo, more: 'tenantId: 100' }))?.settings).toEqual({ tenantId: 100 });
  });

  it("tells what is wrong with the provider's own keys", async () => {
    const range = 'a whole number from 1 to 2147483647';
    expect(await problemsOf(oneSource(kibo))).toEqual([`sources[0].tenantId: is missing; it must be ${range}`]);
    expect(await problemsOf(oneSource({ ...kibo, more: `tenantId: ${canary}\nsiteId: 0` }))).toEqual([
      `sources[0].tenantId: must be ${range}`,
      `sources[0].siteId: must be ${range}`,
    ]);
  });

  it("uses words of its own where the provider's schema has none", async () => {
    const auth = `auth: { type: aksk, accessKey: a, secretKey: ${canary} }`;
    const huawei = (more: string) => problemsOf(oneSource({ provider: 'provider: huawei-cloud', auth, more }));
    expect(await huawei('domainId: ""')).toEqual(['sources[0].domainId: must be not empty']);
    expect(await huawei('domainId: 7')).toEqual(['sources[0].domainId: must be text; a number goes in quotes']);
  });

  it("refuses keys that are not this provider's, and lists those that are", async () => {
    const keys = 'id, provider, label, baseUrl, auth, limits, timeouts, retries, breaker';
    expect(await problemsOf(oneSource({ more: `tenantId: ${canary}\nbaseURL: ${canary}` }))).toEqual([
      `sources[0].tenantId: is not a known key; known here: ${keys}`,
      `sources[0].baseURL: is not a known key; known here: ${keys}`,
    ]);
    expect(await problemsOf(oneSource({ ...kibo, more: 'tenantId: 1\nsite: 2' }))).toEqual([
      `sources[0].site: is not a known key; known here: ${keys}, tenantId, siteId`,
    ]);
    expect(await problemsOf(oneSource({ more: `"${canary} x": 1` }))).toEqual([
      expect.stringContaining('sources[0]: has an unknown key at line 7, column 5 (not shown'),
    ]);
    expect(await problemsOf(oneSource({ more: `${canary}:` }))).toEqual([
      expect.stringContaining('sources[0]: has an unknown key at line 7, column 5 (not shown'),
    ]);
    expect(await problemsOf(oneSource({ more: '__proto__: { id: x }' }))).toEqual([
      expect.stringContaining('sources[0]: has an unknown key at line 7, column 5 (not shown'),
    ]);
  });
});

describe('timeouts', () => {
  it.each([
    ['{}', [2_000, 10_000, 25_000]],
    ['{ connectMs: 500, attemptMs: "3000", operationMs: 9000 }', [500, 3_000, 9_000]],
    ['{ operationMs: 5000 }', [2_000, 5_000, 5_000]],
    ['{ operationMs: 900 }', [900, 900, 900]],
    ['{ attemptMs: 40000 }', [2_000, 40_000, 40_000]],
    ['{ attemptMs: 1000 }', [1_000, 1_000, 25_000]],
    ['{ connectMs: 15000 }', [15_000, 15_000, 25_000]],
    ['{ connectMs: 30000 }', [30_000, 30_000, 30_000]],
  ])('timeouts: %s', async (timeouts, [connectMs, attemptMs, operationMs]) => {
    const read = await source({ more: `timeouts: ${timeouts}` });
    expect(read?.timeouts).toEqual({ connectMs, attemptMs, operationMs });
  });

  it.each([
    ['{ attemptMs: 10, operationMs: 9 }', '.attemptMs: must not be more than operationMs'],
    ['{ connectMs: 10, attemptMs: 9 }', '.connectMs: must not be more than attemptMs'],
    ['{ connectMs: 10, operationMs: 9 }', '.connectMs: must not be more than operationMs'],
    ['{ attemptMs: 0 }', '.attemptMs: must be a whole number from 1 to 600000'],
    ['{ attemptMs: 10s }', '.attemptMs: must be a whole number from 1 to 600000'],
    ['{ attempt: 1 }', '.attempt: is not a known key; known here: connectMs, attemptMs, operationMs'],
  ])('timeouts: %s is refused', async (timeouts, problem) => {
    expect(await problemsOf(oneSource({ more: `timeouts: ${timeouts}` }))).toEqual([`sources[0].timeouts${problem}`]);
  });
});

describe('the list', () => {
  it.each([
    ['server: {}', 'is missing; it must be a list with at least one source'],
    ['sources: []', 'must be a list with at least one source'],
    ['sources:', 'must be a list with at least one source'],
    [`sources: { ${canary}: 1 }`, 'must be a list with at least one source'],
  ])('%s', async (text, message) => {
    expect(await problemsOf(text)).toEqual([`sources: ${message}`]);
  });

  it.each([canary, 'null', `[${canary}]`])('an entry %s is refused', async (entry) => {
    expect(await problemsOf(`sources:\n  - ${entry}\n`)).toEqual([
      'sources[0]: must be a mapping with the keys id, provider, label, baseUrl, auth, limits, timeouts, retries, breaker',
    ]);
  });
});
