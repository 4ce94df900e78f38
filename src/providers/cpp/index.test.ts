import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { ConfigError } from '../../config/config-error.ts';
import { configJsonSchema } from '../../config/config-json-schema.ts';
import { parseConfig } from '../../config/parse-config.ts';
import { cpp } from './index.ts';

function settingsOf(settings: Readonly<Record<string, unknown>>) {
  const source = {
    id: 'cpp',
    provider: 'cpp',
    baseUrl: 'https://cpp.example.com',
    auth: { type: 'bearer', token: 't' },
  };
  return parseConfig({ sources: [{ ...source, ...settings }] }, { env: {}, providers: [cpp.config] }).sources[0]
    ?.settings;
}

function problemsOf(settings: Readonly<Record<string, unknown>>) {
  try {
    settingsOf(settings);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  throw new Error('The settings were accepted.');
}

describe('the settings of a CPP source', () => {
  const statusNumbers = { Enabled: 1, Disabled: 2, Expired: 3, NotPaid: 4 };

  it('need nothing', () => {
    expect(settingsOf({})).toEqual({ defaultDomain: 'cpp.hr' });
  });

  it('take a domain and numbers', () => {
    expect(settingsOf({ defaultDomain: 'Example.HR', statusNumbers })).toEqual({
      defaultDomain: 'example.hr',
      statusNumbers,
    });
  });

  it.each([
    [{ defaultDomain: 'a b' }, 'sources[0].defaultDomain: must be a domain, such as cpp.hr'],
    [
      { statusNumbers: { ...statusNumbers, NotPaid: 1 } },
      'sources[0].statusNumbers: must give each name a number of its own',
    ],
    [
      { roleNumbers: { SystemAdmin: 0, OrganizationAdmin: 1, User: 2 } },
      'sources[0].roleNumbers.LightUser: is missing',
    ],
    [{ statusNumbers: { ...statusNumbers, Gone: 9 } }, 'sources[0].statusNumbers.Gone: is not a known key'],
  ])('refuse %j', (settings, problem) => {
    expect(problemsOf(settings)).toEqual([expect.stringContaining(problem)]);
  });

  it('have a JSON Schema, and the table its fields', () => {
    expect(JSON.stringify(configJsonSchema([cpp.config]))).toContain('roleNumbers');
    expect(cpp.fields.map(({ field }) => field)).toContain('googleLoginEmails');
  });
});
