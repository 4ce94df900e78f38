import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { oneSource } from '../../test/support/config/load-text.ts';
import { providerSpecs } from '../../test/support/config/provider-specs.ts';
import { configJsonSchema } from './config-json-schema.ts';
import { parseYaml } from './yaml-document.ts';

// What an editor does: the schema as JSON, against the text before any ${…} is replaced.
const schema = z.fromJSONSchema(
  JSON.parse(JSON.stringify(configJsonSchema(providerSpecs))) as z.core.JSONSchema.JSONSchema,
);

function accepts(text: string): boolean {
  const yaml = parseYaml(text);
  return yaml.ok && schema.safeParse(yaml.value).success;
}

describe('configJsonSchema', () => {
  it('accepts the sample file', async () => {
    expect(accepts(await readFile(new URL('../../accord.config.example.yaml', import.meta.url), 'utf8'))).toBe(true);
  });

  it.each([
    oneSource(),
    oneSource({ top: 'server: { port: "${PORT}" }' }),
    oneSource({ more: 'limits: { requestsPerSecond: null }\ntimeouts: { attemptMs: 5 }' }),
    oneSource({ more: 'limits: { windows: [{ requests: 5, perSeconds: 0.5, only: reads }], queue: 0 }' }),
    oneSource({ more: 'retries: null\nbreaker: { failures: 2 }' }),
    oneSource({ auth: 'auth: { type: basic, username: u, password: p }' }),
  ])('accepts %j', (text) => {
    expect(accepts(text)).toBe(true);
  });

  it.each([
    'sources: []',
    oneSource({ top: 'surprise: 1' }),
    oneSource({ top: 'server: { port: 70000 }' }),
    oneSource({ top: 'server: { hostname: x }' }),
    oneSource({ top: 'access: { mode: closed }' }),
    oneSource({ id: 'id: A' }),
    oneSource({ provider: 'provider: nobody' }),
    oneSource({ baseUrl: '' }),
    oneSource({ auth: 'auth: { type: aksk, accessKey: a, secretKey: b }' }),
    oneSource({ auth: 'auth: { type: bearer }' }),
    oneSource({ auth: 'auth: { type: bearer, token: a, password: b }' }),
    oneSource({ more: 'tenantId: 1' }),
    oneSource({ more: 'limits: { perSecond: 1 }' }),
  ])('refuses %j', (text) => {
    expect(accepts(text)).toBe(false);
  });

  it('needs no value but those the loader needs', () => {
    const text = JSON.stringify(configJsonSchema(providerSpecs));
    expect(text).toContain('"required":["sources"]');
    expect(text).toContain('"required":["id","baseUrl","provider","auth"]');
    expect(text).toContain('"required":["id","baseUrl","provider","auth","tenantId"]');
    expect(text).toContain('"http://json-schema.org/draft-07/schema#"');
  });

  it('needs a provider', () => {
    expect(() => configJsonSchema([])).toThrow('at least one provider');
  });
});
