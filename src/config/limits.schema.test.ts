import { describe, expect, it } from '@jest/globals';
import { canary, loadText, oneSource, problemsOf } from '../../test/support/config/load-text.ts';
import type { SourceConfig } from './accord-config.ts';

const kibo = {
  provider: 'provider: kibo',
  auth: 'auth: { type: oauth2, tokenUrl: https://id.example.com, clientId: a, clientSecret: b }',
};

async function kiboWith(more: string, env: Record<string, string> = {}): Promise<SourceConfig | undefined> {
  const config = await loadText(oneSource({ ...kibo, more: `tenantId: 1\n${more}` }), { env });
  return config.sources[0];
}

const documented = { windows: [{ requests: 5, perSeconds: 1 }], concurrency: 8 };
const others = { queue: 1_000, pauseMs: 1_000, maxPauseMs: 3_600_000 };

describe('limits', () => {
  it.each([
    ['{}', documented],
    ['{ requestsPerSecond: 20 }', { windows: [{ requests: 20, perSeconds: 1 }] }],
    ['{ requestsPerSecond: 2.5 }', { windows: [{ requests: 2, perSeconds: 0.8 }] }],
    ['{ requestsPerSecond: 0.5 }', { windows: [{ requests: 1, perSeconds: 2 }] }],
    ['{ requestsPerSecond: null }', { windows: [] }],
    [
      '{ requestsPerSecond: "${RPS}", concurrency: "3" }',
      { windows: [{ requests: 7, perSeconds: 1 }], concurrency: 3 },
    ],
    ['{ windows: [] }', { windows: [] }],
    [
      '{ windows: [{ requests: 50, perSeconds: 10 }, { requests: "1000", perSeconds: 3600, only: reads }] }',
      {
        windows: [
          { requests: 50, perSeconds: 10 },
          { requests: 1_000, perSeconds: 3_600, only: 'reads' },
        ],
      },
    ],
    [
      '{ requestsPerSecond: 4, windows: [{ requests: 50, perSeconds: 60 }] }',
      {
        windows: [
          { requests: 4, perSeconds: 1 },
          { requests: 50, perSeconds: 60 },
        ],
      },
    ],
    [
      '{ concurrency: 2, queue: 0, pauseMs: 30, maxPauseMs: 0 }',
      { concurrency: 2, queue: 0, pauseMs: 30, maxPauseMs: 0 },
    ],
  ])('limits: %s', async (limits, expected) => {
    const read = await kiboWith(`limits: ${limits}`, { RPS: '7' });
    expect(read?.limits).toEqual({ ...documented, ...others, ...expected });
  });

  const pace = ': must be a number from 0.001 to 100000, or null for no limit';
  const keys = 'requestsPerSecond, windows, concurrency, queue, pauseMs, maxPauseMs';
  it.each([
    ['{ requestsPerSecond: 0 }', `.requestsPerSecond${pace}`],
    [`{ requestsPerSecond: ${canary} }`, `.requestsPerSecond${pace}`],
    ['{ requestsPerSecond: [] }', `.requestsPerSecond${pace}`],
    ['{ windows: 5 }', '.windows: must be a list of windows such as { requests: 50, perSeconds: 10 }'],
    [
      '{ windows: [{ perSeconds: 1 }] }',
      '.windows[0].requests: is missing; it must be a whole number from 1 to 100000',
    ],
    [
      '{ windows: [{ requests: 1.5, perSeconds: 1 }] }',
      '.windows[0].requests: must be a whole number from 1 to 100000',
    ],
    ['{ windows: [{ requests: 1, perSeconds: 0 }] }', '.windows[0].perSeconds: must be a number from 0.001 to 86400'],
    ['{ windows: [{ requests: 1, perSeconds: 1, only: writes }] }', '.windows[0].only: must be reads, or left out'],
    ['{ windows: [{ requests: 1, perSeconds: 1, per: 1 }] }', '.windows[0].per: is not a known key'],
    ['{ concurrency: 0 }', '.concurrency: must be a whole number from 1 to 10000'],
    ['{ concurrency: null }', '.concurrency: must be a whole number from 1 to 10000'],
    ['{ concurrency: 1.5 }', '.concurrency: must be a whole number from 1 to 10000'],
    ['{ queue: -1 }', '.queue: must be a whole number from 0 to 1000000'],
    [`{ perSecond: ${canary} }`, `.perSecond: is not a known key; known here: ${keys}`],
    ['5', `: must be a mapping with the keys ${keys}`],
    ['', `: must be a mapping with the keys ${keys}`],
  ])('limits: %s is refused', async (limits, problem) => {
    expect(await problemsOf(oneSource({ more: `limits: ${limits}` }))).toEqual([`sources[0].limits${problem}`]);
  });
});

describe('retries and breaker', () => {
  it.each([
    ['retries: { attempts: 5 }', { retries: { attempts: 5, percent: 20 } }],
    ['retries: { percent: "0" }', { retries: { attempts: 3, percent: 0 } }],
    ['retries: null', { retries: null }],
    ['breaker: null', { breaker: null }],
    [
      'breaker: { failures: 2, ofCalls: 2 }',
      { breaker: { failures: 2, ofCalls: 2, pauseMs: 5_000, maxPauseMs: 60_000 } },
    ],
    ['breaker: { pauseMs: 90000 }', { breaker: { failures: 5, ofCalls: 10, pauseMs: 90_000, maxPauseMs: 90_000 } }],
  ])('%s', async (more, expected) => {
    expect(await kiboWith(more)).toMatchObject(expected);
  });

  it.each([
    ['retries: { attempts: 0 }', 'retries.attempts: must be a whole number from 1 to 10'],
    ['retries: { percent: 101 }', 'retries.percent: must be a whole number from 0 to 100'],
    ['retries: { tries: 1 }', 'retries.tries: is not a known key; known here: attempts, percent'],
    ['retries: off', 'retries: must be a mapping with the keys attempts, percent'],
    ['breaker: { failures: 11 }', 'breaker.failures: must not be more than ofCalls'],
    ['breaker: { ofCalls: 32 }', 'breaker.ofCalls: must be a whole number from 1 to 31'],
    ['breaker: false', 'breaker: must be a mapping with the keys failures, ofCalls, pauseMs, maxPauseMs'],
  ])('%s is refused', async (more, problem) => {
    expect(await problemsOf(oneSource({ more }))).toEqual([`sources[0].${problem}`]);
  });
});
