import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EmulatorId, RecordedRequest } from '../../src/emulators/shared/emulator.ts';
import { startInStillTime, type AccordInStillTime } from '../support/accord-in-still-time.ts';
import { safety } from '../support/safety.ts';
import { until } from '../support/until.ts';

let accord: AccordInStillTime;
beforeAll(async () => {
  accord = await startInStillTime({
    people: 320,
    emulators: { kameleoon: { rateLimit: 'on' }, kibo: { limits: [{ requests: 40, perSeconds: 30 }] } },
    sources: {
      cpp: { breaker: null },
    },
  });
});
afterAll(() => accord.close());

const requestsOf = (id: EmulatorId, kind = 'read') =>
  accord.emulators[id].requests.filter((request) => request.kind === kind);

/** The most requests that arrived within any stretch of this length. */
function mostWithin(requests: readonly RecordedRequest[], windowMs: number): number {
  return Math.max(
    0,
    ...requests.map(({ at }) => requests.filter((other) => other.at >= at && other.at < at + windowMs).length),
  );
}

/** Reads accounts, forty in an operation; answers the code of each that failed, and null for each that came. */
function readAll(ids: readonly string[]) {
  const state = { isThere: false };
  const operations = Array.from({ length: Math.ceil(ids.length / 40) }, (_, index) => {
    const part = ids.slice(index * 40, index * 40 + 40);
    return accord
      .query(`{ ${part.map((id, at) => `a${at}: account(id: "${id}") { id }`).join(' ')} }`)
      .then((answer) => {
        const codes = part.map(
          (_id, at) => answer.errors?.find(({ path }) => path?.[0] === `a${at}`)?.extensions?.code ?? null,
        );
        // Either the account or an error, and never a silent null.
        for (const [at, code] of codes.entries())
          expect((answer.data?.[`a${at}`] ?? null) === null).toBe(code !== null);
        return codes;
      });
  });
  const codes = Promise.all(operations).then((all) => {
    state.isThere = true;
    return all.flat();
  });
  return { codes, isThere: () => state.isThere };
}

describe('documented rate limits', () => {
  const kameleoonIds = () => accord.emulators.kameleoon.accounts().map(({ id }) => `kameleoon:${String(id)}`);

  it(
    safety(
      'rate-limits',
      'Kameleoon under 8 times its load for an hour: never 51 in 10 s nor 1,001 in 1 h, and no 429',
    ),
    async () => {
      const ids = kameleoonIds().slice(0, 160);
      let served = 0;
      let refused = 0;
      while (served < 1_000) {
        const wave = readAll(ids);
        // As much as fits into a deadline of 25 s: now, in 10 s, and in 20 s.
        for (let windows = 0; windows < 3 && !wave.isThere(); windows += 1) {
          await idle();
          accord.clock.advance(10_002);
        }
        await accord.passTime(100, wave.isThere);
        const codes = await wave.codes;
        served += codes.filter((code) => code === null).length;
        refused += codes.filter((code) => code === 'RATE_LIMITED').length;
        expect(codes.filter((code) => code !== null && code !== 'RATE_LIMITED')).toEqual([]);
        accord.clock.advance(10_002);
      }
      const reads = requestsOf('kameleoon');
      expect([mostWithin(reads, 10_000), mostWithin(reads, 3_600_000)]).toEqual([50, 1_000]);
      expect(reads.filter(({ status }) => status !== 200)).toEqual([]);
      expect(refused).toBeGreaterThan(0);
      // The hour is used up: who comes now is told at once when to come back.
      const { data } = await accord.query(
        '{ source(id: "kameleoon") { health { state rateLimitRemaining retryAt } } }',
      );
      const { health } = data?.source as { health: { rateLimitRemaining: number; retryAt: string } };
      expect(health.rateLimitRemaining).toBe(0);
      expect(await readAll(ids.slice(0, 3)).codes).toEqual(Array(3).fill('RATE_LIMITED'));
      accord.clock.advance(Date.parse(health.retryAt) - accord.clock.now());
      expect(await readAll(ids.slice(0, 3)).codes).toEqual([null, null, null]);
    },
  );
});

describe('a 429', () => {
  it(safety('rate-limits', 'a storm of 429: nothing is sent while the source has asked to be left alone'), async () => {
    const ids = accord.emulators.kibo.accounts().map(({ id }) => `kibo:${String(id)}`);
    const wave = readAll(ids.slice(0, 80));
    await accord.passTime(200, wave.isThere);
    const codes = await wave.codes;
    expect(codes.filter((code) => code === null)).toHaveLength(40);
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(40);
    const reads = requestsOf('kibo');
    const firstRefusal = reads.find(({ status }) => status === 429);
    expect(firstRefusal).toBeDefined();
    // Those that were under way already, and nobody after them.
    expect(reads.filter(({ at }) => at > (firstRefusal?.at ?? 0))).toEqual([]);
    expect(reads.length).toBeLessThanOrEqual(50);
    accord.clock.advance(60_000);
    expect(await readAll(ids.slice(80, 81)).codes).toEqual([null]);
  });
});

describe('retries', () => {
  it(
    safety(
      'read-retries',
      '200 reads of a source that answers nothing but 503: at most a fifth of what is sent is retries',
    ),
    async () => {
      accord.emulators.cpp.faults.add({ match: { kind: 'read' }, fault: { type: 'status', status: 503 } });
      const ids = accord.emulators.cpp.accounts().map(({ Username }) => `cpp:${String(Username)}`);
      const wave = readAll(ids.slice(0, 200));
      await accord.passTime(20, wave.isThere);
      expect(await wave.codes).toEqual(Array(200).fill('UPSTREAM_UNAVAILABLE'));
      const sent = requestsOf('cpp').length;
      const retries = sent - new Set(requestsOf('cpp').map(({ path }) => path)).size;
      expect(retries / sent).toBeGreaterThan(0.15);
      expect(retries / sent).toBeLessThanOrEqual(0.2);
    },
  );
});

/** No request is under way any more: what waits, waits for time. */
async function idle(): Promise<void> {
  let quiet = 0;
  let before = -1;
  await until(() => {
    const { requests } = accord.emulators.kameleoon;
    const isBusy = requests.length !== before || requests.some(({ status }) => status === null);
    before = requests.length;
    quiet = isBusy ? 0 : quiet + 1;
    return quiet > 50;
  });
}
