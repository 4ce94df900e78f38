import type { EmulatorOptionsById } from '../../src/emulators/registry.ts';
import { createPeople } from '../../src/emulators/shared/people.ts';
import { ManualClock } from './manual-clock.ts';
import { startAccord, type RunningAccord, type RunningAccordOptions } from './running-accord.ts';
import { until } from './until.ts';

/** The whole product with its policies, and time that a test moves by hand, for the emulators too. */
export interface AccordInStillTime extends RunningAccord {
  readonly clock: ManualClock;
  /** Moves time on in steps of `stepMs` until the condition holds; the world gets its turns in between. */
  passTime(stepMs: number, hasHappened: () => boolean): Promise<void>;
}

/** Starts it; every emulator knows `people` people. */
export async function startInStillTime(
  options: Pick<RunningAccordOptions, 'sources' | 'emulators'> & { readonly people?: number },
): Promise<AccordInStillTime> {
  const clock = new ManualClock();
  const shared = { now: () => clock.now(), people: createPeople(options.people) };
  const ids = ['kameleoon', 'kibo', 'wacm', 'huawei-cloud', 'cpp'] as const;
  const emulators: EmulatorOptionsById = Object.fromEntries(
    ids.map((id) => [id, { ...shared, ...options.emulators?.[id] }]),
  );
  const accord = await startAccord({ ...options, emulators, clock, policies: 'default' });
  return {
    ...accord,
    clock,
    async passTime(stepMs, hasHappened) {
      let turns = 0;
      await until(() => {
        if (hasHappened()) return true;
        turns += 1;
        if (turns % 20 === 0) clock.advance(stepMs);
        return false;
      });
    },
  };
}
