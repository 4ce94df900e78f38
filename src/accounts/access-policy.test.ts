import { describe, expect, it } from '@jest/globals';
import { anonymous, createCaller, type Caller } from '../domain/caller.ts';
import type { OperationRecord } from '../domain/operation.ts';
import { SensitiveField, type Place } from '../domain/scope.ts';
import {
  mayRead,
  mayReadAllOperations,
  mayReadOperations,
  maySeeOperation,
  mayWrite,
  mayWriteAny,
} from './access-policy.ts';

const eu: Place = { id: 'kibo-eu', provider: 'KIBO' };
const us: Place = { id: 'kibo-us', provider: 'KIBO' };
const cpp: Place = { id: 'cpp', provider: 'CPP' };
const gone: Place = { id: 'gone', provider: null };
const places = [eu, us, cpp, gone];

/** Every right at every place, in short: "R@kibo-eu", "W@cpp" for ordinary fields, "W:STATUS@cpp", "O@gone". */
function rightsOf(caller: Caller): readonly string[] {
  return places.flatMap((place) => [
    ...(mayRead(caller, place) ? [`R@${place.id}`] : []),
    ...[null, ...Object.values(SensitiveField)]
      .filter((field) => mayWrite(caller, place, field))
      .map((field) => `W${field === null ? '' : `:${field}`}@${place.id}`),
    ...(mayReadOperations(caller, place) ? [`O@${place.id}`] : []),
  ]);
}

const everywhere = (right: string) => places.map(({ id }) => `${right}@${id}`);

describe('what scopes allow', () => {
  it.each<[string, readonly string[]]>([
    ['', []],
    ['openid profile', []],
    ['accounts:read', everywhere('R')],
    ['accounts:read:kibo', ['R@kibo-eu', 'R@kibo-us']],
    ['accounts:read@kibo-us', ['R@kibo-us']],
    ['accounts:read:cpp@kibo-us', []],
    ['accounts:write', everywhere('W')],
    ['accounts:write:cpp', ['W@cpp']],
    ['accounts:write@cpp', ['W@cpp']],
    ['accounts:write:status', everywhere('W:STATUS')],
    ['accounts:write:kibo:password', ['W:PASSWORD@kibo-eu', 'W:PASSWORD@kibo-us']],
    ['accounts:write:roles@cpp accounts:write:mfa@kibo-eu', ['W:MFA@kibo-eu', 'W:ROLES@cpp']],
    ['operations:read', everywhere('O')],
    ['operations:read@gone', ['O@gone']],
    ['accounts:read@cpp accounts:write:kibo@kibo-eu', ['W@kibo-eu', 'R@cpp']],
  ])('%j', (scopes, rights) => {
    expect(rightsOf(createCaller('a', scopes.split(' ')))).toEqual(rights);
  });

  it('is everything for those who call while access is open', () => {
    expect(rightsOf(anonymous)).toHaveLength(places.length * 7);
    expect(mayReadAllOperations(anonymous)).toBe(true);
  });

  it('is to write something with any scope to write', () => {
    const caller = createCaller('a', ['accounts:write:mfa@cpp']);
    expect(places.filter((place) => mayWriteAny(caller, place))).toEqual([cpp]);
  });

  it('is to see one’s own operations always, and those of others with a scope for their source', () => {
    const sources = new Map();
    const operation = { actor: 'a', sourceId: 'gone' } as OperationRecord;
    expect(maySeeOperation(createCaller('a', []), operation, sources)).toBe(true);
    expect(maySeeOperation(createCaller('b', ['operations:read@cpp', 'accounts:read']), operation, sources)).toBe(
      false,
    );
    expect(maySeeOperation(createCaller('b', ['operations:read@gone']), operation, sources)).toBe(true);
  });

  it('is the whole record only without a place', () => {
    expect(mayReadAllOperations(createCaller('a', ['operations:read']))).toBe(true);
    expect(mayReadAllOperations(createCaller('a', ['operations:read:cpp', 'operations:read@cpp']))).toBe(false);
  });
});
