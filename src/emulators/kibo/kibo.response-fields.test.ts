import { describe, expect, it } from '@jest/globals';
import { selectResponseFields } from './kibo.response-fields.ts';

const USER = { id: '1', emailAddress: 'a@example.org', systemData: { isLocked: true, createdOn: 'then' }, roles: null };
const PAGE = { totalCount: 2, items: [USER, { ...USER, id: '2' }] };

describe('Kibo’s responseFields', () => {
  it.each([
    [null, USER],
    ['', USER],
    ['id,emailAddress', { id: '1', emailAddress: 'a@example.org' }],
    [' id , roles ', { id: '1', roles: null }],
    ['systemData(isLocked),id', { id: '1', systemData: { isLocked: true } }],
    ['systemData', { systemData: USER.systemData }],
    ['nothing', {}],
  ])('EMU-KIBO-FIELDS-01 leaves, of a user, for %j', (responseFields, expected) => {
    expect(selectResponseFields(USER, responseFields)).toEqual(expected);
  });

  it.each([
    ['items(id,systemData(createdOn)),totalCount', [{ id: '1', systemData: { createdOn: 'then' } }], 2],
    ['items(id)', [{ id: '1' }], undefined],
    ['items(id', [{ id: '1' }], undefined],
  ])('EMU-KIBO-FIELDS-02 goes inside lists for %j', (responseFields, [first], totalCount) => {
    const selected = selectResponseFields(PAGE, responseFields) as Partial<typeof PAGE>;
    expect(selected.items?.[0]).toEqual(first);
    expect(selected.totalCount).toBe(totalCount);
  });
});
