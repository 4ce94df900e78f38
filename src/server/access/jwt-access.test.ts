import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import { safety } from '../../../test/support/safety.ts';
import {
  keyPairs,
  signToken,
  startTokenIssuer,
  toJwk,
  type SigningKey,
  type TokenIssuer,
} from '../../../test/support/token-issuer.ts';
import type { Caller } from '../../domain/caller.ts';
import { createLogger } from '../../telemetry/logger.ts';
import { fetchKeySetFrom } from './fetch-key-set.ts';
import { JwtAccess } from './jwt-access.ts';

const [first, second] = [keyPairs.ec('first'), keyPairs.ec('second')];
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let clock: ManualClock;
let issuer: TokenIssuer;
let access: JwtAccess;

beforeEach(async () => {
  clock = new ManualClock();
  issuer = await startTokenIssuer([first]);
  access = new JwtAccess({
    config: {
      mode: 'jwt',
      issuer: issuer.issuer,
      audience: 'accord',
      jwksUri: issuer.jwksUri,
      algorithms: ['ES256'],
      origins: [],
      introspection: true,
    },
    fetchKeySet: fetchKeySetFrom(issuer.jwksUri),
    clock,
    logger: createLogger({ level: 'silent' }),
  });
});
afterEach(async () => {
  access.close();
  await issuer[Symbol.asyncDispose]();
  jest.restoreAllMocks();
});

/** A header with a token that is good for a day. */
function tokenBy(key: SigningKey, claims: Readonly<Record<string, unknown>> = {}): string {
  const now = Math.floor(clock.now() / 1000);
  const payload = issuer.claims({ iat: now, exp: now + 86_400, ...claims });
  return `Bearer ${signToken(key, { alg: 'ES256', kid: key.kid }, payload)}`;
}

const enter = (key: SigningKey, claims?: Readonly<Record<string, unknown>>) =>
  access.authenticate(tokenBy(key, claims));
const unauthenticated = { extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } } };
const undecided = { extensions: { code: 'UPSTREAM_UNAVAILABLE', http: { status: 503 } } };
const breakDown = () => {
  issuer.answer((response) => response.writeHead(500).end());
};
/** Waits for what a fetch that nobody waits for brings about; without it, the test runs out of time. */
const until = async (holds: () => boolean | Promise<boolean>) => {
  while (!(await holds())) await new Promise(setImmediate);
};

