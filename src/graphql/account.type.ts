import { GraphQLDateTime } from 'graphql-scalars';
import { Directive, Field, ObjectType } from 'type-graphql';
import {
  AccountKind,
  AccountStatus,
  AccountStatusReason,
  Freshness,
  MissingReason,
  RoleTier,
} from '../domain/account.ts';
import type { AccountDetails } from '../domain/account.ts';
import { AccountDetailsUnion } from './account-details.ts';
import { ProviderEnum } from './enums.ts';
import { NodeType } from './node.type.ts';

@Directive('@shareable')
@ObjectType('PhoneNumber', { description: 'A telephone number.', simpleResolvers: true })
export class PhoneNumberType {
  @Field(() => String, { description: 'As the provider has it.' })
  raw!: string;
}

@Directive('@shareable')
@ObjectType('PostalAddress', {
  description: 'A postal address, in free text as providers keep it.',
  simpleResolvers: true,
})
export class PostalAddressType {
  @Field(() => String, { nullable: true, description: 'Street and number.' })
  line1!: string | null;
  @Field(() => String, { nullable: true, description: 'What does not fit the first line.' })
  line2!: string | null;
  @Field(() => String, { nullable: true, description: 'Town or city.' })
  city!: string | null;
  @Field(() => String, { nullable: true, description: 'State, county or province.' })
  region!: string | null;
  @Field(() => String, { nullable: true, description: 'A text: leading zeros count.' })
  postalCode!: string | null;
  @Field(() => String, { nullable: true, description: 'As the provider spells it; not an ISO code.' })
  country!: string | null;
}

@Directive('@shareable')
@ObjectType('AccountRole', { description: 'A role that an account has at its provider.', simpleResolvers: true })
export class AccountRoleType {
  @Field(() => String, { description: 'The provider’s own name of the role.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'Where it holds, in the provider’s words; null for everywhere.' })
  scope!: string | null;
  @Field(() => RoleTier, { description: 'Advice for readers, never a basis for authorization.' })
  tier!: RoleTier;
}

@ObjectType('MissingField', { description: 'A field whose null is not an answer.', simpleResolvers: true })
export class MissingFieldType {
  @Field(() => String, { description: 'The field of the account.' })
  field!: string;
  @Field(() => MissingReason, { description: 'Why it is null.' })
  reason!: MissingReason;
}

/** The graph's `Account`. The domain's account is its value; `source` and `phone.e164` are resolved beside it. */
@Directive('@key(fields: "id")')
@ObjectType('Account', {
  description: 'An account at one source, in one shape.',
  simpleResolvers: true,
  implements: NodeType,
})
export class AccountType extends NodeType {
  @Field(() => ProviderEnum, { description: 'The provider behind the source.' })
  provider!: string;
  @Field(() => String, { description: 'The provider’s own key of the account, always a string.' })
  externalId!: string;
  @Field(() => AccountKind, { description: 'A person’s account, or an organization’s member account.' })
  kind!: AccountKind;
  @Field(() => String, { nullable: true, description: 'The name to sign in with.' })
  username!: string | null;
  @Field(() => String, { description: 'Never empty: name, else username, else e-mail, else externalId.' })
  displayName!: string;
  @Field(() => String, { nullable: true, description: 'Given name.' })
  firstName!: string | null;
  @Field(() => String, { nullable: true, description: 'Family name.' })
  lastName!: string | null;
  @Field(() => String, { nullable: true, description: 'The main e-mail address.' })
  email!: string | null;
  @Field(() => [String], { description: 'Further e-mail addresses, such as CPP’s Google logins.' })
  alternateEmails!: readonly string[];
  @Field(() => PhoneNumberType, { nullable: true, description: 'The telephone number.' })
  phone!: PhoneNumberType | null;
  @Field(() => String, { nullable: true, description: 'BCP 47; null where the provider’s value has no tag.' })
  locale!: string | null;
  @Field(() => AccountStatus, { description: 'The life cycle, in words common to all providers.' })
  status!: AccountStatus;
  @Field(() => AccountStatusReason, { nullable: true, description: 'Why the account cannot be used as it could.' })
  statusReason!: AccountStatusReason | null;
  @Field(() => String, { nullable: true, description: 'The provider’s raw status, always kept.' })
  providerStatus!: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Locked after failed sign-ins.' })
  locked!: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'The e-mail address was confirmed.' })
  verified!: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Multi-factor authentication is on.' })
  mfaEnabled!: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Signs in through an identity provider.' })
  sso!: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'The password must be changed.' })
  passwordExpired!: boolean | null;
  @Field(() => [AccountRoleType], { description: 'The roles at this provider.' })
  roles!: readonly AccountRoleType[];
  @Field(() => PostalAddressType, { nullable: true, description: 'The postal address.' })
  address!: PostalAddressType | null;
  @Field(() => String, { nullable: true, description: 'Free text about the account.' })
  description!: string | null;
  @Field(() => String, { nullable: true, description: 'Where its picture is.' })
  avatarUrl!: string | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it was created.' })
  createdAt!: Date | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it joined the organization.' })
  joinedAt!: Date | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When the provider last changed it.' })
  updatedAt!: Date | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When somebody last signed in with it.' })
  lastLoginAt!: Date | null;
  @Field(() => GraphQLDateTime, { description: 'When the provider said all this.' })
  observedAt!: Date;
  @Field(() => Freshness, { description: 'Whether it was read now, or is the provider’s last known answer.' })
  freshness!: Freshness;
  @Field(() => AccountDetailsUnion, { description: 'Everything the provider says that has no unified field.' })
  details!: AccountDetails;
}
