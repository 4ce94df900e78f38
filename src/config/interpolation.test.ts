import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { interpolate } from './interpolation.ts';

const env = { NAME: 'value', EMPTY: '', NESTED: '${NAME}', _X1: 'x' };
const files: Readonly<Record<string, string>> = {
  '/run/secrets/x': 'from file\n',
  '/two': 'a\n\n',
  '/windows': 'a\r\n',
};

async function run(
  text: string,
  variables: Readonly<Record<string, string>> = env,
): Promise<string | readonly string[]> {
  const result = await interpolate(text, {
    variables,
    readFile: (path) => {
      const found = files[path];
      return found === undefined
        ? Promise.reject(Object.assign(new Error('cAnArY'), { code: path === '/locked' ? 'EACCES' : 'ENOENT' }))
        : Promise.resolve(found);
    },
  });
  return result.ok ? result.text : result.reasons;
}

describe('interpolate', () => {
  it.each([
    ['', ''],
    ['plain', 'plain'],
    ['${NAME}', 'value'],
    ['a ${NAME} b ${_X1}', 'a value b x'],
    ['${EMPTY}', ''],
    ['${EMPTY:-other}', 'other'],
    ['${MISSING:-other}', 'other'],
    ['${MISSING:-}', ''],
    ['${MISSING:-a:-b c}', 'a:-b c'],
    ['${MISSING:-a\nb}', 'a\nb'],
    ['${NAME:-other}', 'value'],
    ['${NESTED}', '${NAME}'],
    ['${file:/run/secrets/x}', 'from file'],
    ['${file:/two}', 'a\n'],
    ['${file:/windows}', 'a'],
    ['user:${file:/run/secrets/x}@', 'user:from file@'],
    ['$${NAME}', '${NAME}'],
    ['$$${NAME}', '$${NAME}'],
    ['$${', '${'],
    ['$', '$'],
    ['$$', '$$'],
    ['$NAME', '$NAME'],
    ['{NAME}', '{NAME}'],
    ['a}$', 'a}$'],
  ])('%j is %j', async (text, read) => {
    expect(await run(text)).toBe(read);
  });

  it.each([
    ['${MISSING}', 'needs the environment variable MISSING, which is not set'],
    ['${constructor}', 'needs the environment variable constructor, which is not set'],
    ['${file:/no}', 'needs the file "/no", which does not exist'],
    ['${file:/locked}', 'needs the file "/locked", which may not be read by this user'],
  ])('%s names what is missing', async (text, reason) => {
    expect(await run(text)).toEqual([reason]);
  });

  it.each(['${', '${}', '${NAME', '${ NAME }', '${1A}', '${A-B}', '${NAME:x}', '${file:}', '${A:-${NAME}}', '${file}'])(
    '%s is refused with what would be right',
    async (text) => {
      const reasons = await run(text, { ...env, file: undefined } as never);
      expect(JSON.stringify(reasons)).toMatch(
        text === '${file}' ? /variable file, which is not set/ : /write \$\{NAME\}/,
      );
    },
  );

  it('tells everything that one text lacks', async () => {
    expect(await run('${A}${file:/b}${C}')).toHaveLength(3);
  });

  it('an escaped text comes back as it was, whatever it holds', async () => {
    const pieces = fc.array(fc.oneof(fc.constantFrom('$', '{', '}', '${', '$${', 'NAME', ':-', 'file:'), fc.string()));
    await fc.assert(
      fc.asyncProperty(pieces, async (parts) => {
        const text = parts.join('');
        expect(await run(text.replaceAll('${', () => '$${'))).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  it('a value goes in whole and is not looked at again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.string(), async (value, around) => {
        const plain = around.replaceAll('$', '');
        expect(await run(`${plain}\${V}${plain}`, { V: value })).toBe(plain + value + plain);
      }),
      { numRuns: 2_000 },
    );
  });

  it('no text makes it throw, and no reason repeats a value', async () => {
    const pieces = fc.array(fc.constantFrom('$', '{', '}', '${', 'V', ':-', 'file:', '/no', ' ', '\n'));
    await fc.assert(
      fc.asyncProperty(pieces, async (parts) => {
        const read = await run(parts.join(''), { V: 'cAnArY' });
        if (typeof read !== 'string') expect(read.join()).not.toContain('cAnArY');
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes time in proportion to the text', async () => {
    const started = performance.now();
    await run('${'.repeat(100_000));
    await run('$'.repeat(200_000));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
