import type { Account } from '../../src/domain/account.ts';
import type { JsonValue } from '../../src/domain/json-value.ts';
import type { Fields, RecordedRequest } from '../../src/emulators/shared/emulator.ts';
import type { CppDetails } from '../../src/providers/cpp/cpp.details.ts';
import type { KiboDetails } from '../../src/providers/kibo/kibo.details.ts';

/** The providers of the histories: two whose PUT replaces, a PATCH, and one that cannot be read. */
export const modelIds = ['kibo', 'cpp', 'kameleoon', 'wacm'] as const;
export type ModelId = (typeof modelIds)[number];

/** One field that the histories write, on its way from a patch to the provider and back. */
export interface ModelField {
  /** In a patch of the provider's own words. */
  readonly name: string;
  /** Whether a patch in unified fields may hold it under the same name. */
  readonly isUnified: boolean;
  /** In the body of the write. */
  readonly sent: string;
  /** In the provider's state. */
  readonly held: string;
  /** Few, so that they meet each other again; a text beside them is made for one operation. */
  readonly values: readonly JsonValue[];
  readonly isText: boolean;
  /** What null is stored as. Undefined: the field cannot be emptied. */
  readonly cleared?: JsonValue;
  readonly read: (account: Account) => unknown;
}

/** What the histories know of a provider. */
export interface ProviderModel {
  readonly id: ModelId;
  /** The graph's name. */
  readonly provider: string;
  readonly mutation: string;
  readonly canRead: boolean;
  readonly fields: readonly ModelField[];
  readonly keyOf: (account: Fields) => string;
  /** Which account a write call is about. */
  readonly keyIn: (record: RecordedRequest) => string;
  /** The field that every patch must hold, with the value that it has. */
  readonly always?: string;
  /** What the provider changes by itself with every write: `member` of `field`. */
  readonly volatile?: readonly [field: string, member: string];
}

const NAMES = ['Ana', 'Iva', 'Šime'];

type Extra = Partial<Pick<ModelField, 'isUnified' | 'sent' | 'cleared'>>;

function text(name: string, held: string, read: ModelField['read'], extra: Extra = {}): ModelField {
  const values = extra.cleared === undefined ? NAMES : [...NAMES, null];
  return { name, isUnified: false, sent: held, held, values, isText: true, read, ...extra };
}

function choice(
  name: string,
  held: string,
  { values, read }: Pick<ModelField, 'values' | 'read'>,
  extra: Extra = {},
): ModelField {
  return { name, isUnified: false, sent: held, held, values, isText: false, read, ...extra };
}

const lastSegment = (record: RecordedRequest) => record.path.slice(record.path.lastIndexOf('/') + 1);
const id = (account: Fields) => String(account.id);
const unified = { isUnified: true };
const kibo = (account: Account) => account.details as KiboDetails;
const cpp = (account: Account) => account.details as CppDetails;

export const models: Readonly<Record<ModelId, ProviderModel>> = {
  kibo: {
    id: 'kibo',
    provider: 'KIBO',
    mutation: 'updateKiboAccount',
    canRead: true,
    keyOf: id,
    keyIn: lastSegment,
    volatile: ['systemData', 'updatedOn'],
    fields: [
      text('firstName', 'firstName', (account) => account.firstName, unified),
      text('lastName', 'lastName', (account) => account.lastName, unified),
      text('phone', 'phoneNumber', (account) => account.phone?.raw, { ...unified, cleared: null }),
      text('externalId', 'externalId', (account) => kibo(account).externalId, { cleared: null }),
      choice('optInToEmail', 'optInToEmail', {
        values: [true, false],
        read: (account) => kibo(account).optInToEmail,
      }),
      choice('isActive', 'isActive', { values: [true, false], read: (account) => kibo(account).isActive }),
    ],
  },
  cpp: {
    id: 'cpp',
    provider: 'CPP',
    mutation: 'updateCppAccount',
    canRead: true,
    keyOf: (account) => String(account.Username),
    keyIn: (record) => {
      const body = JSON.parse(record.body) as { readonly Username?: string };
      return (body.Username ?? '').toLowerCase().replace(/@cpp\.hr$/, '');
    },
    fields: [
      text('firstName', 'Name', (account) => account.firstName, { ...unified, cleared: '' }),
      text('lastName', 'Surname', (account) => account.lastName, { ...unified, cleared: '' }),
      choice('departmentId', 'DepartmentId', {
        values: [0, 1, 2, 3],
        read: (account) => cpp(account).departmentId,
      }),
      choice('translationLanguage', 'TranslationLanguage', {
        values: [0, 1],
        read: (account) => cpp(account).translationLanguage,
      }),
    ],
  },
  kameleoon: {
    id: 'kameleoon',
    provider: 'KAMELEOON',
    mutation: 'updateKameleoonAccount',
    canRead: true,
    keyOf: id,
    keyIn: lastSegment,
    fields: [
      text('firstName', 'firstName', (account) => account.firstName, { ...unified, cleared: null }),
      text('lastName', 'lastName', (account) => account.lastName, { ...unified, cleared: null }),
      text('avatarUrl', 'imageURL', (account) => account.avatarUrl, { cleared: null }),
      choice('locale', 'preferredLocale', { values: ['fr', 'en', 'de'], read: (account) => account.locale }),
      choice('passwordExpired', 'isPasswordExpired', {
        values: [true, false],
        read: (account) => account.passwordExpired,
      }),
    ],
  },
  wacm: {
    id: 'wacm',
    provider: 'WACM',
    mutation: 'updateWacmAccount',
    canRead: false,
    always: 'email',
    keyOf: id,
    keyIn: lastSegment,
    fields: [
      text('firstName', 'firstName', (account) => account.firstName, { ...unified, cleared: '' }),
      text('lastName', 'lastName', (account) => account.lastName, { ...unified, cleared: '' }),
      text('phone', 'phone', (account) => account.phone?.raw, { ...unified, cleared: '' }),
      text('address.region', 'state', (account) => account.address?.region, { sent: 'stateName', cleared: '' }),
      choice('mfa', 'mfa', { values: [true, false], read: (account) => account.mfaEnabled }),
    ],
  },
};

/** What the provider holds of a field once a patch with this value has been carried out. */
export function storedValue(field: ModelField, value: JsonValue): JsonValue {
  return value ?? field.cleared ?? null;
}

/** Nothing there, in whichever way it is said: the graph says null for all of them. */
export function shown(value: unknown): unknown {
  return value === '' ? null : (value ?? null);
}
