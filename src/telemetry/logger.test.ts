import { describe, expect, it } from '@jest/globals';
import { AccountError } from '../domain/errors.ts';
import { Secret } from '../domain/secret.ts';
import type { Logger, LogLevel } from './logger.ts';
import { createLogger } from './logger.ts';

const canary = 'cAnArY7731';

function capture(level: LogLevel = 'debug'): {
  logger: Logger;
  lines: string[];
  records: () => Record<string, unknown>[];
} {
  const lines: string[] = [];
  const logger = createLogger({ level, destination: { write: (line) => void lines.push(line) } });
  return { logger, lines, records: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

describe('createLogger', () => {
  it('writes one JSON object on a line, with level, ISO time, fields and message', () => {
    const { logger, lines, records } = capture();
    logger.info({ sourceId: 'kibo-eu', durationMs: 12 }, 'update sent');
    expect(lines).toHaveLength(1);
    expect(lines[0]?.endsWith('}\n')).toBe(true);
    const [{ time, ...rest } = {}] = records();
    expect(rest).toEqual({ level: 'info', sourceId: 'kibo-eu', durationMs: 12, msg: 'update sent' });
    expect(new Date(String(time)).toISOString()).toBe(time);
  });

  it.each([
    ['debug', ['debug', 'info', 'warn', 'error']],
    ['warn', ['warn', 'error']],
    ['error', ['error']],
    ['silent', []],
  ] as const)('at %s writes %j', (level, written) => {
    const { logger, records } = capture(level);
    for (const name of ['debug', 'info', 'warn', 'error'] as const) logger[name]({}, 'x');
    logger.child({ a: 1 }).debug({ b: 2 }, 'from a child');
    const levels = records().map((record) => record.level);
    expect(levels).toEqual(level === 'debug' ? [...written, 'debug'] : written);
  });

  it('a child repeats its fields on every line, and a child of it adds its own', () => {
    const { logger, records } = capture();
    const request = logger.child({ requestId: 'r-1' });
    request.info({}, 'begun');
    request.child({ sourceId: 'cpp' }).warn({ attempt: 2 }, 'again');
    logger.info({}, 'other');
    const rest = { time: 0, level: '' };
    expect(records().map((record) => ({ ...record, ...rest }))).toEqual([
      { ...rest, requestId: 'r-1', msg: 'begun' },
      { ...rest, requestId: 'r-1', sourceId: 'cpp', attempt: 2, msg: 'again' },
      { ...rest, msg: 'other' },
    ]);
  });

  it('is not steered by what is in a message or field', () => {
    const { logger, lines, records } = capture();
    logger.info({ level: 'error', msg: 'forged', name: 'a\n{"level":"error"}' }, 'text %s %j \n{"forged":1}');
    expect(lines).toHaveLength(1);
    expect(lines[0]?.indexOf('\n')).toBe((lines[0]?.length ?? 0) - 1);
    expect(records()[0]).toMatchObject({
      level: 'info',
      msg: 'text %s %j \n{"forged":1}',
      level_: 'error',
      msg_: 'forged',
    });
  });

  it('no secret reaches the output, by any way in', () => {
    const { logger, lines } = capture();
    const upstream = Object.assign(new Error(`401 ${canary}`), {
      config: { headers: { Authorization: `Bearer ${canary}` }, data: canary },
      response: { data: { password: canary } },
    });
    const request = logger.child({ requestId: 'r', authorization: canary, auth: { token: new Secret(canary) } });
    for (const target of [logger, request]) {
      target.error({ error: upstream }, 'call failed');
      target.error({ error: new AccountError('UPSTREAM_REFUSED', 'Refused.'), cause: upstream }, 'refused');
      target.warn({ headers: { cookie: canary, 'x-auth-token': canary }, list: [{ clientSecret: canary }] }, 'x');
      target.info({ secret: new Secret(canary), nested: [[new Secret(canary)]], body: canary }, 'y');
      target.debug({ url: `https://u:${canary}@example.com/?access_token=${canary}` }, `Bearer ${canary}`);
      target.info({ note: `token: Bearer ${canary}` }, `https://u:${canary}@example.com`);
    }
    expect(lines).toHaveLength(12);
    expect(lines.join('')).not.toContain(canary);
    expect(lines.join('')).toContain('[secret]');
  });
});
