import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Reading } from '../../domain/datasource.ts';
import { readAccount } from '../../domain/fields/read-account.ts';
import type { Patch } from '../../domain/update.ts';
import { emptyWacmDetails, wacmFields } from './wacm.mapping.ts';
import { planWacmUpdate } from './wacm.plan.ts';
import { parseWacmUser, type WacmUser } from './wacm.wire.ts';

const email = 'john.doe@example.com';

function snapshot(fields: Readonly<Record<string, unknown>> = {}): Reading<WacmUser> {
  const wire = parseWacmUser({ id: 67890, email, firstName: 'John', status: 'ACTIVE', verified: true, ...fields });
  if (wire === null) throw new Error('not a user');
  const account = readAccount(
    wacmFields,
    { wire, details: emptyWacmDetails() },
    {
      ...{ sourceId: 'wacm', provider: 'WACM', externalId: wire.id, kind: 'USER' },
      observedAt: new Date('2026-01-02T03:04:05Z'),
      freshness: 'SNAPSHOT',
    },
  );
  return { account, wire };
}

const plan = (patch: Patch, current: Reading<WacmUser> | null = null) =>
  planWacmUpdate({ externalId: '67890', patch, current });
const bodyOf = (patch: Patch, current: Reading<WacmUser> | null = null) => plan(patch, current).request?.body;
const problemsOf = (patch: Patch, current: Reading<WacmUser> | null = null) =>
  plan(patch, current).problems.map(({ code, field }) => [code, field]);

const TEXTS = [
  ...(['firstName', 'lastName', 'phone', 'userRole'] as const).map((name) => [name, name] as const),
  ['address.line1', 'address1'],
  ['address.line2', 'address2'],
  ['address.city', 'city'],
  ['address.region', 'stateName'],
  ['address.postalCode', 'zip'],
  ['address.country', 'country'],
] as const;
const BOOLEANS = ['active', 'reinstate', 'mfa'] as const;

