import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EmulatorId } from '../../src/emulators/shared/emulator.ts';
import { safety } from '../support/safety.ts';
import { startInStillTime, type AccordInStillTime } from '../support/accord-in-still-time.ts';
import { until } from '../support/until.ts';

let accord: AccordInStillTime;
beforeAll(async () => {
  accord = await startInStillTime({});
});
afterAll(() => accord.close());

const LIST = '{ accounts(first: 200) { nodes { source { id } } problems { source { id } code retryAt } } }';
const HEALTH = '{ source(id: "kibo") { health { state credential lastErrorCode rateLimitRemaining retryAt } } }';

interface List {
  readonly nodes: readonly { readonly source: { readonly id: string } }[];
  readonly problems: readonly {
    readonly source: { readonly id: string };
    readonly code: string;
    readonly retryAt: string | null;
  }[];
}

/** Asks for all accounts, and tells how many each source had, what went wrong, and how long it took. */
function askForAll() {
  const startMs = accord.clock.now();
  const state = { isThere: false };
  const answer = accord.query(LIST).then(({ data, errors }) => {
    state.isThere = true;
    expect(errors).toBeUndefined();
    const { nodes, problems } = data?.accounts as List;
    const counts = Object.fromEntries(['kameleoon', 'kibo', 'huawei-cloud', 'cpp'].map((id) => [id, 0]));
    for (const { source } of nodes) counts[source.id] = (counts[source.id] ?? 0) + 1;
    const problem = problems.find(({ source }) => source.id === 'kibo');
    return { counts, problem, tookMs: accord.clock.now() - startMs };
  });
  return { answer, isThere: () => state.isThere };
}

const readsOf = (id: EmulatorId) => accord.emulators[id].requests.filter(({ kind }) => kind === 'read').length;
const counted = (id: EmulatorId) => accord.emulators[id].accounts().length;
const others = () => ({
  kameleoon: counted('kameleoon'),
  'huawei-cloud': counted('huawei-cloud'),
  cpp: counted('cpp'),
});

const listed = ['huawei-cloud', 'cpp'] as const;
const listsOf = () => listed.map((id) => readsOf(id));

/** The sources behind the one that hangs have answered a list since they had so many reads. */
async function othersAnswered(before: readonly number[]): Promise<void> {
  await until(() =>
    listed.every((id, index) => {
      const reads = accord.emulators[id].requests.filter(({ kind }) => kind === 'read');
      return reads.length > (before[index] ?? 0) && reads.every(({ status }) => status !== null);
    }),
  );
}

describe('a source that hangs', () => {
  let mend: () => void;
  beforeAll(async () => {
    await askForAll().answer;
    mend = accord.emulators.kibo.faults.add({ match: { kind: 'read' }, fault: { type: 'hang' } });
  });

  it(
    safety('breaker', 'one source hangs: the other four read and write without an error while no time passes'),
    async () => {
      const startMs = accord.clock.now();
      const { answer, isThere } = askForAll();
      const before = readsOf('kibo');
      await until(() => readsOf('kibo') > before);
      const ids = {
        kameleoon: `kameleoon:${String(accord.emulators.kameleoon.accounts()[0]?.id)}`,
        huawei: `huawei-cloud:${String(accord.emulators['huawei-cloud'].accounts()[0]?.id)}`,
        cpp: `cpp:${String(accord.emulators.cpp.accounts()[0]?.Username)}@cpp.hr`,
      };
      const fields = Object.entries(ids).map(([name, id]) => `${name}: account(id: "${id}") { id }`);
      expect(await accord.query(`{ ${fields.join(' ')} }`)).toEqual({
        data: { kameleoon: { id: ids.kameleoon }, huawei: { id: ids.huawei }, cpp: { id: ids.cpp } },
      });
      const wacm = String(accord.emulators.wacm.accounts()[0]?.id);
      const email = String(accord.emulators.wacm.accounts()[0]?.email);
      const write = await accord.query(
        `mutation { updateWacmAccount(input: { id: "wacm:${wacm}", patch: { email: "${email}", phone: "+385 91 555 0199" } }) { outcome } }`,
      );
      expect(write.data?.updateWacmAccount).toEqual({ outcome: 'APPLIED' });
      expect([accord.clock.now() - startMs, isThere()]).toEqual([0, false]);

      await accord.passTime(50, isThere);
      const { counts, problem, tookMs } = await answer;
      expect(counts).toEqual({ ...others(), kibo: 0 });
      expect(problem).toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
      expect(tookMs).toBeLessThanOrEqual(25_000);
    },
  );

  it(safety('breaker', 'once its breaker is open the answer comes at once, and nothing is sent there'), async () => {
    const asked = listsOf();
    const second = askForAll();
    await othersAnswered(asked);
    await accord.passTime(50, second.isThere);
    await second.answer;
    const sent = readsOf('kibo');
    expect(await askForAll().answer).toMatchObject({
      counts: { ...others(), kibo: 0 },
      problem: { code: 'UPSTREAM_UNAVAILABLE', retryAt: expect.any(String) },
      tookMs: 0,
    });
    expect(readsOf('kibo')).toBe(sent);
    const { data } = await accord.query(HEALTH);
    expect(data?.source).toMatchObject({
      health: { state: 'DOWN', credential: 'OK', lastErrorCode: 'UPSTREAM_TIMEOUT' },
    });
  });

  it('is back with its first good answer', async () => {
    mend();
    const { data } = await accord.query(HEALTH);
    const { retryAt } = (data?.source as { health: { retryAt: string } }).health;
    accord.clock.advance(Date.parse(retryAt) - accord.clock.now());
    expect(await askForAll().answer).toMatchObject({ counts: { ...others(), kibo: counted('kibo') }, tookMs: 0 });
    expect((await accord.query(HEALTH)).data?.source).toEqual({
      health: { state: 'UP', credential: 'OK', lastErrorCode: null, rateLimitRemaining: null, retryAt: null },
    });
  });
});
