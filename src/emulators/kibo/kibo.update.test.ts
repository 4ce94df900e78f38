import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Emulator, Fields } from '../shared/emulator.ts';
import { createKiboEmulator, demoCredentials } from './kibo.emulator.ts';
import type { KiboEmulatorOptions } from './kibo.emulator.ts';

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
const UPDATED_ON = '2026-01-02T03:04:05.000Z';
const LEAST = { emailAddress: 'neu@example.org', firstName: 'Ž', lastName: "O'Neu" };

let emulator: Emulator;
let origin: string;
let id: string;

async function start(options: KiboEmulatorOptions = {}): Promise<void> {
  await emulator.close();
  emulator = createKiboEmulator({ now: () => NOW, ...options });
  origin = await emulator.listen();
}

async function call(method: string, path: string, body?: unknown, contentType = 'application/json') {
  const grant = {
    client_id: demoCredentials.clientId,
    client_secret: demoCredentials.clientSecret,
    grant_type: 'client_credentials',
  };
  const granted = await fetch(`${origin}/api/platform/applications/authtickets/oauth`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(grant),
  });
  const { access_token } = (await granted.json()) as { access_token: string };
  const answer = await fetch(`${origin}/api/platform/adminuser/accounts/${path}`, {
    method,
    headers: { authorization: `Bearer ${access_token}`, 'x-vol-tenant': '100', 'content-type': contentType },
    body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as Fields };
}

const put = (body: unknown) => call('PUT', id, body);
const stored = () => emulator.account(id) ?? {};
const systemData = () => stored().systemData as Fields;

beforeEach(async () => {
  emulator = createKiboEmulator({ now: () => NOW });
  origin = await emulator.listen();
  id = String(emulator.accounts()[3]?.id);
});
afterEach(() => emulator.close());