describe('planning a WACM update of an unknown user', () => {
  it('plans nothing for an empty patch', () => {
    expect(plan({})).toEqual({ changes: [], warnings: [], problems: [], request: null });
  });

  it('puts the page’s full example on the wire', () => {
    const patch = {
      ...{
        firstName: 'John',
        lastName: 'Doe',
        email,
        userRole: 'Channel Account Admin',
        active: true,
        reinstate: true,
      },
      ...{ mfa: true, 'address.line1': '123 Main St', 'address.city': 'Boston', 'address.country': 'United States' },
      ...{ 'address.region': 'Massachusetts', 'address.postalCode': '02101', phone: '+1-555-123-4567' },
    };
    const { request } = plan(patch);
    expect(request).toMatchObject({ method: 'PUT', path: '/v1/channel-accounts/users/67890' });
    const body = {
      ...{
        firstName: 'John',
        lastName: 'Doe',
        email,
        userRole: 'Channel Account Admin',
        active: true,
        reinstate: true,
      },
      ...{ mfa: true, address1: '123 Main St', city: 'Boston', country: 'United States', stateName: 'Massachusetts' },
      ...{ zip: '02101', phone: '+1-555-123-4567' },
    };
    expect(JSON.parse(request?.body ?? '')).toEqual(body);
    expect(request?.shownBody).toEqual(body);
  });

  it('sends the page’s minimal example for the address alone', () => {
    expect(bodyOf({ email })).toBe(`{"email":"${email}"}`);
  });

  it.each(TEXTS)('sends %s as %s: a value, "" and null for none', (name, wireName) => {
    expect(bodyOf({ email, [name]: 'Zürich' })).toBe(`{"email":"${email}","${wireName}":"Zürich"}`);
    expect(bodyOf({ email, [name]: '' })).toBe(`{"email":"${email}","${wireName}":""}`);
    expect(bodyOf({ email, [name]: null })).toBe(`{"email":"${email}","${wireName}":""}`);
    expect(plan({ email, [name]: null }).warnings).toMatchObject([{ code: 'ASSUMED_SEMANTICS', field: name }]);
    expect(plan({ email, [name]: 'x' }).warnings).toEqual([]);
    for (const wrong of [5, true, ['x'], {}]) {
      expect(problemsOf({ email, [name]: wrong })).toEqual([['INVALID_VALUE', name]]);
    }
  });

  it.each(BOOLEANS)('sends %s as a JSON boolean, and refuses null and words', (name) => {
    expect(bodyOf({ email, [name]: true })).toBe(`{"email":"${email}","${name}":true}`);
    expect(problemsOf({ email, [name]: null })).toEqual([['FIELD_NOT_CLEARABLE', name]]);
    expect(problemsOf({ email, [name]: 'False' })).toEqual([['INVALID_VALUE', name]]);
  });

  it('sends false where it means something, and never for reinstate', () => {
    expect(bodyOf({ email, active: false })).toBe(`{"email":"${email}","active":false}`);
    expect(bodyOf({ email, mfa: false })).toBe(`{"email":"${email}","mfa":false}`);
    expect(bodyOf({ email, reinstate: false })).toBe(`{"email":"${email}"}`);
    expect(plan({ email, reinstate: false }).changes.map(({ field }) => field)).toEqual(['email']);
  });

  it('sends a password and shows it nowhere', () => {
    const { request, changes } = plan({ email, password: 'canary-pass-word' });
    expect(request?.body).toBe(`{"email":"${email}","password":"canary-pass-word"}`);
    expect(request?.shownBody).toEqual({ email, password: '[secret]' });
    expect(changes).toContainEqual({ field: 'password', from: null, to: '[secret]', effect: 'PLANNED' });
    expect(JSON.stringify([request?.shownBody, changes])).not.toContain('canary');
    expect(problemsOf({ email, password: null })).toEqual([['FIELD_NOT_CLEARABLE', 'password']]);
    expect(problemsOf({ email, password: '' })).toEqual([['INVALID_VALUE', 'password']]);
    expect(JSON.stringify(plan({ email, password: ['canary'] }))).not.toContain('canary');
  });

  it.each([
    ['absent', { firstName: 'A' }, 'REQUIRED_BY_PROVIDER'],
    ['null', { firstName: 'A', email: null }, 'REQUIRED_BY_PROVIDER'],
    ['null alone', { email: null }, 'REQUIRED_BY_PROVIDER'],
    ['empty', { firstName: 'A', email: '' }, 'INVALID_VALUE'],
    ['no address', { firstName: 'A', email: 'john' }, 'INVALID_VALUE'],
    ['a number', { firstName: 'A', email: 5 }, 'INVALID_VALUE'],
  ] as const)('refuses an e-mail address that is %s', (_what, patch, code) => {
    const { problems, request } = plan(patch);
    expect(problems.map((problem) => [problem.code, problem.field])).toEqual([[code, 'email']]);
    expect(problems[0]?.message).toMatch(/e-mail address/);
    expect(request).toBeNull();
    // The snapshot's address is not put in its place.
    expect(plan(patch, snapshot()).problems).toEqual(problems);
  });

  it('refuses to deactivate and reinstate at once, naming both', () => {
    const { problems, request, changes } = plan({ email, active: false, reinstate: true });
    expect(problems.map(({ code, field }) => [code, field])).toEqual([
      ['FORBIDDEN_COMBINATION', 'active'],
      ['FORBIDDEN_COMBINATION', 'reinstate'],
    ]);
    for (const { message } of problems) expect(message).toMatch(/active.*reinstate/);
    expect([request, changes]).toEqual([null, []]);
    expect(problemsOf({ email, active: false, reinstate: false })).toEqual([]);
  });

  it('refuses fields that only come back', () => {
    const names = [
      'status',
      'verified',
      'sso',
      'createdAt',
      'avatarUrl',
      'roles',
      'channelAccountId',
      'mfaEnabled',
      'id',
    ];
    const patch = Object.fromEntries(names.map((name) => [name, 'x']));
    expect(problemsOf({ email, ...patch }).toSorted()).toEqual(
      names.map((name) => ['FIELD_NOT_WRITABLE', name]).toSorted(),
    );
  });

  it('says everything that is wrong at once', () => {
    expect(problemsOf({ firstName: 5, mfa: null, active: false, reinstate: true })).toEqual([
      ['REQUIRED_BY_PROVIDER', 'email'],
      ['INVALID_VALUE', 'firstName'],
      ['FIELD_NOT_CLEARABLE', 'mfa'],
      ['FORBIDDEN_COMBINATION', 'active'],
      ['FORBIDDEN_COMBINATION', 'reinstate'],
    ]);
  });
});

