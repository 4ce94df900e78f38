import { describe, expect, it } from '@jest/globals';
import { createAccessTokens } from './access-tokens.ts';

describe('access tokens', () => {
  it('EMU-TOKENS-01 are all different, good until they expire, and forgotten when revoked', () => {
    let nowMs = 0;
    const tokens = createAccessTokens({ now: () => nowMs, lifetimeSeconds: 10, prefix: 'p-' });
    const [first, second] = [tokens.issue(), tokens.issue()];
    expect(first).not.toBe(second);
    expect(first).toMatch(/^p-[\w-]{32}$/);
    expect(tokens.check(`Bearer ${first}`)).toBe('valid');
    expect(tokens.check(`bearer  ${first}`)).toBe('valid');
    nowMs = 10_000;
    expect(tokens.check(`Bearer ${first}`)).toBe('expired');
    nowMs = 0;
    tokens.accept('static');
    tokens.accept('short', 5);
    tokens.revokeIssued();
    expect(['static', 'short', second].map((token) => tokens.check(`Bearer ${token}`))).toEqual([
      ...['valid', 'valid', 'unknown'],
    ]);
    nowMs = 5;
    expect(tokens.check('Bearer short')).toBe('expired');
  });

  it.each([undefined, '', 'Bearer', 'Bearer ', 'Bearer a b', 'Basic abc', 'a'])(
    'EMU-TOKENS-02 are missing in %j',
    (header) => {
      const tokens = createAccessTokens({ now: () => 0, lifetimeSeconds: 10, prefix: '' });
      tokens.accept('a');
      expect(tokens.check(header)).toBe('missing');
    },
  );
});
