import { describe, expect, it } from '@jest/globals';
import { parseYaml } from './yaml-document.ts';

const canary = 'cAnArY';

function problems(text: string): string[] {
  const result = parseYaml(text);
  if (result.ok) throw new Error(`accepted: ${JSON.stringify(result.value)}`);
  const messages = result.problems.map(({ path, message }) => path + message);
  expect(messages.join('\n')).not.toContain(canary);
  return messages;
}

describe('parseYaml', () => {
  it('gives plain values and the places of keys', () => {
    const text =
      '# comment\nserver:\n  host: "127.0.0.1"\n  port: 4000\nlist: [a, { b: yes, c: null, d: 1.5, e: true }]\n';
    const result = parseYaml(text);
    if (!result.ok) throw new Error('refused');
    expect(result.value).toEqual({
      server: { host: '127.0.0.1', port: 4000 },
      list: ['a', { b: 'yes', c: null, d: 1.5, e: true }],
    });
    expect(result.positionOf('server.port')).toEqual({ line: 4, column: 3 });
    expect(result.positionOf('list[1].b')).toEqual({ line: 5, column: 13 });
    expect(result.positionOf('nothing')).toBeUndefined();
  });

  it('takes aliases', () => {
    expect(parseYaml('a: &x { b: 1 }\nc: *x\n')).toMatchObject({ ok: true, value: { a: { b: 1 }, c: { b: 1 } } });
  });

  it('stays YAML 1.2, whatever a directive says', () => {
    expect(parseYaml('%YAML 1.1\n---\na: yes\nb: 012\nc: 1:30\n')).toMatchObject({
      ok: true,
      value: { a: 'yes', b: 12, c: '1:30' },
    });
  });

  it('keeps __proto__ a key like any other', () => {
    const result = parseYaml('__proto__: { polluted: 1 }\n');
    expect(result.ok && Object.keys(result.value as object)).toEqual(['__proto__']);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it.each([
    ['a: 1\nb: 2\na: 3\n', 'line 3, column 1: this key stands here twice'],
    ['a: { b: 1, b: 2 }', 'line 1, column 12: this key stands here twice'],
    ['a: 1\n---\nb: 2\n', 'line 2, column 1: there must be only one document ("---")'],
    [`a: !${canary} b`, 'line 1, column 4: tags ("!name") are not taken; a text that begins with "!" goes in quotes'],
    ['a: !!binary aGk=', 'line 1, column 4: tags ("!name") are not taken; a text that begins with "!" goes in quotes'],
    [`a: *${canary}`, 'line 1, column 4: has an alias (*name) without its anchor before it'],
    [`a: @${canary}`, 'line 1, column 4: a text that begins with a reserved character goes in quotes'],
    [`a: ${canary}: b`, 'line 1, column 4: a text with ": " in it or ":" at its end goes in quotes'],
    [`url: ${canary}:\nb: 1`, 'line 1, column 6: a text with ": " in it or ":" at its end goes in quotes'],
    ['1: a', 'line 1, column 1: has a key that is not text'],
    ['{ [a]: b }', 'line 1, column 3: has a key that is not text'],
    [': a', 'line 1, column 1: has a key that is not text'],
    ['a: &x [*x]', 'is nested too deeply, or an alias holds itself'],
    ['', 'is empty; it must hold at least sources'],
    ['# only this\n', 'is empty; it must hold at least sources'],
  ])('%j: %s', (text, message) => {
    expect(problems(text)).toEqual([expect.stringContaining(message)]);
  });

  it.each([
    `a: "${canary}`,
    `a: |${canary}\n x`,
    `a: "x"${canary}`,
    `a: {b ${canary}: c`,
    `a: [${canary}`,
    `\ta: ${canary}`,
    `a: "\\q${canary}"`,
    `a: b\n${canary}\n c`,
    `- ${canary}\nb: 1`,
    `a: 'x' '${canary}'`,
  ])('%j is refused with its line and column, and not repeated', (text) => {
    for (const message of problems(text)) expect(message).toMatch(/^line \d+, column \d+: /);
  });

  it('lists all syntax errors', () => {
    expect(problems('a: 1\na: 2\nb: @x\nc: 1\nc: 2\n').length).toBe(3);
  });

  it('refuses ten lines that stand for a billion values, at once', () => {
    const names = 'abcdefghij'.split('');
    const lines = names.map((name, index) => {
      const before = names[index - 1];
      return `${name}: &${name} [${Array<string>(10)
        .fill(before === undefined ? 'x' : `*${before}`)
        .join()}]`;
    });
    const started = performance.now();
    expect(problems(lines.join('\n'))).toEqual([expect.stringContaining('aliases that multiply')]);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it.each(['[', '{a: ', '- '])('refuses %j a hundred thousand deep, without an exception', (open) => {
    expect(problems(open.repeat(100_000)).length).toBeGreaterThan(0);
  });
});