describe('planning a WACM update over a snapshot', () => {
  it('drops what the snapshot shows, and still sends the address', () => {
    const { changes, request, warnings } = plan({ email, firstName: 'John', lastName: 'Doe' }, snapshot());
    expect(request?.body).toBe(`{"email":"${email}","lastName":"Doe"}`);
    expect(changes).toEqual([{ field: 'lastName', from: null, to: 'Doe', effect: 'PLANNED' }]);
    expect(warnings).toMatchObject([{ code: 'STALE_BASE', field: null }]);
    expect(warnings[0]?.message).toMatch(/2026-01-02T03:04:05.000Z\) shows it: firstName\.$/);
  });

  it('has nothing to send where all of it is so already, and says what that rests on', () => {
    for (const patch of [
      { email },
      { email, firstName: 'John' },
      { email, active: true },
      { email, reinstate: true },
    ]) {
      const { request, changes, warnings } = plan(patch, snapshot());
      expect([request, changes]).toEqual([null, []]);
      expect(warnings.map(({ code }) => code)).toEqual(['STALE_BASE']);
    }
  });

  it('has no such warning where nothing was left out', () => {
    expect(plan({ email, lastName: 'Doe' }, snapshot()).warnings).toEqual([]);
    expect(plan({ email, lastName: 'Doe', reinstate: false }, snapshot()).warnings).toEqual([]);
    expect(plan({ firstName: 'John' }, snapshot()).warnings).toEqual([]);
  });

  it('sends an address that differs, if only by case', () => {
    expect(bodyOf({ email: 'John.Doe@example.com' }, snapshot())).toBe('{"email":"John.Doe@example.com"}');
  });

  it('takes null and "" for the same emptiness', () => {
    expect(plan({ email, 'address.line2': null }, snapshot()).request).toBeNull();
    expect(plan({ email, 'address.line2': '' }, snapshot()).request).toBeNull();
    expect(plan({ email, firstName: null }, snapshot({ firstName: '' })).request).toBeNull();
  });

  it.each([
    ['ACTIVE', { active: true }, false],
    ['ACTIVE', { active: false }, true],
    ['ACTIVE', { reinstate: true }, false],
    ['Deactivated', { active: false }, false],
    ['Deactivated', { active: true }, true],
    ['Deactivated', { reinstate: true }, true],
    ['Locked', { active: true }, true],
    ['Locked', { active: false }, true],
    ['Locked', { reinstate: true }, true],
  ])('of a user who is %s and the patch %j', (status, patch, isSent) => {
    expect(plan({ email, ...patch }, snapshot({ status })).request !== null).toBe(isSent);
  });

  it('refuses a change of an SSO user, and says how that is known', () => {
    const { problems, request } = plan({ email, firstName: 'Jack' }, snapshot({ isSsoUser: 'True' }));
    expect(problems).toMatchObject([{ code: 'FIELD_NOT_WRITABLE', field: null }]);
    expect(problems[0]?.message).toMatch(/SSO.*2026-01-02/);
    expect(request).toBeNull();
    expect(problemsOf({ email, firstName: 'Jack' }, snapshot({ isSsoUser: 'False' }))).toEqual([]);
    // Nothing changes, so nothing is refused.
    expect(problemsOf({ email }, snapshot({ isSsoUser: true }))).toEqual([]);
  });

  it('refuses a password of a user who is known to be unverified', () => {
    const patch = { email, password: 'secret' };
    expect(problemsOf(patch, snapshot({ verified: 'False' }))).toEqual([['FIELD_NOT_WRITABLE', 'password']]);
    expect(problemsOf(patch, snapshot({ verified: null }))).toEqual([]);
    expect(problemsOf(patch, snapshot())).toEqual([]);
    expect(problemsOf({ email, firstName: 'Jack' }, snapshot({ verified: false }))).toEqual([]);
  });
});

describe('the body of a WACM update', () => {
  const patches = fc.record(
    {
      ...Object.fromEntries(TEXTS.map(([name]) => [name, fc.option(fc.string({ unit: 'binary' }))])),
      active: fc.boolean(),
      mfa: fc.boolean(),
      reinstate: fc.boolean(),
    },
    { requiredKeys: [] },
  );

  it('holds the address and the named fields, and nothing else', () => {
    fc.assert(
      fc.property(patches, (fields) => {
        fc.pre(!(fields.active === false && fields.reinstate === true));
        const sent = Object.keys(fields).filter((name) => name !== 'reinstate' || fields.reinstate === true);
        const wireNames = new Map<string, string>(TEXTS);
        const body = JSON.parse(bodyOf({ email, ...fields }) ?? '') as Record<string, unknown>;
        expect(Object.keys(body).toSorted()).toEqual(
          ['email', ...sent.map((name) => wireNames.get(name) ?? name)].toSorted(),
        );
        for (const [name, wireName] of TEXTS) {
          if (name in fields) expect(body[wireName]).toBe((fields as Patch)[name] ?? '');
        }
      }),
    );
  });
});
