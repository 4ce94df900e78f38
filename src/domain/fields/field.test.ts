import { describe, expect, it } from '@jest/globals';
import type { AccountDetails, AccountDraft } from '../account.ts';
import { email, oneOf, text } from './codec.ts';
import { fieldsOf, toCapabilities } from './field.ts';

interface Wire {
  readonly name: string | null;
}
type Draft = AccountDraft<AccountDetails>;

const field = fieldsOf<Wire, AccountDetails>();
const draftOf = () => ({ firstName: null, lastName: null }) as Draft;

describe('a row of a field table', () => {
  it('puts what it takes from the answer into the account, and compares with the same', () => {
    const row = field({
      name: 'firstName',
      wireName: 'name',
      from: (wire) => wire.name,
      into: (draft, value) => (draft.firstName = value),
    });
    const draft = draftOf();
    row.read?.(draft, { name: 'Ana' });
    expect(draft.firstName).toBe('Ana');
    expect(row.current?.({ name: 'Ana' })).toBe('Ana');
    expect(row.confidence).toBe('DOCUMENTED');
  });

  it('reads in its own way where it is told to', () => {
    const row = field({
      name: 'lastName',
      wireName: 'name',
      from: (wire) => wire.name,
      read: (draft, wire) => (draft.lastName = `${wire.name ?? ''}!`),
    });
    const draft = draftOf();
    row.read?.(draft, { name: 'Ana' });
    expect(draft).toMatchObject({ firstName: null, lastName: 'Ana!' });
    expect(row.current?.({ name: 'Ana' })).toBe('Ana');
  });

  it('has no key for what it was not given', () => {
    expect(Object.keys(field({ name: 'x', wireName: 'y' }))).toEqual(['name', 'wireName', 'confidence']);
  });

  it('is not read where it is only compared', () => {
    const row = field({ name: 'active', wireName: 'status', from: (wire) => wire.name });
    expect(row.read).toBeUndefined();
    expect(row.current).toBeDefined();
  });
});

describe('the capabilities of a table', () => {
  const refused = { refused: 'no' };
  const [plain, mail, status, through, odd, renamed] = toCapabilities<Wire, AccountDetails>([
    field({
      name: 'createdAt',
      wireName: 'date',
      from: (wire) => wire.name,
      into: () => undefined,
    }),
    field({
      name: 'email',
      wireName: 'Email',
      confidence: 'ASSUMED',
      sideEffect: 'mail is sent',
      write: { codec: email(), clear: { to: null, confidence: 'ASSUMED' } },
    }),
    field({ name: 'state', wireName: 'state', write: { codec: oneOf({ ON: 1, OFF: 0 }), clear: refused } }),
    field({
      name: 'status',
      wireName: 'Status',
      read: () => undefined,
      writtenThrough: { wireName: 'active', allowedValues: ['ACTIVE'] },
    }),
    field({ name: 'city', wireName: 'city', writtenThrough: { wireName: 'city', allowedValues: [] } }),
    field({
      name: 'address.region',
      wireName: 'state',
      write: { codec: text(), clear: { to: '', confidence: 'DOCUMENTED' }, wireName: 'stateName' },
    }),
  ]);

  it('tell what can be read, written and cleared', () => {
    expect(plain).toEqual({
      field: 'createdAt',
      wireName: 'date',
      readable: true,
      writable: false,
      clearable: false,
      allowedValues: null,
      sideEffect: null,
      sensitive: null,
      confidence: 'DOCUMENTED',
    });
    expect(mail).toEqual({
      field: 'email',
      wireName: 'Email',
      readable: false,
      writable: true,
      clearable: true,
      allowedValues: null,
      sideEffect: 'mail is sent',
      sensitive: null,
      confidence: 'ASSUMED',
    });
    expect(status).toMatchObject({ writable: true, clearable: false, allowedValues: ['ON', 'OFF'] });
  });

  it('count a unified field as written that other rows write', () => {
    expect(through).toMatchObject({
      ...{ readable: true, writable: true, clearable: false, wireName: 'Status / active', allowedValues: ['ACTIVE'] },
    });
  });

  it('name both names of a field that has two', () => {
    expect([odd?.wireName, renamed?.wireName]).toEqual(['city', 'state / stateName']);
    expect(renamed?.clearable).toBe(true);
  });
});
