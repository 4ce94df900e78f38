import { describe, expect, it } from '@jest/globals';
import { Secret } from '../../domain/secret.ts';
import { defaultLimits } from '../store-limits.ts';
import { connectionSettings } from './connection-settings.ts';

const settingsOf = (url: string) => connectionSettings(new Secret(url), defaultLimits);
const optionsOf = (url: string) => new URL(settingsOf(url).connectionString ?? '').searchParams.get('options');

describe('connectionSettings', () => {
  it('bounds every wait', () => {
    expect(settingsOf('postgres://u@h/d')).toMatchObject({
      connectionTimeoutMillis: 5_000,
      statement_timeout: 5_000,
      query_timeout: 5_250,
      keepAlive: true,
    });
  });

  it('keeps the address, its password and its parameters', () => {
    const url = new URL(settingsOf('postgres://u:p%40%2Fss@h:6543/d?sslmode=require').connectionString ?? '');
    expect(url.href).toMatch(/^postgres:\/\/u:p%40%2Fss@h:6543\/d\?sslmode=require&options=/);
  });

  it('settles what the SQL takes for granted, after what the user set', () => {
    const ours = optionsOf('postgres://h/d');
    expect(ours).toMatch(/^-c DateStyle=ISO -c default_transaction_isolation=read\\ committed /);
    expect(optionsOf('postgres://h/d?options=-c%20geqo%3Doff')).toBe(`-c geqo=off ${ours}`);
  });
});
