import { v7 } from 'uuid';
import type { Clock } from '../domain/clock.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MAX_SEQUENCE = 0xff_ff_ff_ff;

/**
 * Makes ids of operations: UUIDv7 (RFC 9562), each greater than the one before, also within one millisecond and where
 * the clock is set back. Those of several processes are in order as far as their clocks agree.
 */
export function operationIds(clock: Clock): () => string {
  let lastMs = 0;
  let sequence = 0;
  return () => {
    const nowMs = Math.floor(clock.now());
    if (nowMs > lastMs) {
      lastMs = nowMs;
      sequence = 0;
    } else if (sequence === MAX_SEQUENCE) {
      lastMs += 1;
      sequence = 0;
    } else {
      sequence += 1;
    }
    return v7({ msecs: lastMs, seq: sequence });
  };
}

/** Whether a text is an id of an operation by its form, so that it may be looked up. */
export function isOperationId(text: string): boolean {
  return UUID.test(text);
}
