import type { Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Fault } from '../../src/emulators/shared/faults.ts';
import { startInStillTime, type AccordInStillTime } from '../support/accord-in-still-time.ts';
import { safety } from '../support/safety.ts';
import { until } from '../support/until.ts';

let accord: AccordInStillTime;
beforeAll(async () => {
  accord = await startInStillTime({ sources: { cpp: { retries: null, breaker: null } } });
  // Tokens and connections are there, so that what is measured is the hostile answer.
  await ask();
});
afterAll(() => accord.close());

const DEEP = 100_000;
const MEGABYTE = 1024 * 1024;
const head = (type: string, more = ''): string => `HTTP/1.1 200 OK\r\ncontent-type: ${type}\r\n${more}`;

/** Writes as the socket takes it, so that the fifty megabytes are not the emulator's own. */
function pour(socket: Socket, bytes: number): void {
  const block = Buffer.alloc(64 * 1024, 'x');
  socket.write(head('application/json', `content-length: ${bytes}\r\n\r\n`));
  let left = bytes / block.length;
  const write = (): void => {
    while (left > 0 && !socket.destroyed) {
      left -= 1;
      if (!socket.write(block)) return void socket.once('drain', write);
    }
  };
  write();
}

const body = (text: string | Buffer, contentType = 'application/json'): Fault => ({ type: 'body', text, contentType });
const account = '"Username":"ivana.horvat@cpp.hr","Name":"Ivana","Surname":"Horvat","Email":"a@example.org"';

/** Each with the code that its source gets; null where the answer is strange and usable. */
const rows: readonly (readonly [string, Fault, string | null])[] = [
  [
    'a body of 50 MB',
    {
      type: 'raw',
      respond: (socket) => {
        pour(socket, 50 * MEGABYTE);
      },
    },
    'UPSTREAM_MALFORMED',
  ],
  ['JSON that is nested 100,000 deep', body('['.repeat(DEEP) + ']'.repeat(DEEP)), 'UPSTREAM_MALFORMED'],
  ['objects that are nested 100,000 deep', body('{"a":'.repeat(DEEP) + '1' + '}'.repeat(DEEP)), 'UPSTREAM_MALFORMED'],
  ['HTML instead of JSON', body('<!doctype html><p>Sign in</p>', 'text/html'), 'UPSTREAM_MALFORMED'],
  ['an empty body', body(''), 'UPSTREAM_MALFORMED'],
  ['a wrong content type', body('<a>1</a>', 'application/xml'), 'UPSTREAM_MALFORMED'],
  ['invalid UTF-8', body(Buffer.from([0x7b, 0xc3, 0x28, 0x7d])), 'UPSTREAM_MALFORMED'],
  [
    '10,000 headers',
    {
      type: 'raw',
      respond: (socket) => {
        socket.write(`${head('application/json')}${'a: b\r\n'.repeat(10_000)}\r\n`);
      },
    },
    'UPSTREAM_MALFORMED',
  ],
  ['one byte a second', { type: 'drip', bytesPerSecond: 1 }, 'UPSTREAM_TIMEOUT'],
  ['nothing but a __proto__ key', body('{"__proto__":{"polluted":1}}'), 'UPSTREAM_MALFORMED'],
];

interface Answered {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

/** Asks for the account and for the list, each with the other sources beside it. */
function ask(): Promise<Answered> {
  return accord.query(
    `{ account(id: "cpp:ivana.horvat@cpp.hr") { id email }
       accounts(first: 200) { nodes { source { id } } problems { source { id } code } }
       kibo: accounts(first: 1, filter: { sources: ["kibo"] }) { nodes { id } } }`,
  );
}

function outcomeOf({ data, errors = [] }: Answered) {
  const list = data?.accounts as {
    nodes: { source: { id: string } }[];
    problems: { source: { id: string }; code: string }[];
  };
  return {
    read: errors.map(({ extensions }) => extensions?.code),
    listed: list.problems.filter(({ source }) => source.id === 'cpp').map(({ code }) => code),
    others: list.nodes.filter(({ source }) => source.id !== 'cpp').length,
  };
}

describe('a source that answers garbage', () => {
  it.each(rows)(
    safety('hostile-answers', '%s: a typed error, the other sources unaffected, heap growth under 50 MB'),
    async (_name, fault, code) => {
      const { kameleoon, kibo, cpp } = accord.emulators;
      const others =
        kameleoon.accounts().length + kibo.accounts().length + accord.emulators['huawei-cloud'].accounts().length;
      collectGarbage();
      const before = memoryInUse();
      const mend = cpp.faults.add({ match: { kind: 'read' }, fault });
      cpp.clearJournal();
      const state = { isThere: false };
      const answer = ask().finally(() => (state.isThere = true));
      if (code === 'UPSTREAM_TIMEOUT') {
        await until(() => cpp.requests.filter(({ status }) => status !== null).length === 2);
        await accord.passTime(50, () => state.isThere);
      }
      const outcome = outcomeOf(await answer);
      mend();
      expect(memoryInUse() - before).toBeLessThan(50 * MEGABYTE);
      expect(outcome).toEqual({ read: [code], listed: [code], others });
      expect(outcomeOf(await ask())).toEqual({ read: [], listed: [], others });
    },
  );

  it(
    safety('hostile-answers', 'duplicate keys: the last one counts; a __proto__ key is a key, and changes no object'),
    async () => {
      const text = `[{${account},"Email":"b@example.org","__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":1}}}]`;
      const mend = accord.emulators.cpp.faults.add({ match: { kind: 'read' }, fault: body(text) });
      const { data, errors } = await accord.query('{ account(id: "cpp:ivana.horvat@cpp.hr") { id email } }');
      mend();
      expect([errors, data]).toEqual([
        undefined,
        { account: { id: 'cpp:ivana.horvat@cpp.hr', email: 'b@example.org' } },
      ]);
      expect('polluted' in {}).toBe(false);
    },
  );
});

// What earlier tests left behind must not be there before and gone after.
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function memoryInUse(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
