import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import { RecordingHttpClient, type PreparedAnswer } from '../../../test/support/recording-http-client.ts';
import type { Reading } from '../../domain/datasource.ts';
import type { Patch } from '../../domain/update.ts';
import { WacmDatasource } from './wacm.datasource.ts';
import type { WacmUser } from './wacm.wire.ts';

const data = {
  ...{ id: 67890, channelAccountId: 12345, firstName: 'John', lastName: 'Doe', email: 'john.doe@example.com' },
  ...{ userRole: 'Channel Account Admin', status: 'ACTIVE', verified: true, mfa: false, imageUrl: null },
  ...{ creationDate: '2023-12-19T09:35:47.598Z', address1: '123 Main St', address2: null, country: 'United States' },
  ...{ city: 'Boston', state: 'Massachusetts', zip: '02101', phone: '+1-555-123-4567', isSsoUser: false },
};
const done = (fields: object = {}): PreparedAnswer => ({
  json: {
    success: true,
    code: 'RES-I-0017',
    message: 'User has been successfully updated!',
    data: { ...data, ...fields },
  },
});
const { email } = data;

function create(...answers: readonly PreparedAnswer[]) {
  const http = new RecordingHttpClient(...answers);
  const clock = new ManualClock();
  return { http, clock, datasource: new WacmDatasource({ sourceId: 'wacm', http, clock }) };
}

async function update(patch: Patch, answer: PreparedAnswer, current: Reading<WacmUser> | null = null) {
  const { http, datasource } = create(answer);
  const request = { externalId: '67890', patch, current };
  const plan = datasource.planUpdate(request);
  const reading = await datasource.sendUpdate(request, plan);
  return { http, plan, reading, datasource };
}

describe('the WACM datasource, reading', () => {
  it('says that there is nothing to read with, without asking', async () => {
    const { http, datasource } = create();
    expect(datasource.capabilities).toMatchObject({ readOne: false, list: false });
    await expect(datasource.fetchAccount()).rejects.toMatchObject({ code: 'READ_NOT_SUPPORTED' });
    await expect(datasource.fetchPage()).rejects.toMatchObject({ code: 'READ_NOT_SUPPORTED' });
    expect(http.requests).toEqual([]);
  });

  it.each([
    ['67890', '67890'],
    ['9223372036854775807', '9223372036854775807'],
    ['9223372036854775808', null],
    ['0', null],
    ['067890', null],
    ['-1', null],
    ['1e3', null],
    ['..', null],
    ['', null],
  ])('takes %j for the key %j', (externalId, key) => {
    expect(create().datasource.canonicalId(externalId)).toBe(key);
  });
});

describe('the WACM datasource, updating', () => {
  it('sends one PUT and reads the answer', async () => {
    const { http, reading } = await update({ email, lastName: 'Doe' }, done());
    expect(http.requests).toEqual([
      {
        method: 'PUT',
        path: '/v1/channel-accounts/users/67890',
        body: '{"email":"john.doe@example.com","lastName":"Doe"}',
        headers: { 'content-type': 'application/json' },
      },
    ]);
    expect(reading.account).toMatchObject({
      id: 'wacm:67890',
      kind: 'USER',
      freshness: 'LIVE',
      observedAt: new Date(Date.UTC(2025, 0, 2, 3, 4, 5)),
      lastName: 'Doe',
    });
  });

  it('reads an answer of strings, and one without an envelope', async () => {
    const strings = { id: '67890', verified: 'True', mfa: 'False' };
    expect((await update({ email }, done(strings))).reading.account.mfaEnabled).toBe(false);
    expect((await update({ email }, { json: data })).reading.account.firstName).toBe('John');
  });

  it('keeps an id beyond a double whole, on the path and in the answer', async () => {
    const text = '{"success":true,"data":{"id":9007199254740993}}';
    const { http, datasource } = create({ text });
    const request = { externalId: '9007199254740993', patch: { email }, current: null };
    const reading = await datasource.sendUpdate(request, datasource.planUpdate(request));
    expect(http.requests[0]?.path).toBe('/v1/channel-accounts/users/9007199254740993');
    expect(reading.account.id).toBe('wacm:9007199254740993');
  });

  it.each([
    ['success: false inside 200', { json: { success: 'False', message: 'no' } }, 'UPSTREAM_REFUSED', 400],
    ['the short form inside 200', { json: { error: 'Invalid API key', code: 401 } }, 'UPSTREAM_CREDENTIALS', 401],
    ['a bad request', { status: 400, text: '{"message":"no"}' }, 'UPSTREAM_REFUSED', 400],
    ['a bad value', { status: 400, text: '{"message":"invalid email"}' }, 'INVALID_VALUE', 400],
    ['an unknown user', { status: 404 }, 'NOT_FOUND', 404],
    ['no body', { status: 204 }, 'UPSTREAM_MALFORMED', 204],
    ['a blank body', { text: ' ' }, 'UPSTREAM_MALFORMED', 200],
    ['success without a user', { json: { success: true, data: null } }, 'UPSTREAM_MALFORMED', 200],
    ['another user', done({ id: 67891 }), 'UPSTREAM_MALFORMED', 200],
    ['no document', { json: [] }, 'UPSTREAM_MALFORMED', 200],
    ['data without an id', { json: { success: true, data: {} } }, 'UPSTREAM_MALFORMED', 200],
    ['no word of success', { json: { data } }, 'UPSTREAM_MALFORMED', 200],
    ['HTML', { text: '<html>' }, 'UPSTREAM_MALFORMED', 200],
    ['a failure', { status: 500 }, 'UPSTREAM_UNAVAILABLE', 500],
  ] as const)('throws for %s', async (_what, answer, code, status) => {
    const error: unknown = await update({ email }, answer).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, details: { dispatched: true } });
    expect((error as { details: { status?: number } }).details.status).toBe(status);
  });

  it('keeps a password out of its errors, even where WACM repeats it', async () => {
    const answer = { status: 400, text: '{"message":"canary-pass is too short"}' };
    const failed = update({ email, password: 'canary-pass' }, answer);
    await expect(failed).rejects.toMatchObject({ message: 'The provider refused: [secret] is too short' });
  });

  it('sends nothing without a request', async () => {
    const { http, datasource } = create();
    const request = { externalId: '67890', patch: {}, current: null };
    await expect(datasource.sendUpdate(request, datasource.planUpdate(request))).rejects.toThrow(TypeError);
    expect(http.requests).toEqual([]);
  });
});

