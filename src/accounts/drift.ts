import type { Account } from '../domain/account.ts';
import { emailText } from '../domain/email-address.ts';
import { knownFields } from '../domain/fields/known-fields.ts';
import type { Sources } from '../domain/source.ts';

/** A unified field on which accounts of one person disagree. */
export interface FieldDrift {
  /** By its name in the graph. */
  readonly field: string;
  readonly values: readonly DriftValue[];
}

/** One of the values, and the accounts that have it; null where they have none although their provider knows the field. */
export interface DriftValue {
  /** In the spelling of the first of the accounts. */
  readonly value: string | null;
  readonly accounts: readonly Account[];
}

interface Comparison {
  readonly field: keyof Account & string;
  /** The value as people read it. */
  readonly show: (account: Account) => string | null;
  /** By what two values are the same. */
  readonly key: (value: string) => string;
}

/**
 * The fields that are compared, and when two values are the same: see docs/decisions/0017. Not among them are keys, dates,
 * roles and the provider's own words, which differ by nature.
 */
const COMPARISONS: readonly Comparison[] = [
  text('firstName', wording),
  text('lastName', wording),
  text('username', (value) => wording(value).toLowerCase()),
  text('email', emailText),
  { field: 'phone', show: ({ phone }) => phone?.raw ?? null, key: digits },
  text('locale', language),
  text('status', same),
  flag('locked'),
  flag('verified'),
  flag('mfaEnabled'),
  flag('sso'),
  flag('passwordExpired'),
  { field: 'address', show: addressLine, key: wording },
  text('description', wording),
  text('avatarUrl', same),
];

/** Where accounts disagree, field by field. A provider that knows no such field has no say in it. Pure. */
export function driftOf(accounts: readonly Account[], sources: Sources): readonly FieldDrift[] {
  const known = new Map(
    accounts.map(({ sourceId }) => [
      sourceId,
      knownFields(sources.get(sourceId)?.datasource.capabilities.fields ?? []),
    ]),
  );
  return COMPARISONS.flatMap((comparison) => {
    const { field } = comparison;
    const asked = accounts.filter(
      (account) => known.get(account.sourceId)?.has(field) === true && account.notFetched?.includes(field) !== true,
    );
    const values = groupByValue(asked, comparison);
    return values.length > 1 ? [{ field, values }] : [];
  });
}

function groupByValue(accounts: readonly Account[], { show, key }: Comparison): readonly DriftValue[] {
  const groups = new Map<string | null, { readonly value: string | null; readonly accounts: Account[] }>();
  for (const account of accounts) {
    const shown = show(account);
    // No text and an empty one say the same.
    const value = shown === null || shown.trim() === '' ? null : shown;
    const group = groups.get(value && key(value)) ?? { value, accounts: [] };
    group.accounts.push(account);
    groups.set(value && key(value), group);
  }
  return [...groups.values()];
}

type FieldOf<Value> = {
  [Key in keyof Account]-?: Account[Key] extends Value | null ? Key : never;
}[keyof Account] &
  string;

function text(field: FieldOf<string>, key: Comparison['key']): Comparison {
  return { field, show: (account) => account[field], key };
}

function flag(field: FieldOf<boolean>): Comparison {
  return { field, show: (account) => account[field]?.toString() ?? null, key: same };
}

function same(value: string): string {
  return value;
}

/** The words, whatever lies between them. */
function wording(value: string): string {
  return value.normalize('NFC').trim().replace(/\s+/g, ' ');
}

/** "+385 91 555 0001" and "0038591-5550001" are one number. */
function digits(value: string): string {
  return value.replace(/\D/g, '').replace(/^0+/, '');
}

/** Providers differ in whether they keep a region: "fr" and "fr-CH" do not contradict each other. */
function language(value: string): string {
  return (value.split('-')[0] ?? value).toLowerCase();
}

function addressLine({ address }: Account): string | null {
  if (!address) return null;
  const { line1, line2, city, region, postalCode, country } = address;
  const parts = [line1, line2, city, region, postalCode, country];
  return parts.filter((part) => part !== null && part.trim() !== '').join(', ');
}
