import { describe, expect, it } from '@jest/globals';
import { findFieldProblems, isEmailAddress } from './field-rules.ts';
import type { FieldRule } from './field-rules.ts';

describe('field rules', () => {
  const int64 = 2n ** 63n;
  it.each<[FieldRule, unknown[], unknown[]]>([
    [{ type: 'text' }, ['', 'x'.repeat(4000)], [7, true, [], {}, null, 'x'.repeat(4001)]],
    [{ type: 'text', nullable: true }, ['', null], [7]],
    [{ type: 'text', oneOf: ['a', 'b'] }, ['a'], ['', 'c', 'A']],
    [{ type: 'text', email: true }, ['a@b.example'], ['', 'a', 'a@b', 'a b@c.example']],
    [{ type: 'boolean' }, [true, false], ['true', 0, 1, null]],
    [{ type: 'int32' }, [0, -1, 2 ** 31 - 1, -(2 ** 31)], [2 ** 31, 0.5, '1', 1n, null]],
    [{ type: 'int64' }, [0, 2 ** 53 - 1, int64 - 1n, -int64], [2 ** 53, int64, 0.5, '1']],
    [{ type: 'object' }, [{}], [[], 'x', null]],
    [{ type: 'textList' }, [[], ['a']], [['a', 1], 'a', {}, ['x'.repeat(4001)]]],
    [{ type: 'textList', oneOf: ['a'] }, [[], ['a', 'a']], [['b']]],
    [{ type: 'int64List' }, [[], [1, 2n]], [['1'], [0.5], 1]],
    [{ type: 'objectList' }, [[], [{}]], [[[]], [1], {}, [{ deep: [{ text: 'x'.repeat(4001) }] }]]],
  ])('EMU-RULES-01 %j', (rule, good, bad) => {
    for (const value of good) expect(findFieldProblems({ field: value }, { field: rule })).toEqual([]);
    for (const value of bad) expect(findFieldProblems({ field: value }, { field: rule })).toHaveLength(1);
  });

  it('EMU-RULES-02 looks at present fields only, and names each at fault', () => {
    const names = { a: 'text', b: 'boolean', toString: 'text' } as const;
    const rules = Object.fromEntries(Object.entries(names).map(([name, type]) => [name, { type }]));
    expect(findFieldProblems({}, rules)).toEqual([]);
    expect(findFieldProblems({ b: 1, other: 1, a: null }, rules)).toEqual([
      { field: 'a', problem: 'null', message: 'a must not be null.' },
      { field: 'b', problem: 'type', message: 'b must be a boolean.' },
    ]);
  });

  it.each([
    ["siobhan.o'neill+x@adriatic.example", true],
    ['A@B.EXAMPLE', true],
    ['ć@š.example', true],
    ['a@@b.example', false],
    ['a@b.', false],
    ['@b.example', false],
    ['a@b.example, c@d.example', false],
    ['a <a@b.example>', false],
  ])('EMU-RULES-03 is %s an e-mail address: %s', (text, expected) => {
    expect(isEmailAddress(text)).toBe(expected);
  });
});
