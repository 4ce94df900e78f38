import { bearerAuth } from '../../src/http/auth/bearer.ts';
import { basicAuth } from '../../src/http/auth/basic.ts';
import type { Authenticator } from '../../src/http/auth/authenticator.ts';
import { Secret } from '../../src/domain/secret.ts';
import { createCppEmulator, demoCredentials as cpp } from '../../src/emulators/cpp/cpp.emulator.ts';
import {
  createKameleoonEmulator,
  demoCredentials as kameleoon,
} from '../../src/emulators/kameleoon/kameleoon.emulator.ts';
import { createKiboEmulator, demoCredentials as kibo } from '../../src/emulators/kibo/kibo.emulator.ts';
import type { Emulator, RecordedRequest } from '../../src/emulators/shared/emulator.ts';
import { createPeople } from '../../src/emulators/shared/people.ts';
import { createWacmEmulator, demoCredentials as wacm } from '../../src/emulators/wacm/wacm.emulator.ts';
import type { Database } from '../../src/store/sql/database.ts';
import { openDatabase } from './open-database.ts';
import { modelIds, type ModelId } from './provider-models.ts';
import type { Recorder } from './recorder.ts';

/** Three people with accounts everywhere: one of them with ids beyond 2^53, one whose accounts are half empty. */
const PEOPLE = createPeople().filter(({ number }) => [1, 4, 9].includes(number));
/** Longer than any campaign. */
const TOKEN_SECONDS = 10_000_000;

/** What outlives every process of a history: the providers, the database, and the time. */
export interface World {
  readonly emulators: Readonly<Record<ModelId, Emulator>>;
  readonly baseUrls: Readonly<Record<ModelId, string>>;
  readonly auth: Readonly<Record<ModelId, Authenticator>>;
  readonly database: Database;
  /** Who is told of the requests: that of the history under way. */
  recorder: Recorder | null;
  /** How far the time is ahead of the machine's. */
  offsetMs: number;
  /** Back to the seed, everywhere. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the emulators and opens a database. */
async function createWorld(): Promise<World> {
  const listener: Pick<World, 'recorder'> = { recorder: null };
  const observe = (provider: ModelId) => ({
    people: PEOPLE,
    tokenLifetimeSeconds: TOKEN_SECONDS,
    observer: {
      arrived: (record: RecordedRequest) => listener.recorder?.arrived(provider, record),
      applied: (record: RecordedRequest) => listener.recorder?.applied(provider, record),
    },
  });
  const emulators = {
    kibo: createKiboEmulator(observe('kibo')),
    cpp: createCppEmulator(observe('cpp')),
    kameleoon: createKameleoonEmulator(observe('kameleoon')),
    wacm: createWacmEmulator(observe('wacm')),
  };
  const listening = modelIds.map(async (id) => [id, `${await emulators[id].listen()}${emulators[id].basePath}`]);
  const baseUrls = Object.fromEntries(await Promise.all(listening)) as Record<ModelId, string>;
  return Object.assign(listener, {
    emulators,
    baseUrls,
    auth: await signIn(baseUrls),
    database: await openDatabase(),
    offsetMs: 0,
    async reset() {
      for (const id of modelIds) emulators[id].reset();
      await this.database.script('TRUNCATE accord.claims, accord.operations, accord.snapshots');
      // An embedded database writes a log, which only this keeps from growing.
      await this.database.tidy();
    },
    async close() {
      await Promise.all([this.database.close(), ...modelIds.map((id) => emulators[id].close())]);
    },
  });
}

/** One token for all processes: what becomes of tokens is another test's subject. */
async function signIn(baseUrls: Readonly<Record<ModelId, string>>): Promise<Readonly<Record<ModelId, Authenticator>>> {
  const grant = { grant_type: 'client_credentials' };
  const kiboToken = await fetchToken(`${baseUrls.kibo}/platform/applications/authtickets/oauth`, {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...grant, client_id: kibo.clientId, client_secret: kibo.clientSecret }),
  });
  const kameleoonToken = await fetchToken(`${baseUrls.kameleoon}/oauth/token`, {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      ...grant,
      client_id: kameleoon.clientId,
      client_secret: kameleoon.clientSecret,
    }).toString(),
  });
  return {
    kibo: bearerAuth(new Secret(kiboToken)),
    cpp: bearerAuth(new Secret(cpp.token)),
    kameleoon: bearerAuth(new Secret(kameleoonToken)),
    wacm: basicAuth(wacm.username, new Secret(wacm.password)),
  };
}

async function fetchToken(
  url: string,
  request: { readonly headers: Record<string, string>; readonly body: string },
): Promise<string> {
  const response = await fetch(url, { method: 'POST', ...request });
  const { access_token: token } = (await response.json()) as { readonly access_token?: string };
  if (token === undefined) throw new TypeError(`No token was given out at ${url} (${response.status}).`);
  return token;
}

/** Histories at the same time: most of each is waiting. */
const LANES = 3;

/** As many worlds as histories can well run at the same time. */
export function createWorlds(): Promise<readonly World[]> {
  return Promise.all(Array.from({ length: LANES }, () => createWorld()));
}

/** Closes them all. */
export async function closeWorlds(worlds: readonly World[]): Promise<void> {
  await Promise.all(worlds.map((world) => world.close()));
}
