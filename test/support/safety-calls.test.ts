import { describe, expect, it } from '@jest/globals';
import { callsIn } from './safety-calls.ts';

describe('safety(…) in a source', () => {
  it('is found wherever it stands, and only the call of that name', () => {
    const text = `
      it(safety('jwt', '60 tokens'), () => {});
      it.each([1])(safety("ids", \`none\`) + ' %s', () => unsafety('x'));
      // safety('scopes', 'in a comment')
      const text = "safety('scopes', 'in a text')";`;
    expect(callsIn('a.test.ts', text)).toEqual([
      { file: 'a.test.ts', row: 'jwt', figure: '60 tokens' },
      { file: 'a.test.ts', row: 'ids', figure: 'none' },
    ]);
  });

  it.each(["safety('nothing', 'x')", "safety('toString', 'x')", "safety('jwt')", 'safety()', "safety('jwt', `${n}`)"])(
    'is refused where the page could not be made from it: %s',
    (text) => {
      expect(() => callsIn('a.test.ts', text)).toThrow('a.test.ts: safety(');
    },
  );
});
