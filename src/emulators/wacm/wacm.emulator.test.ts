import { afterEach, describe, expect, it } from '@jest/globals';
import type { Emulator, Fields } from '../shared/emulator.ts';
import { refusedWithOk } from './wacm.answers.ts';
import { createWacmEmulator, demoCredentials } from './wacm.emulator.ts';
import type { WacmEmulatorOptions } from './wacm.emulator.ts';

const ACTIVE = '67001';
const EMAIL = 'ivana.horvat@adriatic.example';
const PENDING = '67003';
const DEACTIVATED_LARGE = '9007199254740995';
const SSO = '67012';

describe('the WACM emulator', () => {
  let emulator: Emulator;
  let origin: string;

  async function start(options: WacmEmulatorOptions = {}): Promise<void> {
    emulator = createWacmEmulator(options);
    origin = await emulator.listen();
  }
  afterEach(() => emulator.close());

  function basic({ username, password } = demoCredentials): string {
    return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
  }

  async function put(id: string, body: unknown, headers: Record<string, string> = {}) {
    const answer = await fetch(`${origin}/api/v1/channel-accounts/users/${id}`, {
      method: 'PUT',
      headers: { Authorization: basic(), 'Content-Type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  }

  /** An update of a user that keeps its address, with the answer read. */
  async function change(id: string, fields: Fields) {
    const answer = await put(id, { email: emulator.account(id)?.email, ...fields });
    return { status: answer.status, body: JSON.parse(answer.text) as Fields & { data: Fields } };
  }

  describe('authentication', () => {
    it.each([
      ['none', ''],
      ['a wrong key', `Basic ${Buffer.from('demo@wacm.example:wrong').toString('base64')}`],
      ['a wrong name', `Basic ${Buffer.from('demo:demo-wacm-api-key').toString('base64')}`],
      ['no colon', `Basic ${Buffer.from('demo').toString('base64')}`],
      ['a bearer token', 'Bearer demo-wacm-api-key'],
    ])('EMU-WACM-AUTH-01 is required: %s', async (_name, Authorization) => {
      await start();
      const answer = await put(ACTIVE, { email: EMAIL }, { Authorization });
      expect([answer.status, JSON.parse(answer.text)]).toEqual([401, { error: 'Invalid API key', code: 401 }]);
    });

    it('EMU-WACM-AUTH-02 reads credentials as UTF-8, colons in the key included', async () => {
      const credentials = { username: 'željko@wacm.example', password: 'ključ:上海' };
      await start({ credentials });
      expect((await put(ACTIVE, { email: EMAIL }, { Authorization: basic(credentials) })).status).toBe(200);
      const latin1 = `Basic ${Buffer.from('željko@wacm.example:ključ:上海', 'latin1').toString('base64')}`;
      expect((await put(ACTIVE, { email: EMAIL }, { Authorization: latin1 })).status).toBe(401);
    });
  });

  describe('PUT', () => {
    it('EMU-WACM-PUT-01 changes the named fields only, and answers in the page’s envelope', async () => {
      await start();
      const before = emulator.account(ACTIVE);
      const { status, body } = await change(ACTIVE, { firstName: 'John', stateName: 'Massachusetts', zip: '02101' });
      const after = { ...before, firstName: 'John', state: 'Massachusetts', zip: '02101' };
      expect([status, body]).toEqual([
        200,
        { success: true, code: 'RES-I-0017', message: 'User has been successfully updated!', data: after },
      ]);
      expect(emulator.account(ACTIVE)).toEqual(after);
      expect(emulator.requests.at(-1)).toMatchObject({ kind: 'write', applied: true, status: 200 });
    });

    it('EMU-WACM-PUT-02 takes every field of the page’s full example', async () => {
      await start();
      const { body } = await change(ACTIVE, {
        ...{ firstName: 'John', lastName: 'Doe', email: 'john.doe2@example.com', userRole: 'Channel Account Viewer' },
        ...{ active: true, reinstate: false, mfa: true, address1: '123 Main St', address2: 'Floor 2', city: 'Boston' },
        ...{ country: 'United States', stateName: 'Massachusetts', zip: '02101', phone: '+1-555-123-4567' },
        password: 'canary-password',
      });
      expect(body.data).toEqual({
        ...{ id: 67001, channelAccountId: 12346, creationDate: '2019-01-01T00:00:00.000Z', isSsoUser: false },
        ...{ firstName: 'John', lastName: 'Doe', email: 'john.doe2@example.com', userRole: 'Channel Account Viewer' },
        ...{ status: 'ACTIVE', verified: true, mfa: true, address1: '123 Main St', address2: 'Floor 2' },
        ...{ city: 'Boston', country: 'United States', state: 'Massachusetts', zip: '02101', phone: '+1-555-123-4567' },
      });
      expect(JSON.stringify(emulator.accounts(), (_key, value: unknown) => String(value))).not.toContain('canary');
    });

    it('EMU-WACM-PUT-03 ignores what cannot be written', async () => {
      await start();
      const before = emulator.account(ACTIVE);
      const fields = { id: 1, channelAccountId: 1, verified: false, status: 'X', isSsoUser: true, state: 'X', odd: 1 };
      expect((await change(ACTIVE, fields)).status).toBe(200);
      expect(emulator.account(ACTIVE)).toEqual(before);
    });

    it('EMU-WACM-PUT-04 deactivates with active, and comes back with reinstate alone', async () => {
      await start();
      const statusAfter = async (fields: Fields) => (await change(ACTIVE, fields)).body.data.status;
      expect(await statusAfter({ active: false })).toBe('DEACTIVATED');
      expect(await statusAfter({ active: true })).toBe('DEACTIVATED');
      expect(await statusAfter({ reinstate: false })).toBe('DEACTIVATED');
      expect(await statusAfter({ reinstate: true })).toBe('ACTIVE');
      expect(await statusAfter({ reinstate: true, active: true })).toBe('ACTIVE');
    });

    it('EMU-WACM-PUT-05 leaves other states alone when asked to reinstate, and keeps 64-bit ids whole', async () => {
      await start();
      expect((await change(PENDING, { reinstate: true })).body.data.status).toBe('PENDING');
      const { text } = await put(DEACTIVATED_LARGE, { email: 'large@example.org', reinstate: true });
      expect(text).toContain(`"id":${DEACTIVATED_LARGE}`);
      expect(emulator.account(DEACTIVATED_LARGE)?.status).toBe('ACTIVE');
    });

    it('EMU-WACM-PUT-06 brings back with active: true, and never enables MFA, where told to', async () => {
      await start({ activeReinstates: true, mfaCanBeEnabled: false });
      await change(ACTIVE, { active: false, mfa: false });
      expect((await change(ACTIVE, { active: true, mfa: true })).body.data).toMatchObject({
        status: 'ACTIVE',
        mfa: false,
      });
    });

    it('EMU-WACM-PUT-12 disables MFA, and leaves it alone where it is not named', async () => {
      await start();
      emulator.put(ACTIVE, { mfa: true });
      expect((await change(ACTIVE, {})).body.data.mfa).toBe(true);
      expect((await change(ACTIVE, { mfa: false })).body.data.mfa).toBe(false);
    });

    it('EMU-WACM-PUT-07 clears with "" and ignores null, or as told', async () => {
      await start();
      const fields = { phone: '', city: null, active: null };
      expect((await change(ACTIVE, fields)).body.data).toMatchObject({ phone: '', city: 'Zagreb', status: 'ACTIVE' });
      await emulator.close();
      await start({ nulls: 'clear', emptyStrings: 'ignore' });
      expect((await change(ACTIVE, fields)).body.data).toMatchObject({ phone: '+385 91 555-0001', city: null });
      await emulator.close();
      await start({ nulls: 'refuse', emptyStrings: 'refuse' });
      expect((await change(ACTIVE, fields)).body.errors).toEqual({
        phone: ['phone cannot be empty.'],
        city: ['city must not be null.'],
        active: ['active must not be null.'],
      });
    });

    it.each<[string, unknown, Record<string, string[]> | null, string?]>([
      [ACTIVE, {}, { email: ['email cannot be empty.'] }],
      [ACTIVE, { email: '' }, { email: ['email cannot be empty.'] }],
      [ACTIVE, { email: null }, { email: ['email cannot be empty.'] }],
      [ACTIVE, { email: 'no address' }, { email: ['email must be a valid e-mail address.'] }],
      [ACTIVE, { email: 'Durdica.Covic@example.org' }, { email: ['email must be unique.'] }],
      [ACTIVE, { email: EMAIL, active: 'False' }, { active: ['active must be a boolean.'] }],
      [ACTIVE, { email: EMAIL, mfa: 0 }, { mfa: ['mfa must be a boolean.'] }],
      [ACTIVE, { email: EMAIL, zip: 2101 }, { zip: ['zip must be a string.'] }],
      [ACTIVE, { email: EMAIL, city: 'x'.repeat(4001) }, { city: ['city must have at most 4000 characters.'] }],
      [ACTIVE, { email: EMAIL, password: '' }, { password: ['password cannot be empty.'] }],
      [PENDING, { email: 'new@example.org', password: 'secret' }, { password: ['User must be verified.'] }],
      [
        ACTIVE,
        { email: EMAIL, active: false, reinstate: true },
        { reinstate: ['reinstate cannot be true if active is false.'] },
      ],
      [SSO, { email: 'new@example.org' }, null, 'SSO users cannot be updated'],
      [ACTIVE, '{', null, 'Request body must be a JSON object'],
      [ACTIVE, '[]', null, 'Request body must be a JSON object'],
      ['x1', { email: EMAIL }, null, 'userId must be an integer'],
    ])('EMU-WACM-PUT-08 refuses user %s and %j', async (id, body, errors, message = 'Bad request') => {
      await start();
      const before = emulator.accounts();
      const answer = await put(id, body);
      expect([answer.status, JSON.parse(answer.text)]).toEqual([
        400,
        { success: false, code: 'RES-E-0017', message, data: null, errors },
      ]);
      expect(emulator.accounts()).toEqual(before);
    });

    it('EMU-WACM-PUT-09 answers 404 for an unknown user and 415 for a form', async () => {
      await start();
      const unknown = await put('1', { email: EMAIL });
      expect([unknown.status, JSON.parse(unknown.text)]).toMatchObject([404, { message: 'User not found' }]);
      const form = await put(ACTIVE, 'email=x', { 'Content-Type': 'application/x-www-form-urlencoded' });
      expect(form.status).toBe(415);
    });

    it('EMU-WACM-PUT-10 refuses a user that became an SSO user, whatever is sent', async () => {
      await start();
      emulator.put(ACTIVE, { isSsoUser: true });
      expect((await change(ACTIVE, {})).status).toBe(400);
    });

    it('EMU-WACM-PUT-11 drops the fields it was told to drop', async () => {
      await start({ dropFields: ['state'] });
      expect((await change(ACTIVE, { stateName: 'X', city: 'Y' })).body.data).toMatchObject({
        state: 'Grad Zagreb',
        city: 'Y',
      });
    });
  });

  it('EMU-WACM-READ-01 has no read endpoint, and none without the prefix', async () => {
    await start();
    const headers = { Authorization: basic() };
    for (const path of ['/api/v1/channel-accounts/users/67001', '/v1/channel-accounts/users/67001', '/']) {
      const answer = await fetch(origin + path, { headers });
      expect([answer.status, await answer.json()]).toEqual([404, { error: 'Not Found', code: 404 }]);
    }
  });

  it('EMU-WACM-STRINGS-01 answers like the page’s examples, and takes their booleans', async () => {
    await start({ stringScalars: true });
    const { body } = await change(ACTIVE, { active: 'False', reinstate: 'False', mfa: 'True' });
    expect(body).toMatchObject({
      success: 'True',
      data: { id: '67001', channelAccountId: '12346', status: 'DEACTIVATED', mfa: 'True', isSsoUser: 'False' },
    });
    expect((await change(ACTIVE, { active: 'false' })).status).toBe(400);
    expect(emulator.account(ACTIVE)).toMatchObject({ id: 67001, mfa: true });
  });

  it('EMU-WACM-FAULT-01 says success: false on HTTP 200, and applies nothing', async () => {
    await start();
    emulator.faults.add({ times: 1, fault: refusedWithOk('Quota exceeded') });
    const { status, body } = await change(ACTIVE, { firstName: 'New' });
    expect([status, body]).toMatchObject([200, { success: false, message: 'Quota exceeded', data: null }]);
    expect(emulator.account(ACTIVE)?.firstName).toBe('Ivana');
    expect((await change(ACTIVE, { firstName: 'New' })).body.success).toBe(true);
  });

  it('EMU-WACM-FAULT-02 shows the unchanged user under ok-without-apply', async () => {
    await start();
    emulator.faults.add({ fault: { type: 'ok-without-apply' } });
    expect((await change(ACTIVE, { firstName: 'New' })).body).toMatchObject({
      success: true,
      data: { firstName: 'Ivana' },
    });
    expect(emulator.requests.at(-1)?.applied).toBe(false);
  });
});
