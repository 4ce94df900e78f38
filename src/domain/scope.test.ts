import { describe, expect, it } from '@jest/globals';
import { providers } from '../providers/registry.ts';
import { isAbout, parseScope } from './scope.ts';

const nothing = { provider: null, sourceId: null, field: null };

describe('a scope', () => {
  it.each([
    ['accounts:read', { action: 'accounts:read' }],
    ['accounts:read:kibo', { action: 'accounts:read', provider: 'KIBO' }],
    ['accounts:read@kibo-eu', { action: 'accounts:read', sourceId: 'kibo-eu' }],
    ['accounts:write', { action: 'accounts:write' }],
    ['accounts:write:huawei-cloud', { action: 'accounts:write', provider: 'HUAWEI_CLOUD' }],
    ['accounts:write:status', { action: 'accounts:write', field: 'STATUS' }],
    ['accounts:write:mfa@wacm', { action: 'accounts:write', field: 'MFA', sourceId: 'wacm' }],
    ['accounts:write:kibo:password', { action: 'accounts:write', provider: 'KIBO', field: 'PASSWORD' }],
    [
      'accounts:write:kibo:roles@kibo-eu',
      { action: 'accounts:write', provider: 'KIBO', field: 'ROLES', sourceId: 'kibo-eu' },
    ],
    ['operations:read:cpp@cpp', { action: 'operations:read', provider: 'CPP', sourceId: 'cpp' }],
  ])('%s is read', (text, expected) => {
    expect(parseScope(text)).toEqual({ text, ...nothing, ...expected });
  });

  it.each([
    ...['', 'openid', 'accounts', 'accounts:', 'accounts:*', 'accounts:delete', 'operations:write', '*'],
    ...['accounts:read:', 'accounts:read@', 'accounts:read@A', 'accounts:read@a@b', 'accounts:read:kibo:status'],
    ...['accounts:write:status:kibo', 'accounts:write:kibo:unknown', 'accounts:write:a:b:c', 'ACCOUNTS:READ'],
    ...[' accounts:read', 'accounts:read\n', 'accounts:read accounts:write', 'xaccounts:read', 'accounts:readx'],
  ])('%j is none', (text) => {
    expect(parseScope(text)).toBeNull();
  });

  it('of a sensitive field goes with writes only: in a read, the word is a provider that nobody has', () => {
    expect(parseScope('accounts:read:status')).toMatchObject({ provider: 'STATUS', field: null });
  });

  it.each(providers.map(({ name, graphqlName }) => [name, graphqlName]))(
    'of provider %s is about its sources and no other’s',
    (name, graphqlName) => {
      const scope = parseScope(`accounts:read:${name}`);
      const places = providers.map((provider) => ({ id: 'some', provider: provider.graphqlName }));
      expect(scope && places.filter((place) => isAbout(scope, place))).toEqual([{ id: 'some', provider: graphqlName }]);
    },
  );

  it('of a provider is not about a source whose provider is unknown', () => {
    const scope = parseScope('operations:read:kibo');
    expect(scope && isAbout(scope, { id: 'kibo', provider: null })).toBe(false);
  });
});
