import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Emulator, EmulatorId } from '../../src/emulators/shared/emulator.ts';
import { dropFromRedis, keptInRedis, prefixesOf, redis } from '../cache/backends.ts';
import type { Answer } from '../support/client.ts';
import { patientClock } from '../support/patient-clock.ts';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';
import { safety } from '../support/safety.ts';

/** One value for every place that holds a secret. None may ever be seen outside the wire to its own provider. */
const canaries = {
  kameleoonSecret: 'canary-kameleoon-client-secret',
  kameleoonAm: 'canary-kameleoon-am-client-secret',
  kiboSecret: 'canary-kibo-shared-secret',
  kiboStack: 'canary-kibo-stack-trace',
  wacmKey: 'canary-wacm-api-key',
  huaweiKey: 'canary-huawei-secret-key-0123456789abcdef',
  cppToken: 'canary-cpp-token',
  accessToken: 'canary-access-token-',
  password: 'canary-password-Aa1!',
};

let accord: RunningAccord;
const answers: Answer<unknown>[] = [];

beforeAll(async () => {
  accord = await startAccord({
    // Otherwise a cache that a busy machine makes late is left alone.
    clock: patientClock,
    cache: { url: redis.missing === null ? redis.url.reveal() : 'memory:', ttlSeconds: 60 },
    emulators: {
      kameleoon: {
        credentials: { clientId: 'app', clientSecret: canaries.kameleoonSecret },
        amClientSecret: canaries.kameleoonAm,
        tokenPrefix: canaries.accessToken,
      },
      kibo: {
        credentials: { clientId: 'app', clientSecret: canaries.kiboSecret },
        echoPassword: true,
        stackTrace: canaries.kiboStack,
        tokenPrefix: canaries.accessToken,
      },
      wacm: { credentials: { username: 'wacm@example.com', password: canaries.wacmKey } },
      'huawei-cloud': { credentials: [{ accessKey: 'AK', secretKey: canaries.huaweiKey }] },
      cpp: { auth: { type: 'bearer', token: canaries.cppToken } },
    },
    auth: {
      kameleoon: { clientId: 'app', clientSecret: canaries.kameleoonSecret },
      kibo: { clientId: 'app', clientSecret: canaries.kiboSecret },
      wacm: { username: 'wacm@example.com', password: canaries.wacmKey },
      'huawei-cloud': { accessKey: 'AK', secretKey: canaries.huaweiKey },
      cpp: { token: canaries.cppToken },
    },
  });
});
afterAll(async () => {
  await accord.close();
  if (redis.missing === null) await dropFromRedis(prefixesOf(accord.config));
});

async function ask(query: string, variables: Readonly<Record<string, unknown>> = {}) {
  const answer = await accord.query(query, variables);
  answers.push(answer);
  return answer;
}

const update = (name: string, id: string, patch: object) =>
  ask(
    `mutation ($id: ID!, $patch: ${name}AccountPatch!) { update${name}Account(input: { id: $id, patch: $patch }) {
       outcome account { id displayName details { __typename } } changes { field from to effect }
       warnings { message } userErrors { code field message } } }`,
    { id, patch },
  );

const keyOf = (id: EmulatorId, name: string) => String(accord.emulators[id].accounts()[0]?.[name]);

/** Makes every call of a provider fail in a way that shows as much as it can. */
async function failing(emulator: Emulator, work: () => Promise<unknown>) {
  const everything = Object.values(canaries).join(' ');
  const leak = JSON.stringify({
    message: 'no',
    errorCode: 'X',
    exceptionDetail: everything,
    ExceptionMessage: everything,
  });
  for (const fault of [
    { type: 'status', status: 500, body: leak },
    { type: 'status', status: 401, body: leak },
    { type: 'status', status: 302, body: leak, headers: { location: `http://127.0.0.1:9/?${canaries.cppToken}` } },
    { type: 'body', text: `<html>${everything}</html>`, contentType: 'text/html' },
    { type: 'reset' },
  ] as const) {
    const remove = emulator.faults.add({ fault });
    await work();
    remove();
  }
}

