import { describe, expect, it } from '@jest/globals';
import { Cancellation } from './cancellation.ts';

describe('a cancellation', () => {
  it('is told once to each who listens at that time, in their order', () => {
    const cancellation = new Cancellation();
    const told: string[] = [];
    const first = (): void => {
      told.push('first');
    };
    const gone = (): void => {
      told.push('gone');
    };
    cancellation.addEventListener('abort', first);
    cancellation.addEventListener('abort', gone);
    cancellation.addEventListener('abort', first);
    cancellation.addEventListener('abort', () => told.push('second'));
    cancellation.removeEventListener('abort', gone);
    expect(cancellation.aborted).toBe(false);
    cancellation.cancel();
    cancellation.cancel();
    expect(told).toEqual(['first', 'second']);
    expect(cancellation.aborted).toBe(true);
  });

  it('is over when it is told, as a listener sees, and tells nobody who comes later', () => {
    const cancellation = new Cancellation();
    const told: string[] = [];
    cancellation.addEventListener('abort', () => {
      told.push(`aborted: ${cancellation.aborted}`);
      cancellation.addEventListener('abort', () => told.push('too late'));
      cancellation.cancel();
    });
    cancellation.cancel();
    cancellation.addEventListener('abort', () => told.push('too late'));
    cancellation.cancel();
    expect(told).toEqual(['aborted: true']);
  });
});