describe('the WACM datasource, verifying', () => {
  async function effects(patch: Patch, fields: object) {
    const { datasource, plan, reading } = await update({ email, ...patch }, done(fields));
    const changes = datasource.verifyChanges(plan.changes, reading);
    return Object.fromEntries(
      changes.filter(({ field }) => field !== 'email').map(({ field, effect }) => [field, effect]),
    );
  }

  it.each([
    [{ active: false }, { status: 'DEACTIVATED' }, { active: 'APPLIED' }],
    [{ active: false }, { status: 'ACTIVE' }, { active: 'DROPPED_BY_PROVIDER' }],
    [{ active: true }, { status: 'Deactivated' }, { active: 'DROPPED_BY_PROVIDER' }],
    [{ reinstate: true }, { status: 'Active' }, { reinstate: 'APPLIED' }],
    [{ reinstate: true }, { status: 'DEACTIVATED' }, { reinstate: 'DROPPED_BY_PROVIDER' }],
    [{ reinstate: true, mfa: false }, { status: 'Pending' }, { reinstate: 'UNVERIFIED', mfa: 'APPLIED' }],
    [{ active: false }, { status: 'Locked' }, { active: 'UNVERIFIED' }],
    [{ mfa: true }, { mfa: 'False' }, { mfa: 'DROPPED_BY_PROVIDER' }],
    [{ password: 'x' }, {}, { password: 'UNVERIFIED' }],
    [{ 'address.region': 'Ohio' }, { state: 'Ohio' }, { 'address.region': 'APPLIED' }],
    [{ 'address.region': 'Ohio' }, { stateName: 'Ohio' }, { 'address.region': 'DROPPED_BY_PROVIDER' }],
    [{ 'address.line2': null }, { address2: '' }, { 'address.line2': 'APPLIED' }],
    [{ 'address.line1': null }, { address1: null }, { 'address.line1': 'APPLIED' }],
    [{ 'address.line1': null }, {}, { 'address.line1': 'DROPPED_BY_PROVIDER' }],
  ])('of %j answered by %j finds %j', async (patch, fields, expected) => {
    expect(await effects(patch, fields)).toEqual(expected);
  });

  it('does not mind the case of an address', async () => {
    const { datasource, plan, reading } = await update({ email: 'John.Doe@Example.com' }, done());
    expect(datasource.verifyChanges(plan.changes, reading)).toMatchObject([{ field: 'email', effect: 'APPLIED' }]);
  });
});

describe('the WACM datasource, translating', () => {
  it('picks the word for ACTIVE by the snapshot, and says where it rests on it', async () => {
    const { datasource } = create();
    const active = (await update({ email }, done())).reading;
    const deactivated = (await update({ email }, done({ status: 'DEACTIVATED' }))).reading;
    const patch = { email, status: 'ACTIVE' };
    expect(datasource.translatePatch(patch, null)).toMatchObject({ patch: { email, active: true }, warnings: [] });
    expect(datasource.translatePatch(patch, deactivated)).toMatchObject({
      patch: { email, reinstate: true },
      names: { reinstate: 'status' },
      warnings: [],
    });
    expect(datasource.translatePatch(patch, active)).toMatchObject({
      patch: { email },
      warnings: [{ code: 'STALE_BASE', field: 'status' }],
    });
    expect(datasource.translatePatch({ email }, active).warnings).toEqual([]);
  });
});
