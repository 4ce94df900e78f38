import type { FaultRule } from '../../src/emulators/shared/faults.ts';
import type { ModelId } from './provider-models.ts';
import { models } from './provider-models.ts';
import type { Random } from './random.ts';

/** The attempt timeout of the histories: many times what an answer takes, and short enough to be waited for. */
export const ATTEMPT_MS = 75;
/** After which a late request is carried out, when nobody waits for it any more. */
export const LATE_MS = ATTEMPT_MS + 50;
const AGAIN_MS = 30;

/** What an emulator does while an operation is under way. */
export interface PlannedFault {
  readonly name: string;
  readonly rules: readonly FaultRule[];
  /** Whether a request may be carried out after its update has ended. */
  readonly isLate?: boolean;
  /** Which field of the provider's is dropped. */
  readonly drops?: string;
}

const write = { kind: 'write' } as const;
const read = { kind: 'read' } as const;

const once = (name: string, rule: FaultRule, rest: Partial<PlannedFault> = {}): PlannedFault => ({
  name,
  rules: [{ times: 1, ...rule }],
  ...rest,
});

const TOO_MANY = { type: 'status', status: 429, headers: { 'retry-after': '1' } } as const;

/** Everything that can happen to a write or a read, by how often it does. */
const FAULTS: readonly (readonly [number, PlannedFault])[] = [
  [4, once('answer lost after apply', { match: write, fault: { type: 'reset-after-apply' } })],
  [3, once('reset before apply', { match: write, fault: { type: 'reset' } })],
  [4, once('500 after apply', { match: write, fault: { type: 'status-after-apply' } })],
  [2, once('503 before apply', { match: write, fault: { type: 'status', status: 503 } })],
  [4, once('200 without apply', { match: write, fault: { type: 'ok-without-apply' } })],
  [2, once('slow drip', { match: write, fault: { type: 'drip', bytesPerSecond: 4_000 } })],
  [2, once('silence after apply', { match: write, fault: { type: 'hang', afterApply: true } })],
  [2, once('silence before apply', { match: write, fault: { type: 'hang' } })],
  [3, once('duplicate delivery', { match: write, fault: { type: 'duplicate' } })],
  [1, once('late duplicate', { match: write, fault: { type: 'duplicate', afterMs: AGAIN_MS } }, { isLate: true })],
  [4, once('late', { match: write, fault: { type: 'latency', ms: LATE_MS } }, { isLate: true })],
  [3, once('delay', { match: write, fault: { type: 'latency', ms: 15 } })],
  [2, once('malformed answer', { match: write, fault: { type: 'body', text: '<html>Bad gateway</html>' } })],
  [2, once('partial answer', { match: write, fault: { type: 'body', text: '{"id": "1", "firstN' } })],
  [2, once('429', { match: write, fault: TOO_MANY })],
  [
    2,
    {
      name: '429 storm',
      rules: [
        { match: read, times: 3, fault: TOO_MANY },
        { match: write, times: 3, fault: TOO_MANY },
      ],
    },
  ],
  [2, once('read fails', { match: read, fault: { type: 'status', status: 500 } })],
  [2, once('read is reset', { match: read, fault: { type: 'reset' } })],
  [2, once('second read is reset', { match: read, skip: 1, fault: { type: 'reset' } })],
  [2, once('read is malformed', { match: read, fault: { type: 'body', text: '{"items": [' } })],
  [2, once('read is delayed', { match: read, fault: { type: 'latency', ms: 15 } })],
];

/** A fault for an operation on an account of this provider; every other one is the one that is wanted, if any is. */
export function planFault(
  random: Random,
  { provider, wanted }: { readonly provider: ModelId; readonly wanted: string | null },
): PlannedFault {
  const found = FAULTS.find(([, { name }]) => name === wanted)?.[1];
  if (found && random.chance(0.5)) return found;
  if (!random.chance(0.05)) return random.weighted(FAULTS);
  const { held } = random.pick(models[provider].fields);
  return once('dropped field', { match: write, fault: { type: 'drop-fields', fields: [held] } }, { drops: held });
}
