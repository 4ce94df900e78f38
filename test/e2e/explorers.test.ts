import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';

let accord: RunningAccord;

beforeAll(async () => {
  accord = await startAccord();
});
afterAll(() => accord.close());

const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${accord.origin}${path}`, { headers: { connection: 'close', ...headers } });

describe('/explorer', () => {
  it('EXPLORER-CSP runs nothing but its own files', async () => {
    const page = await get('/explorer');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = page.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'; script-src 'self'; worker-src 'self';");
    expect(policy).not.toMatch(/unsafe-eval|https?:|script-src[^;]*unsafe|\*/);
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    const text = await page.text();
    expect(text).not.toMatch(/https?:|<script(?![^>]* src=)/);
    const files = [...text.matchAll(/(?:src|href)="(explorer\/[^"]+)"/g)].map(([, file]) => file);
    expect(files).toHaveLength(4);
    for (const file of files) {
      const answer = await fetch(`${accord.origin}/${String(file)}`, {
        method: 'HEAD',
        headers: { connection: 'close' },
      });
      expect(answer.status).toBe(200);
    }
  });

  it('EXPLORER-FILES are the same compressed and plain, and are not sent twice', async () => {
    const compressed = await get('/explorer/page.js', { 'accept-encoding': 'gzip' });
    const plain = await get('/explorer/page.js', { 'accept-encoding': 'identity' });
    expect([compressed, plain].map(({ headers }) => headers.get('content-encoding'))).toEqual(['gzip', null]);
    const text = await plain.text();
    expect(text).toContain('renderYogaGraphiQL');
    expect(await compressed.text()).toBe(text);
    const again = await get('/explorer/page.js', { 'if-none-match': plain.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
    await again.text();
  });

  it.each([
    'nothing.js',
    'constructor',
    '..%2f..%2fpackage.json',
    '%2e%2e/cli/check.js',
    'bundle-version',
    'page.js.gz',
  ])('EXPLORER-PATHS serves no file that it does not know: %s', async (file) => {
    const answer = await get(`/explorer/${file}`);
    expect(answer.status).toBe(404);
    await answer.text();
  });
});

describe('Apollo Sandbox', () => {
  it('SANDBOX-BOOTSTRAP loads Apollo’s script for this endpoint, under a policy that names its hosts', async () => {
    const page = await (await get('/graphql', { accept: 'text/html' })).text();
    const [, policy = ''] = /<meta http-equiv="Content-Security-Policy" content="([^"]+)"/i.exec(page) ?? [];
    const [, nonce = ''] = /'nonce-([^']+)'/.exec(policy) ?? [];
    expect(nonce).not.toBe('');
    expect(policy).toContain('https://embeddable-sandbox.cdn.apollographql.com');
    const scripts = [...page.matchAll(/<script[^>]*>/g)].map(([tag]) => tag);
    expect(scripts.length).toBeGreaterThan(0);
    for (const tag of scripts) expect(tag).toContain(`nonce="${nonce}"`);
    expect(page).toContain('new window.EmbeddedSandbox(');
    expect(page).toContain('initialEndpoint');
  });
});
