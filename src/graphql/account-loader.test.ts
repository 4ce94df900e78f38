import { beforeEach, describe, expect, it } from '@jest/globals';
import type { AccountService } from '../accounts/account-service.ts';
import type { Account } from '../domain/account.ts';
import { createCaller } from '../domain/caller.ts';
import type { CallOptions } from '../domain/datasource.ts';
import { AccountError, ErrorCode } from '../domain/errors.ts';
import { readAccount } from '../domain/fields/read-account.ts';
import { FakeDatasource, fakeSource } from '../../test/support/fake-datasource.ts';
import { createAccountLoader, type AccountLoader } from './account-loader.ts';

const caller = createCaller('reader', []);
const { signal } = new AbortController();
let reads: { readonly id: string; readonly options: CallOptions }[];
let loader: AccountLoader;

/** Services as the loader needs them: every read is noted, and answers with an account of its own. */
function servicesOver(onDemand?: readonly string[]): AccountService {
  const source = fakeSource('fake', new FakeDatasource([], { ...(onDemand && { onDemand }) }));
  const services: Pick<AccountService, 'locate' | 'read'> = {
    locate: (id) => ({ source, externalId: id.slice('fake:'.length).toLowerCase() }),
    read: (by, { externalId }, options) => {
      if (by !== caller) throw new Error('a stranger reads');
      const id = `fake:${externalId}`;
      reads.push({ id, options: options ?? {} });
      if (id === 'fake:bad') return Promise.reject(new AccountError(ErrorCode.UPSTREAM_TIMEOUT, 'late'));
      return Promise.resolve(accountOf(id));
    },
  };
  return services as AccountService;
}

function accountOf(id: string): Account {
  const origin = { sourceId: 'fake', provider: 'FAKE', externalId: id, kind: 'USER', freshness: 'LIVE' } as const;
  const document = { wire: {}, details: { __typename: 'FakeDetails' } };
  return readAccount([], document, { ...origin, observedAt: new Date(0) });
}

const load = (id: string, ...fields: string[]) => loader.load(`fake:${id}`, new Set(fields));
const readFields = () => reads.map(({ options }) => [...(options.fields ?? [])]);

beforeEach(() => {
  reads = [];
});

describe('the account loader, where nothing is on demand', () => {
  beforeEach(() => {
    loader = createAccountLoader(servicesOver(), caller, { signal });
  });

  it('reads an account once, under whatever spelling and for whatever fields, now and later', async () => {
    const [first, second] = await Promise.all([load('1a', 'id'), load('1A', 'email')]);
    expect(second).toBe(first);
    expect(await load('1a', 'version')).toBe(first);
    expect(reads).toMatchObject([{ id: 'fake:1a', options: { signal } }]);
  });

  it('reads together with other requests, once what has arrived in this turn of the event loop has been taken in', async () => {
    const other = createAccountLoader(servicesOver(), caller, { signal });
    const answers = [load('1', 'id'), other.load('fake:2', new Set(['id']))];
    await new Promise<void>((resolve) => {
      process.nextTick(resolve);
    });
    expect(reads).toEqual([]);
    await Promise.race(answers);
    expect(reads).toMatchObject([{ id: 'fake:1' }, { id: 'fake:2' }]);
    await Promise.all(answers);
  });

  it('reads again after an account was forgotten', async () => {
    const before = await load('1', 'id');
    loader.clear('fake:1');
    expect(await load('1', 'id')).not.toBe(before);
    expect(reads).toHaveLength(2);
  });

  it('fails one account and not the others', async () => {
    const [bad, good] = await Promise.allSettled([load('bad', 'id'), load('1', 'id')]);
    expect(bad).toMatchObject({ status: 'rejected', reason: { code: 'UPSTREAM_TIMEOUT' } });
    expect(good.status).toBe('fulfilled');
  });
});

describe('the account loader, where fields are on demand', () => {
  beforeEach(() => {
    loader = createAccountLoader(servicesOver(['email', 'phone']), caller, { signal });
  });

  it('reads once for all that is wanted together', async () => {
    const [few, many] = await Promise.all([load('1', 'id'), load('1', 'phone')]);
    expect(few).toBe(many);
    expect(readFields()).toEqual([['phone']]);
  });

  it('serves fewer fields out of a read for more', async () => {
    const many = await load('1', 'email');
    expect(await load('1', 'id')).toBe(many);
    expect(reads).toHaveLength(1);
  });

  it('reads again where an earlier read left out what is wanted now, and then no more', async () => {
    const few = await load('1', 'id');
    const many = await load('1', 'email');
    expect(many).not.toBe(few);
    expect(await load('1', 'id')).toBe(many);
    expect(readFields()).toEqual([['id'], ['email']]);
  });

  it('takes the version for a field that is made of everything', async () => {
    await load('1', 'id');
    await load('1', 'version');
    expect(readFields()).toEqual([['id'], ['version']]);
  });
});
