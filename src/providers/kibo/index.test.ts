import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { ConfigError } from '../../config/config-error.ts';
import { parseConfig } from '../../config/parse-config.ts';
import { kibo } from './index.ts';

const auth = { type: 'oauth2', tokenUrl: 'https://kibo.example.com/oauth', clientId: 'c', clientSecret: 's' };

function read(settings: Readonly<Record<string, unknown>>) {
  const source = { id: 'kibo', provider: 'kibo', baseUrl: 'https://kibo.example.com/api', auth };
  return parseConfig({ sources: [{ ...source, ...settings }] }, { env: {}, providers: [kibo.config] }).sources[0];
}

describe('the settings of a Kibo source', () => {
  it('need a tenant, and take a site', () => {
    expect(read({ tenantId: '100' })?.settings).toEqual({ tenantId: 100 });
    expect(read({ tenantId: 100, siteId: 200 })?.settings).toEqual({ tenantId: 100, siteId: 200 });
    // What "${KIBO_SITE:-}" is where the variable is not set.
    expect(read({ tenantId: 100, siteId: '' })?.settings.siteId).toBeUndefined();
  });

  it('ask for tokens in JSON, as the vendor’s own client does', () => {
    expect(read({ tenantId: 100 })?.auth).toMatchObject({ type: 'oauth2', body: 'json' });
  });

  it.each([
    [{}, 'tenantId'],
    [{ tenantId: 0 }, 'tenantId'],
    [{ tenantId: 1.5 }, 'tenantId'],
    [{ tenantId: 100, siteId: -1 }, 'siteId'],
    [{ tenantId: 100, catalogId: 1 }, 'catalogId'],
  ])('refuse %j', (settings, key) => {
    let problems: readonly { readonly path: string }[] = [];
    try {
      read(settings);
    } catch (error) {
      if (error instanceof ConfigError) problems = error.problems;
    }
    expect(problems).toMatchObject([{ path: `sources[0].${key}` }]);
  });
});
