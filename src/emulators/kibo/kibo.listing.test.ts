import { describe, expect, it } from '@jest/globals';
import { listUsers } from './kibo.listing.ts';
import type { KiboListRules, KiboPage } from './kibo.listing.ts';

const USERS = [
  user('1', 'Ana@example.org', 'Horvat', { isActive: true, createdOn: '2020-01-01T00:00:00.000Z' }),
  user('2', 'bela@example.org', 'Čović', { isActive: false, createdOn: '2021-01-01T00:00:00.000Z' }),
  user('3', 'cvita@example.com', 'horvat', { isActive: true, createdOn: '2022-01-01T00:00:00.000Z' }),
  user('4', 'dora@example.org', 'Rock and roll eq fun', { isActive: true, createdOn: null }),
];

function user(
  id: string,
  emailAddress: string,
  lastName: string,
  rest: { isActive: boolean; createdOn: string | null },
) {
  return { id, emailAddress, lastName, isActive: rest.isActive, systemData: { createdOn: rest.createdOn } };
}

function list(query: Record<string, string>, rules: Partial<KiboListRules> = {}) {
  return listUsers(USERS, new URLSearchParams(query), { maxPageSize: 200, filterCase: 'ignored', ...rules });
}

/** The ids that a query finds, in order; or the parameter that it refuses. */
function find(query: Record<string, string>, rules: Partial<KiboListRules> = {}): string {
  const page = list(query, rules);
  return 'reason' in page ? page.name : page.items.map((item) => (item as (typeof USERS)[number]).id).join('');
}

describe('the Kibo emulator’s lists', () => {
  it.each([
    [{}, { startIndex: 0, pageSize: 20, pageCount: 1, totalCount: 4 }, '1234'],
    [{ pageSize: '3' }, { startIndex: 0, pageSize: 3, pageCount: 2, totalCount: 4 }, '123'],
    [{ pageSize: '3', startIndex: '3' }, { startIndex: 3, pageSize: 3, pageCount: 2, totalCount: 4 }, '4'],
    [{ pageSize: '2', startIndex: '1' }, { startIndex: 1, pageSize: 2, pageCount: 2, totalCount: 4 }, '23'],
    [{ startIndex: '4' }, { startIndex: 4, pageSize: 20, pageCount: 1, totalCount: 4 }, ''],
    [{ startIndex: '', pageSize: '', sortBy: '', filter: '', emailAddress: '' }, { totalCount: 4 }, '1234'],
  ])('EMU-KIBO-LIST-01 gives for %j the page %j', (query, expected, ids) => {
    expect(list(query)).toMatchObject(expected);
    expect(find(query)).toBe(ids);
  });

  it.each([
    ['startIndex', '-1'],
    ['startIndex', 'x'],
    ['pageSize', '0'],
    ['pageSize', '201'],
    ['pageSize', '1.5'],
    ['filter', 'nonsense'],
    ['filter', 'lastName like x'],
    ['filter', 'password eq x'],
    ['filter', 'lastName eq'],
    ['sortBy', 'nonsense desc'],
    ['sortBy', 'lastName down'],
    ['sortBy', 'password'],
  ])('EMU-KIBO-LIST-02 refuses %s=%s', (name, value) => {
    expect(find({ [name]: value })).toBe(name);
  });

  it('EMU-KIBO-LIST-03 has a largest page, which can be moved', () => {
    expect((list({ pageSize: '200' }) as KiboPage).pageSize).toBe(200);
    expect(find({ pageSize: '3' }, { maxPageSize: 2 })).toBe('pageSize');
  });

  it.each([
    ['emailAddress eq ana@EXAMPLE.org', '1'],
    ['lastName eq Horvat', '13'],
    ['lastName ne Horvat', '24'],
    ['lastName sw ČO', '2'],
    ['emailAddress cont example.org', '124'],
    ['isActive eq true', '134'],
    ['systemData.createdOn ge 2021-01-01T00:00:00.000Z', '23'],
    ['systemData.createdOn gt 2021-01-01T00:00:00.000Z', '3'],
    ['id le 2', '12'],
    ['id lt 2', '1'],
    ['isActive eq true and lastName eq Horvat', '13'],
    ['lastName eq Rock and roll eq fun', 'filter'],
    ['lastName sw Rock and roll', '4'],
  ])('EMU-KIBO-LIST-04 finds by the filter %j', (filter, ids) => {
    expect(find({ filter })).toBe(ids);
  });

  it('EMU-KIBO-LIST-05 finds by emailAddress, with the filter beside it, and tells case when told to', () => {
    expect(find({ emailAddress: 'ANA@example.org' })).toBe('1');
    expect(find({ emailAddress: 'ana@example.org', filter: 'isActive eq false' })).toBe('');
    expect(find({ emailAddress: 'ana@example.org' }, { filterCase: 'exact' })).toBe('');
    expect(find({ emailAddress: 'Ana@example.org' }, { filterCase: 'exact' })).toBe('1');
  });

  it.each([
    ['emailAddress desc', '4321'],
    ['lastName', '1342'],
    ['lastName asc, id desc', '3142'],
    ['isActive,emailAddress desc', '2431'],
    ['systemData.createdOn desc', '3214'],
  ])('EMU-KIBO-LIST-06 sorts by %j', (sortBy, ids) => {
    expect(find({ sortBy })).toBe(ids);
  });
});