describe('the issuer’s keys', () => {
  it('are fetched when they are first needed, once for all who wait', async () => {
    expect(issuer.requests).toBe(0);
    const callers = await Promise.all(Array.from({ length: 100 }, (_, index) => enter(first, { sub: `u${index}` })));
    expect(new Set(callers.map(({ subject }) => subject)).size).toBe(100);
    expect(issuer.requests).toBe(1);
  });

  it(safety('jwt', 'a key that is published later is taken at once, without a restart'), async () => {
    await enter(first);
    clock.advance(10_000);
    issuer.publish([first, second]);
    expect(await enter(second)).toMatchObject({ subject: 'ada' });
    expect(await enter(first)).toMatchObject({ subject: 'ada' });
    expect(issuer.requests).toBe(2);
  });

  it(safety('jwt', '1,000 tokens of unknown keys cost one fetch in 10 s'), async () => {
    await enter(first);
    clock.advance(10_000);
    const unknown = (index: number): SigningKey => ({ ...second, kid: `unknown-${index}` });
    const ends = await Promise.allSettled(Array.from({ length: 1_000 }, (_, index) => enter(unknown(index))));
    expect(ends.filter(({ status }) => status === 'rejected')).toHaveLength(1_000);
    expect(issuer.requests).toBe(2);
    await expect(enter(unknown(0))).rejects.toMatchObject(unauthenticated);
    expect(issuer.requests).toBe(2);
  });

  it(safety('jwt', 'a key that is withdrawn is taken for 10 min at most, also of tokens seen before'), async () => {
    const seen = tokenBy(first);
    await access.authenticate(seen);
    issuer.publish([second]);
    clock.advance(10 * MINUTE - 1);
    await access.authenticate(seen);
    clock.advance(1);
    await expect(access.authenticate(seen)).rejects.toMatchObject(unauthenticated);
    expect(issuer.requests).toBe(2);
  });

  it(safety('jwt', 'an outage of the key server keeps the known keys for 4 h, and no longer'), async () => {
    await enter(first);
    breakDown();
    clock.advance(4 * HOUR - 1);
    expect(await enter(first)).toMatchObject({ subject: 'ada' });
    expect(issuer.requests).toBe(2);
    clock.advance(10_000);
    await expect(enter(first)).rejects.toMatchObject(undecided);
    issuer.publish([first]);
    clock.advance(10_000);
    expect(await enter(first)).toMatchObject({ subject: 'ada' });
  });

  it('are asked for in an outage without anybody waiting, and serve as before when it is over', async () => {
    await enter(first);
    breakDown();
    clock.advance(10 * MINUTE);
    await enter(first);
    // From now on the key server keeps its visitors waiting: those who come here must not.
    const { promise, resolve } = Promise.withResolvers<undefined>();
    issuer.answer((response) => void promise.then(() => response.end(JSON.stringify({ keys: [toJwk(second)] }))));
    clock.advance(10_000);
    expect(await enter(first)).toMatchObject({ subject: 'ada' });
    resolve(undefined);
    await until(() =>
      enter(second).then(
        () => true,
        () => false,
      ),
    );
    await expect(enter(first)).rejects.toMatchObject(unauthenticated);
  });

  it('that cannot be had are nobody’s fault: 503, and asked for again after the cool-down only', async () => {
    breakDown();
    await expect(enter(first)).rejects.toMatchObject(undecided);
    await expect(access.prepare()).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    expect(issuer.requests).toBe(1);
    // A header that could not be right with any key is still refused for what it is.
    await expect(access.authenticate('Bearer x')).rejects.toMatchObject(unauthenticated);
    clock.advance(10_000);
    issuer.publish([first]);
    expect(await enter(first)).toMatchObject({ subject: 'ada' });
    expect(await access.prepare()).toContain(issuer.issuer);
  });

  it('of which two could have signed a token without a kid, do not serve it', async () => {
    issuer.publish([first, second]);
    const payload = issuer.claims({ iat: undefined, exp: clock.now() / 1000 + 60 });
    const token = `Bearer ${signToken(first, { alg: 'ES256' }, payload)}`;
    await expect(access.authenticate(token)).rejects.toMatchObject(unauthenticated);
  });
});

describe('a token', () => {
  it('is verified once, as long as it is good', async () => {
    const verify = jest.spyOn(crypto.subtle, 'verify');
    const token = tokenBy(first, { exp: Math.floor(clock.now() / 1000) + 60 });
    const callers: Caller[] = [];
    for (let times = 0; times < 3; times += 1) callers.push(await access.authenticate(token));
    expect(new Set(callers).size).toBe(1);
    expect(verify).toHaveBeenCalledTimes(1);
    clock.advance(MINUTE);
    await expect(access.authenticate(token)).rejects.toThrow('expired');
  });

  it('is taken some seconds before its time, since clocks differ, and not a second after it', async () => {
    const now = Math.floor(clock.now() / 1000);
    expect(await enter(first, { nbf: now + 10, iat: now + 10 })).toMatchObject({ subject: 'ada' });
    await expect(enter(first, { nbf: now + 11 })).rejects.toThrow('not valid yet');
    await expect(enter(first, { iat: now + 11 })).rejects.toThrow('not valid yet');
    await expect(enter(first, { exp: now })).rejects.toThrow('expired');
  });

  it.each<[string, object, readonly string[]]>([
    ['scope as a text', { scope: 'accounts:read  openid accounts:read' }, ['accounts:read']],
    ['scp as a text', { scope: undefined, scp: 'accounts:write@cpp' }, ['accounts:write@cpp']],
    ['scp as a list', { scope: undefined, scp: ['operations:read', 7, 'x'] }, ['operations:read']],
    ['both', { scope: 'accounts:read', scp: ['operations:read'] }, ['accounts:read', 'operations:read']],
    ['neither', { scope: undefined }, []],
    ['scope as an object', { scope: { 'accounts:read': true } }, []],
    ['roles, which are none', { scope: undefined, roles: ['accounts:read'] }, []],
  ])('has its scopes in %s', async (_name, claims, expected) => {
    const { scopes } = await enter(first, { ...claims });
    expect(scopes.map(({ text }) => text)).toEqual(expected);
  });
});