describe('secrets', () => {
  it(safety('secrets', '10 canaries through successes and failures, in no answer, error or log line'), async () => {
    const ids = {
      Kameleoon: `kameleoon:${keyOf('kameleoon', 'id')}`,
      Kibo: `kibo:${keyOf('kibo', 'id')}`,
      Wacm: `wacm:${keyOf('wacm', 'id')}`,
      HuaweiCloud: `huawei-cloud:${keyOf('huawei-cloud', 'id')}`,
      Cpp: `cpp:${keyOf('cpp', 'Username')}`,
    };
    const everything = await ask(
      '{ accounts(first: 200) { nodes { id displayName email details { __typename } } problems { message } } }',
    );
    expect(everything.errors).toBeUndefined();
    await ask('{ sources { id label capabilities { fields { field } } health { state credential lastErrorCode } } }');

    const kibo = await update('Kibo', ids.Kibo, { password: canaries.password, firstName: 'Ana' });
    expect(kibo.data?.updateKiboAccount).toMatchObject({ outcome: 'APPLIED' });
    expect(JSON.stringify(kibo)).toContain('[secret]');
    expect(accord.emulators.kibo.requests.at(-1)?.body).toContain(canaries.password);
    await update('Wacm', ids.Wacm, { email: keyOf('wacm', 'email'), password: canaries.password });
    await update('Kameleoon', ids.Kameleoon, { firstName: 'Ana' });
    await update('HuaweiCloud', ids.HuaweiCloud, { description: 'new' });
    await update('Cpp', ids.Cpp, { firstName: 'Ana' });

    await failing(accord.emulators.kibo, async () => {
      await update('Kibo', ids.Kibo, { password: canaries.password, lastName: 'X' });
      await ask('query ($id: ID!) { account(id: $id) { id } }', { id: ids.Kibo });
    });
    await failing(accord.emulators.wacm, () =>
      update('Wacm', ids.Wacm, { email: keyOf('wacm', 'email'), password: canaries.password, phone: '1' }),
    );
    // GraphQL itself quotes what it refuses: in variables, in literals, in a document that cannot be read.
    const wrong = [{ pasword: canaries.password }, { password: [canaries.password, 1] }, canaries.password];
    for (const patch of wrong) await update('Wacm', ids.Wacm, patch as object);
    for (const patch of [
      `password: ${canaries.password}`,
      `mfa: "${canaries.password}"`,
      `password "${canaries.password}"`,
    ]) {
      await ask(`mutation { updateWacmAccount(input: { id: "${ids.Wacm}", patch: { ${patch} } }) { outcome } }`);
    }
    await failing(accord.emulators.kameleoon, () =>
      ask('{ accounts(first: 5) { nodes { id } problems { code message } } }'),
    );
    await failing(accord.emulators['huawei-cloud'], () => update('HuaweiCloud', ids.HuaweiCloud, { description: 'x' }));
    await failing(accord.emulators.cpp, () => update('Cpp', ids.Cpp, { firstName: 'X' }));
    await ask(`{ account(id: "kibo:${'x'.repeat(10_000)}") { id } }`);

    // Read again, so that all of them are in the cache.
    for (const id of Object.values(ids)) await ask('query ($id: ID!) { account(id: $id) { id version } }', { id });

    const basic = Buffer.from(`wacm@example.com:${canaries.wacmKey}`).toString('base64');
    const seen = JSON.stringify(answers) + accord.log();
    expect(seen.length).toBeGreaterThan(10_000);
    for (const secret of [...Object.values(canaries), basic]) expect(seen).not.toContain(secret);
  });

  const inCache = redis.missing === null ? it : it.skip;
  inCache(safety('secrets', '10 canaries in no key and no value of the cache in Redis'), async () => {
    const kept = await keptInRedis(prefixesOf(accord.config));
    expect(kept.filter(([key]) => key.includes(':account:'))).not.toHaveLength(0);
    const text = JSON.stringify(kept);
    for (const secret of Object.values(canaries)) expect(text).not.toContain(secret);
  });
});
