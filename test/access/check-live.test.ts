import { expect, it } from '@jest/globals';
import { checkConfig } from '../../src/cli/check.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { providers } from '../../src/providers/registry.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { keyPairs, startTokenIssuer } from '../support/token-issuer.ts';

it('accord check --live tells whether the issuer’s keys can be had', async () => {
  await using issuer = await startTokenIssuer([keyPairs.ec('ec-1')]);
  const auth = { type: 'basic', username: 'u', password: 'p' };
  // Of WACM nothing can be read, so that nobody else is called.
  const sources = [{ id: 'wacm', provider: 'wacm', baseUrl: 'http://127.0.0.1:1', auth }];
  const { issuer: name, jwksUri } = issuer;
  const access = { mode: 'jwt', issuer: name, audience: 'accord', jwksUri, algorithms: ['ES256'] };
  const config = parseConfig(
    { store: { url: 'pglite:memory' }, access, sources },
    { env: {}, providers: providers.map((provider) => provider.config) },
  );
  const lines: string[] = [];
  const surroundings = { providers, clock: systemClock, logger: createLogger({ level: 'silent' }) };
  const check = () => checkConfig(config, { live: true, print: (text) => void lines.push(text), ...surroundings });
  expect(await check()).toBe(0);
  expect(lines.splice(0)).toContain(`access: the keys of ${name} were fetched.`);
  issuer.answer((response) => response.writeHead(500).end());
  expect(await check()).toBe(1);
  expect(lines).toContain('access: UPSTREAM_UNAVAILABLE. The keys of the token issuer cannot be had for now.');
});
