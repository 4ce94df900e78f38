import { describe, expect, it } from '@jest/globals';
import type { WireObject, WireValue } from '../json-value.ts';
import type { PlannedField, PlannedFields } from './plan-fields.ts';
import { toWriteRequest } from './write-request.ts';

/** JSON with a bigint as its digits; enough for values without strings of digits. */
const stringify = (value: WireObject) =>
  JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? `#${item.toString()}#` : item)).replaceAll(
    /"#(-?\d+)#"/g,
    '$1',
  );

const planned = (wireName: string, value: WireValue, secret = false): PlannedField => ({
  change: { field: wireName, from: null, to: secret ? '[secret]' : 'shown', effect: 'PLANNED' },
  wireName,
  value,
  secret,
});

function requestOf(fields: readonly PlannedField[], base?: WireObject, rest: Partial<PlannedFields> = {}) {
  const call = { method: 'PUT', path: '/x/1', stringify, ...(base && { base }) } as const;
  return toWriteRequest({ fields, warnings: [], problems: [], ...rest }, call);
}

describe('the request of a plan', () => {
  it('has the planned fields for its body', () => {
    const fields = [planned('a', 'x'), planned('b', null), planned('c', false)];
    expect(requestOf(fields)).toEqual({
      changes: fields.map(({ change }) => change),
      warnings: [],
      problems: [],
      request: {
        ...{ method: 'PUT', path: '/x/1', body: '{"a":"x","b":null,"c":false}' },
        shownBody: { a: 'x', b: null, c: false },
      },
    });
  });

  it('puts them into the document that is replaced', () => {
    const base = { id: 1, a: 'old', kept: { deep: [1] } };
    expect(requestOf([planned('a', 'new'), planned('z', 5)], base).request).toMatchObject({
      body: '{"id":1,"a":"new","kept":{"deep":[1]},"z":5}',
    });
    expect(base).toEqual({ id: 1, a: 'old', kept: { deep: [1] } });
  });

  it('keeps secrets out of what is shown', () => {
    const { request } = requestOf([planned('password', 'canary', true)], { password: 'older canary', a: 1 });
    expect(request?.body).toBe('{"password":"canary","a":1}');
    expect(request?.shownBody).toEqual({ password: '[secret]', a: 1 });
  });

  it('keeps every digit, on the wire and in what is shown', () => {
    const { request } = requestOf([planned('team', 9007199254740993n)], { id: 5n });
    expect(request?.body).toBe('{"id":5,"team":9007199254740993}');
    expect(JSON.stringify(request?.shownBody)).toBe(request?.body);
  });

  it('is none where nothing changes, whatever the document', () => {
    const warnings = [{ code: 'LOSSY', field: 'a', message: 'cut' }] as const;
    expect(requestOf([], { email: 'a@b.co' }, { warnings })).toEqual({
      changes: [],
      warnings,
      problems: [],
      request: null,
    });
  });

  it('is none where anything speaks against it, and neither are there changes', () => {
    const problems = [{ code: 'INVALID_VALUE', field: 'b', message: 'no' }] as const;
    expect(requestOf([planned('a', 'x')], {}, { problems })).toEqual({
      changes: [],
      warnings: [],
      problems,
      request: null,
    });
  });
});
