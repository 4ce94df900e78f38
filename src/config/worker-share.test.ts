import { describe, expect, it } from '@jest/globals';
import { loadText, oneSource, problemsOf } from '../../test/support/config/load-text.ts';
import { providerSpecs } from '../../test/support/config/provider-specs.ts';
import { parseConfig } from './parse-config.ts';

const store = { url: 'postgres://accord@127.0.0.1/accord' };

/** A configuration with one Kibo source, which allows 5 requests a second and 8 at one time unless it says otherwise. */
function kibo(workers: number, limits?: object) {
  const source = {
    ...{ id: 'kibo', provider: 'kibo', baseUrl: 'https://kibo.example', tenantId: 1 },
    auth: { type: 'oauth2', tokenUrl: 'https://kibo.example/token', clientId: 'a', clientSecret: 'b' },
    ...(limits && { limits }),
  };
  return parseConfig({ server: { workers }, store, sources: [source] }, { env: {}, providers: providerSpecs });
}

describe('server.workers', () => {
  it('is 1 where nobody says otherwise, and then leaves the limits whole', async () => {
    expect((await loadText(oneSource({ top: '' }))).server.workers).toBe(1);
    expect(kibo(1).sources[0]?.limits).toMatchObject({ concurrency: 8, windows: [{ requests: 5, perSeconds: 1 }] });
  });

  it('gives each worker its share of a source, so that all together keep to its limits', () => {
    expect(kibo(2).sources[0]?.limits).toMatchObject({ concurrency: 4, windows: [{ requests: 2, perSeconds: 1 }] });
    expect(kibo(3).sources[0]?.limits).toMatchObject({ concurrency: 2, windows: [{ requests: 1, perSeconds: 1 }] });
  });

  it('refuses more workers than a source can be divided among', () => {
    expect(() => kibo(6)).toThrow(
      'server.workers: must be at most 5: each worker takes its share of the limits of "kibo"',
    );
    expect(() => kibo(3, { concurrency: 2 })).toThrow('server.workers: must be at most 2');
  });

  it.each(['', 'store: { url: pglite:memory }', 'store: { url: pglite:folder }'])(
    'refuses several with %s',
    async (top) => {
      expect(await problemsOf(oneSource({ top: `server: { workers: 2 }\n${top}` }))).toEqual([
        'server.workers: must be 1 with an embedded store; several need one postgres:// database',
      ]);
    },
  );

  it('refuses several with a cache that each would have for itself', async () => {
    const top = 'server: { workers: 2 }\nstore: { url: postgres://u@h/d }\ncache: { ttlSeconds: 5 }';
    expect(await problemsOf(oneSource({ top }))).toContain(
      'server.workers: must be 1 with a cache in memory; several need one redis:// server',
    );
  });

  it.each(['0', '65', '1.5', 'many', 'null'])('refuses %s', async (workers) => {
    expect(await problemsOf(oneSource({ top: `server: { workers: ${workers} }\n` }))).toEqual([
      'server.workers: must be a whole number from 1 to 64',
    ]);
  });
});
