import type { EmulatorId } from './emulator-id.ts';
import { people as originals, places } from './people-names.ts';

/** What a person's accounts are like; each provider has its own word, or none, for each. */
export type Condition = 'active' | 'invited' | 'disabled' | 'locked' | 'expired' | 'unpaid' | 'closing';

/** An invented person with accounts at some of the providers. */
export interface Person {
  /** From 1, without gaps: providers derive their ids from it. */
  readonly number: number;
  readonly firstName: string;
  readonly lastName: string;
  /** Unique in lower case; ASCII; under example domains, so no mail can ever arrive anywhere. */
  readonly email: string;
  /** "given.family" in ASCII; unique. */
  readonly username: string;
  /** Free text with country code, as people type it: "+385 91 555 0001". */
  readonly phone: string;
  /** BCP 47, for example "hr-HR". */
  readonly locale: string;
  readonly street: string;
  readonly city: string;
  readonly region: string;
  readonly zip: string;
  /** Full English name. */
  readonly country: string;
  /** ISO 8601, UTC, whole seconds. */
  readonly joinedAt: string;
  readonly condition: Condition;
  /** Where this person has an account. */
  readonly providers: readonly EmulatorId[];
  /** Where a provider knows the person by another spelling of {@link Person.email}, or by another address. */
  readonly emailAt: Readonly<Partial<Record<EmulatorId, string>>>;
  /** Google addresses that sign in at CPP: mostly none, else {@link Person.email} and one more. */
  readonly googleEmails: readonly string[];
}

/** The address under which a provider knows a person. */
export function emailOf(person: Person, provider: EmulatorId): string {
  return person.emailAt[provider] ?? person.email;
}

const EVERYWHERE: readonly EmulatorId[] = ['kameleoon', 'kibo', 'wacm', 'huawei-cloud', 'cpp'];

/** Who has accounts where, in turn: mostly several, sometimes one. */
const MEMBERSHIPS: readonly (readonly EmulatorId[])[] = [
  EVERYWHERE,
  ['kameleoon', 'kibo', 'cpp'],
  ['kibo', 'wacm', 'cpp'],
  EVERYWHERE,
  ['kameleoon', 'wacm', 'cpp'],
  ['kameleoon', 'kibo', 'wacm'],
  ['cpp'],
  ['kibo', 'huawei-cloud'],
  EVERYWHERE,
  ['kameleoon'],
  ['wacm', 'huawei-cloud', 'cpp'],
  ['kameleoon', 'kibo', 'wacm', 'cpp'],
  ['kibo'],
  ['wacm'],
  ['kameleoon', 'kibo', 'huawei-cloud', 'cpp'],
  ['huawei-cloud'],
];

/** Mostly active; a length prime to that of the memberships spreads every condition over every provider. */
const CONDITIONS: readonly Condition[] = [
  'active',
  'active',
  'invited',
  'active',
  'disabled',
  'active',
  'locked',
  'active',
  'expired',
  'active',
  'unpaid',
  'active',
  'closing',
];

/** Where invented people have accounts. */
export interface PeopleOptions {
  /** Each of them at every provider, so that every provider has as many accounts as there are people. Default false. */
  readonly everywhere?: boolean;
}

/**
 * Invents people, the same ones each time: the first 40 have the letters that break software, further ones reuse their
 * names with a number in the address.
 *
 * @param count 40 by default; 10,000 takes well under a second.
 */
export function createPeople(count: number = originals.length, { everywhere = false }: PeopleOptions = {}): Person[] {
  const people = Array.from({ length: count }, (_, index) => createPerson(index));
  return everywhere ? people.map((person) => ({ ...person, providers: EVERYWHERE })) : people;
}

function createPerson(index: number): Person {
  const number = index + 1;
  const round = Math.floor(index / originals.length);
  const [firstName, lastName, placeName, local] = original(index);
  const place = places[placeName];
  // A dot and not a bare digit: "ivana.horvat" and "ivana.horvat2" are two of the first 40.
  const suffix = round === 0 ? '' : `.${round}`;
  const email = `${local}${suffix}@${pick(['adriatic.example', 'lumiere.example.com', 'example.org'], index)}`;
  const digits = String(number).padStart(4, '0');
  const username = toUsername(local) + suffix;
  return {
    number,
    firstName,
    lastName,
    email,
    username,
    phone: `+${place.callingCode} ${place.callingCode === '1' ? '617-555' : '91 555'}-${digits}`,
    locale: place.locale,
    street: `${place.street} ${1 + (index % 120)}`,
    city: place.city,
    region: place.region,
    zip: place.zip.replace(/#/g, (_match, at: number) => String((number * 7 + at) % 10)),
    country: place.country,
    joinedAt: new Date(Date.UTC(2019, index % 12, 1 + (index % 28), index % 24, (index * 7) % 60)).toISOString(),
    condition: pick(CONDITIONS, index),
    providers: pick(MEMBERSHIPS, index),
    emailAt: otherAddresses(email, username, index),
    googleEmails: hasGoogleAddresses(index) ? [email, `${username}@gmail.example`] : [],
  };
}

function original(index: number): (typeof originals)[number] {
  return pick(originals, index);
}

/** Some are known to Kibo in capitals, some to CPP in mixed case or by another address than everywhere else. */
function otherAddresses(email: string, username: string, index: number): Person['emailAt'] {
  const mixedCase = email.charAt(0).toUpperCase() + email.slice(1);
  return {
    ...(index % 11 === 3 ? { kibo: email.toUpperCase() } : {}),
    ...(index % 13 === 8 ? { cpp: mixedCase } : {}),
    ...(hasGoogleAddresses(index) ? { cpp: `${username}@cpp.example` } : {}),
  };
}

function hasGoogleAddresses(index: number): boolean {
  return index % 7 === 4;
}

/** Leaves letters, digits, dots and hyphens, and always a dot, as CPP user names want. */
function toUsername(local: string): string {
  const plain = local.replace(/[+_]/g, '.').replace(/[^a-z0-9.-]/g, '');
  return plain.includes('.') ? plain : `${plain}.user`;
}

function pick<T>(values: readonly T[], index: number): T {
  const value = values[index % values.length];
  if (value === undefined) throw new RangeError('Nothing to pick from.');
  return value;
}