describe('the Kibo emulator, updating', () => {
  it('EMU-KIBO-WRITE-01 replaces: what is left out becomes null, and isActive false', async () => {
    emulator.put(id, {
      identityProviderId: 'saml',
      externalId: 'E1',
      userName: 'u',
      optInToEmail: true,
      isActive: true,
    });
    const before = stored();
    const { status, body } = await put(LEAST);
    expect(status).toBe(200);
    expect(stored()).toEqual({
      ...LEAST,
      userName: null,
      phoneNumber: null,
      externalId: null,
      localeCode: null,
      optInToEmail: null,
      optInToTextMessage: null,
      isActive: false,
      identityProviderId: null,
      password: before.password,
      id,
      roles: before.roles,
      systemData: { ...(before.systemData as Fields), updatedOn: UPDATED_ON },
    });
    expect(body).toEqual({ ...stored(), password: null });
  });

  it('EMU-KIBO-WRITE-02 changes nothing but updatedOn when everything is sent back', async () => {
    const before = stored();
    const { body } = await call('GET', id);
    expect((await put(body)).status).toBe(200);
    expect(stored()).toEqual({ ...before, systemData: { ...(before.systemData as Fields), updatedOn: UPDATED_ON } });
  });

  it('EMU-KIBO-WRITE-03 ignores what is sent for id, systemData and roles', async () => {
    const before = stored();
    await put({ ...LEAST, id: 'other', roles: [], systemData: { isLocked: true, updatedOn: 'never' } });
    expect(stored()).toMatchObject({ id, roles: before.roles });
    expect(systemData()).toEqual({ ...(before.systemData as Fields), updatedOn: UPDATED_ON });
  });

  it.each([
    ['emailAddress', undefined],
    ['emailAddress', null],
    ['firstName', ''],
    ['lastName', '  '],
    ['firstName', 5],
    ['userName', 5],
    ['optInToEmail', 'true'],
    ['isActive', null],
    ['isActive', 'true'],
    ['isActive', 1],
    ['roles', {}],
    ['roles', ['3']],
    ['systemData', null],
    ['id', 7],
    ['externalId', 'x'.repeat(4001)],
    ['surprise', 1],
    ['EmailAddress', 'x@example.org'],
  ])('EMU-KIBO-WRITE-04 refuses %s: %j, and names it', async (name, value) => {
    const before = stored();
    const { status, body } = await put({ ...LEAST, [name]: value });
    expect([status, body.errorCode]).toEqual([400, 'MISSING_OR_INVALID_PARAMETER']);
    expect(body.additionalErrorData).toEqual([{ name: 'ParameterName', value: name }]);
    expect(body.message).toMatch(`Missing or invalid parameter: ${name}`);
    expect(stored()).toEqual(before);
  });

  it('EMU-KIBO-WRITE-05 tells all problems in items', async () => {
    const { body } = await put({ firstName: 'only', isActive: 'yes' });
    const names = (body.items as { applicationErrorData: Fields[] }[]).map(
      (item) => item.applicationErrorData[0]?.value,
    );
    expect(names).toEqual(['isActive', 'emailAddress', 'lastName']);
  });

  it.each(['', 'x', '[]', 'null', '{"firstName":'])('EMU-KIBO-WRITE-06 refuses the body %j', async (body) => {
    expect((await put(body)).status).toBe(400);
    expect(emulator.requests.at(-1)).toMatchObject({ kind: 'write', status: 400, applied: false });
  });

  it('EMU-KIBO-WRITE-15 refuses JSON that is sent as something else', async () => {
    expect((await call('PUT', id, LEAST, 'text/plain')).status).toBe(400);
    expect((await call('PUT', id, LEAST, 'application/json; charset=utf-8')).status).toBe(200);
  });

  it('EMU-KIBO-WRITE-07 takes 4,000 characters, and nulls where the page has them', async () => {
    const long = 'č'.repeat(4000);
    const nulls = { userName: null, optInToEmail: null, roles: null, id: null, password: null };
    expect((await put({ ...LEAST, ...nulls, externalId: long, isActive: true })).status).toBe(200);
    expect(stored()).toMatchObject({ ...LEAST, externalId: long, isActive: true, userName: null });
  });

  it('EMU-KIBO-WRITE-08 refuses another user’s e-mail address in any case with 409, or 400 when told to', async () => {
    const taken = String(emulator.accounts()[0]?.emailAddress).toUpperCase();
    expect(await put({ ...LEAST, emailAddress: taken })).toMatchObject({
      status: 409,
      body: { errorCode: 'ITEM_ALREADY_EXISTS' },
    });
    const own = String(stored().emailAddress).toUpperCase();
    expect((await put({ ...LEAST, emailAddress: own })).status).toBe(200);
    await start({ duplicateEmailStatus: 400 });
    expect((await put({ ...LEAST, emailAddress: taken })).status).toBe(400);
  });

  it('EMU-KIBO-WRITE-09 stores a new password without showing it, unless told to echo', async () => {
    const { body } = await put({ ...LEAST, password: 'canary' });
    expect(body.password).toBeNull();
    expect(stored().password).toBe('canary');
    expect(systemData()).toMatchObject({ lastPasswordChangeOn: UPDATED_ON, isPasswordChangeRequired: false });
    await put(LEAST);
    expect(stored().password).toBe('canary');

    await start({ echoPassword: true });
    expect((await put({ ...LEAST, password: 'canary' })).body.password).toBe('canary');
    expect((await call('GET', id)).body.password).toBe('canary');
  });

  it('EMU-KIBO-WRITE-10 refuses a missing password when told to', async () => {
    await start({ requirePassword: true });
    expect(await put(LEAST)).toMatchObject({ status: 400, body: { additionalErrorData: [{ value: 'password' }] } });
    expect((await put({ ...LEAST, password: 'x' })).status).toBe(200);
  });

  it('EMU-KIBO-WRITE-11 limits the answer, not the update, by responseFields', async () => {
    const { body } = await call('PUT', `${id}?responseFields=emailAddress`, { ...LEAST, userName: 'kept' });
    expect(body).toEqual({ emailAddress: LEAST.emailAddress });
    expect(stored()).toMatchObject({ userName: 'kept', id });
  });

  it('EMU-KIBO-WRITE-12 answers 404 for an unknown user', async () => {
    expect((await call('PUT', 'nobody', LEAST)).body.errorCode).toBe('ITEM_NOT_FOUND');
  });

  it('EMU-KIBO-WRITE-13 unlocks', async () => {
    const locked = { isLocked: true, failedLoginAttemptCount: 5, remainingLoginAttempts: 0 };
    emulator.put(id, { systemData: { ...systemData(), ...locked } });
    expect((await call('POST', `${id}/unlock`)).status).toBe(200);
    expect(systemData()).toMatchObject({ isLocked: false, failedLoginAttemptCount: 0, updatedOn: UPDATED_ON });
    expect(emulator.requests.at(-1)).toMatchObject({ kind: 'write', applied: true });
  });

  it('EMU-KIBO-WRITE-14 can lose an update, and lose the answer of one', async () => {
    const before = stored();
    const off = emulator.faults.add({ match: { kind: 'write' }, fault: { type: 'ok-without-apply' } });
    expect(await put(LEAST)).toMatchObject({ status: 200, body: { firstName: before.firstName } });
    expect(stored()).toEqual(before);
    off();
    emulator.faults.add({ match: { kind: 'write' }, fault: { type: 'status-after-apply' } });
    expect((await put(LEAST)).status).toBe(500);
    expect(stored().firstName).toBe('Ž');
  });
});
