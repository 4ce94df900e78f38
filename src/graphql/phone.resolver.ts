import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { FieldResolver, Resolver, Root } from 'type-graphql';
import type { PhoneNumber } from '../domain/account.ts';
import { PhoneNumberType } from './account.type.ts';

/** The one form of a telephone number that machines agree on, worked out only where somebody asks. */
@Resolver(() => PhoneNumberType)
export class PhoneResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'ITU E.164, e.g. +15551234567; null where the raw number has no country code or is none.',
  })
  e164(@Root() phone: PhoneNumber): string | null {
    const number = parsePhoneNumberFromString(phone.raw);
    return number?.isPossible() === true ? number.number : null;
  }
}
