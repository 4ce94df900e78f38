import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startAccord, type RunningAccord } from '../support/running-accord.ts';

const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');

/** Each call of the page with the answer that it shows: `curl … -d '…'` and the JSON block after it. */
const examples = [...readme.matchAll(/```sh\ncurl [^']*'[^']*' -d '([^']+)'\n```\n\n```json\n([\s\S]+?)```/g)].map(
  ([, body = '', answer = '']) => [body, JSON.parse(answer) as unknown] as const,
);

let accord: RunningAccord;
beforeAll(async () => {
  accord = await startAccord();
});
afterAll(() => accord.close());

it('README-EXAMPLES are answered as the page says, in its order', async () => {
  expect(examples).toHaveLength(3);
  for (const [body, answer] of examples) expect(await accord.post(body)).toEqual(answer);
});
