import { describe, expect, it } from '@jest/globals';
import { createCaller } from '../../domain/caller.ts';
import { VerifiedTokens } from './verified-tokens.ts';

const keys = { find: () => Promise.reject(new Error()) };
const verified = (subject: string) => ({ caller: createCaller(subject, []), expiresAtMs: 1_000, keys });

describe('verified tokens', () => {
  it('are known until they expire, and with the keys that they were verified with', () => {
    const tokens = new VerifiedTokens();
    tokens.set('a', verified('ada'));
    expect(tokens.get('a', keys, 999)?.caller.subject).toBe('ada');
    expect(tokens.get('b', keys, 999)).toBeNull();
    expect(tokens.get('a', { ...keys }, 999)).toBeNull();
    tokens.set('a', verified('ada'));
    expect(tokens.get('a', keys, 1_000)).toBeNull();
  });

  it('are at most 1,000, of which those go first that nobody has shown for longest', () => {
    const tokens = new VerifiedTokens();
    for (let index = 0; index < 1_000; index += 1) tokens.set(`t${index}`, verified(`u${index}`));
    tokens.get('t0', keys, 0);
    tokens.set('one more', verified('x'));
    expect(tokens.get('t0', keys, 0)).not.toBeNull();
    expect(tokens.get('t1', keys, 0)).toBeNull();
    expect(tokens.get('t2', keys, 0)).not.toBeNull();
  });
});
