import { describe, expect, it } from '@jest/globals';
import { isEmailAddress } from './field-rules.ts';
import { createPeople, emailOf } from './people.ts';

describe('the invented people', () => {
  it('EMU-PEOPLE-01 are the same each time, and the first are not changed by inviting more', () => {
    expect(createPeople()).toEqual(createPeople());
    expect(createPeople(10_000).slice(0, 40)).toEqual(createPeople());
    expect(createPeople(3)).toEqual(createPeople().slice(0, 3));
  });

  it('EMU-PEOPLE-02 have addresses, user names and numbers of their own, also when there are 10,000', () => {
    const people = createPeople(10_000);
    for (const key of ['email', 'username', 'number'] as const) {
      expect(new Set(people.map((person) => String(person[key]).toLowerCase())).size).toBe(10_000);
    }
    for (const provider of ['kameleoon', 'kibo', 'wacm', 'huawei-cloud', 'cpp'] as const) {
      expect(new Set(people.map((person) => emailOf(person, provider).toLowerCase())).size).toBe(10_000);
    }
    expect(people.every(({ username }) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(username))).toBe(true);
  });

  it('EMU-PEOPLE-03 are of every kind, and can receive no mail', () => {
    const people = createPeople();
    const all = JSON.stringify(people);
    for (const sample of ['ž', 'Đ', 'é', 'œ', 'İ', 'ş', '伟', '𠮷', 'ß', "'", '-', '+']) expect(all).toContain(sample);
    expect(new Set(people.map(({ condition }) => condition)).size).toBe(7);
    expect(people.filter(({ providers }) => providers.length > 1).length).toBeGreaterThan(20);
    expect(people.filter(({ providers }) => providers.length === 1).length).toBeGreaterThan(5);
    const addresses = people.flatMap((person) => [person.email, emailOf(person, 'cpp'), ...person.googleEmails]);
    expect(addresses.filter((address) => !isEmailAddress(address))).toEqual([]);
    expect(addresses.filter((address) => !/[@.]example(\.(com|org))?$/i.test(address))).toEqual([]);
  });

  it('EMU-PEOPLE-04 are known at CPP by other spellings, or by another address with the usual one at Google', () => {
    const atCpp = createPeople().filter(({ providers }) => providers.includes('cpp'));
    const otherCase = atCpp.filter(
      (person) => emailOf(person, 'cpp') !== person.email && person.googleEmails.length === 0,
    );
    expect(otherCase.length).toBeGreaterThan(0);
    for (const person of otherCase) expect(emailOf(person, 'cpp').toLowerCase()).toBe(person.email);
    const google = atCpp.filter(({ googleEmails }) => googleEmails.length > 0);
    expect(google.length).toBeGreaterThan(2);
    for (const person of google) {
      expect(person.googleEmails).toContain(person.email);
      expect(emailOf(person, 'cpp')).not.toBe(person.email);
    }
  });

  it('EMU-PEOPLE-05 can each have an account at every provider', () => {
    const people = createPeople(10_000, { everywhere: true });
    expect(people.filter(({ providers }) => new Set(providers).size === 5)).toHaveLength(10_000);
    expect({ ...people[6], providers: null }).toEqual({ ...createPeople()[6], providers: null });
  });
});
