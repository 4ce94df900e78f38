import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';

@ObjectType('KiboScope', { description: 'Where a Kibo role holds.', simpleResolvers: true })
export class KiboScopeType {
  @Field(() => String, { nullable: true, description: 'What kind of place, such as Tenant.' })
  type!: string | null;
  @Field(() => ID, { nullable: true, description: 'Its number.' })
  id!: string | null;
  @Field(() => String, { nullable: true, description: 'Its name.' })
  name!: string | null;
}

@ObjectType('KiboRoleResource', { description: 'Something that a Kibo role is limited to.', simpleResolvers: true })
export class KiboRoleResourceType {
  @Field(() => String, { nullable: true, description: 'What kind of thing.' })
  type!: string | null;
  @Field(() => ID, { nullable: true, description: 'Its id.' })
  id!: string | null;
}

@ObjectType('KiboAuditInfo', { description: 'When and by whom a role was given and changed.', simpleResolvers: true })
export class KiboAuditInfoType {
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it was last changed.' })
  updateDate!: Date | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it was given.' })
  createDate!: Date | null;
  @Field(() => String, { nullable: true, description: 'Who last changed it.' })
  updateBy!: string | null;
  @Field(() => String, { nullable: true, description: 'Who gave it.' })
  createBy!: string | null;
}

@ObjectType('KiboRole', { description: 'A Kibo role in full.', simpleResolvers: true })
export class KiboRoleType {
  @Field(() => ID, { nullable: true, description: 'The user who has it.' })
  userId!: string | null;
  @Field(() => KiboScopeType, { nullable: true, description: 'Where it holds.' })
  assignedInScope!: KiboScopeType | null;
  @Field(() => ID, { nullable: true, description: 'The role’s number.' })
  roleId!: string | null;
  @Field(() => String, { nullable: true, description: 'The role’s name.' })
  roleName!: string | null;
  @Field(() => [KiboRoleResourceType], { description: 'What it is limited to.' })
  roleResources!: readonly KiboRoleResourceType[];
  @Field(() => [String], { description: 'Its tags.' })
  roleTags!: readonly string[];
  @Field(() => KiboAuditInfoType, { nullable: true, description: 'Its history.' })
  auditInfo!: KiboAuditInfoType | null;
}

@ObjectType('KiboDetails', {
  description: 'What Kibo says of a user beyond the unified fields. The password is never shown.',
  simpleResolvers: true,
})
export class KiboDetailsType {
  @Field(() => String, { nullable: true, description: 'The key in another system; not Account.externalId.' })
  externalId!: string | null;
  @Field(() => String, { nullable: true, description: 'The locale as Kibo has it, whether a language tag or not.' })
  localeCode!: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Agreed to e-mail.' })
  optInToEmail!: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Agreed to text messages.' })
  optInToTextMessage!: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether the account is switched on.' })
  isActive!: boolean | null;
  @Field(() => String, { nullable: true, description: 'The identity provider that the user signs in with.' })
  identityProviderId!: string | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When the password was last changed.' })
  lastPasswordChangeOn!: Date | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When the account was last locked.' })
  lastLockedOn!: Date | null;
  @Field(() => Int, { nullable: true, description: 'Sign-ins that failed in a row.' })
  failedLoginAttemptCount!: number | null;
  @Field(() => Int, { nullable: true, description: 'Sign-ins that may still fail before the account is locked.' })
  remainingLoginAttempts!: number | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When the first of them failed.' })
  firstFailedLoginAttemptOn!: Date | null;
  @Field(() => [KiboRoleType], { description: 'The roles in full.' })
  roles!: readonly KiboRoleType[];
}
