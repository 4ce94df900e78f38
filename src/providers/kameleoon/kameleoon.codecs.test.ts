import { describe, expect, it } from '@jest/globals';
import { stringifyJson } from '../../http/json.ts';
import type { JsonValue } from '../../domain/json-value.ts';
import { localeCodec, rolesCodec, solutionsCodec } from './kameleoon.codecs.ts';

describe('solutions', () => {
  const codec = solutionsCodec();

  it.each([[[]], [['WEB_EXPERIMENTATION']], [['FEATURE_EXPERIMENTATION', 'WEB_EXPERIMENTATION']]])(
    'may be %j',
    (value) => {
      expect(codec.accept(value)).toEqual({ ok: true, value });
      expect(codec.toWire(value)).toEqual(value);
    },
  );

  it.each([
    'WEB_EXPERIMENTATION',
    ['web_experimentation'],
    ['WEB_EXPERIMENTATION', 'WEB_EXPERIMENTATION'],
    ['WEB_EXPERIMENTATION', null],
    [['WEB_EXPERIMENTATION']],
    5,
    {},
  ] as JsonValue[])('may not be %j', (value) => {
    expect(codec.accept(value)).toEqual({ ok: false, expected: expect.stringMatching(/^a list of WEB_/) });
  });

  it('are shown in any order, but not in part', () => {
    const [web, feature] = codec.allowedValues ?? [];
    if (web === undefined || feature === undefined) throw new Error('two solutions are known');
    expect(codec.isShown([web, feature], [feature, web])).toBe(true);
    expect(codec.isShown([web], [feature, web])).toBe(false);
    expect(codec.isShown([web], null)).toBe(false);
  });
});

describe('roles', () => {
  const codec = rolesCodec();
  const accepted = (value: JsonValue) => {
    const verdict = codec.accept(value);
    return verdict.ok ? verdict.value : null;
  };

  it('are completed, and carry their ids as numbers with all digits', () => {
    const roles = accepted([
      { name: 'ROLE_SITE_ADMIN', sites: ['9007199254740993', '123'] },
      { name: 'NEW', privileges: ['P'] },
    ]);
    expect(roles).toEqual([
      { name: 'ROLE_SITE_ADMIN', customers: [], sites: ['9007199254740993', '123'], privileges: [] },
      { name: 'NEW', customers: [], sites: [], privileges: ['P'] },
    ]);
    expect(stringifyJson(codec.toWire(roles ?? []))).toBe(
      '[{"name":"ROLE_SITE_ADMIN","customers":[],"sites":[9007199254740993,123],"privileges":[]},' +
        '{"name":"NEW","customers":[],"sites":[],"privileges":["P"]}]',
    );
  });

  it('may be none, and take null within for an empty list', () => {
    expect(accepted([])).toEqual([]);
    expect(accepted([{ name: 'A', customers: null, sites: null, privileges: null }])).toEqual([
      { name: 'A', customers: [], sites: [], privileges: [] },
    ]);
  });

  it.each([
    'ROLE_SITE_ADMIN',
    ['ROLE_SITE_ADMIN'],
    [null],
    [[]],
    [{}],
    [{ name: '' }],
    [{ name: 5 }],
    [{ name: 'A', sites: [5] }],
    [{ name: 'A', sites: ['0'] }],
    [{ name: 'A', sites: ['1.5'] }],
    [{ name: 'A', sites: ['9223372036854775808'] }],
    [{ name: 'A', customers: '5' }],
    [{ name: 'A', privileges: [5] }],
  ] as JsonValue[])('may not be %j', (value) => {
    expect(codec.accept(value)).toMatchObject({ ok: false });
  });

  it('are shown in any order, within and without', () => {
    const a = { name: 'A', customers: ['1', '2'], sites: [], privileges: ['P', 'Q'] };
    const b = { name: 'B', customers: [], sites: ['3'], privileges: [] };
    const aTurned = { ...a, customers: ['2', '1'], privileges: ['Q', 'P'] };
    expect(codec.isShown([a, b], [b, aTurned])).toBe(true);
    expect(codec.isShown([a, b], [a])).toBe(false);
    expect(codec.isShown([a], [{ ...a, privileges: ['P'] }])).toBe(false);
    expect(codec.isShown([a], null)).toBe(false);
  });
});

describe('the locale', () => {
  const codec = localeCodec();

  it.each(['fr', 'en', 'de'])('may be %s', (value) => {
    expect(codec.accept(value)).toEqual({ ok: true, value });
    expect(codec.toWire(value)).toBe(value);
  });

  it.each([
    ['en-GB', 'en'],
    ['de-Latn-AT', 'de'],
    ['FR', 'fr'],
  ])('loses something in %s', (value, sent) => {
    expect(codec.accept(value)).toEqual({ ok: true, value: sent, lossy: expect.stringContaining(`"${sent}"`) });
  });

  it.each(['hr', 'english', 'en_GB', 'en-', '', 5, null, ['en']])('may not be %j', (value) => {
    expect(codec.accept(value)).toEqual({ ok: false, expected: 'one of fr, en, de' });
  });

  it('is shown as it was sent', () => {
    expect(codec.isShown('en', 'en')).toBe(true);
    expect(codec.isShown('en', 'fr')).toBe(false);
  });
});
