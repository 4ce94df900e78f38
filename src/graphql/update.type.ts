import { GraphQLJSON } from 'graphql-scalars';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { ErrorCode } from '../domain/errors.ts';
import type { JsonValue } from '../domain/json-value.ts';
import { UpdateOutcome, WarningCode } from '../domain/update.ts';
import { AccountType } from './account.type.ts';
import { WritableStatus } from './enums.ts';
import { FieldChangeType } from './field-change.type.ts';
import { OperationType } from './operation.type.ts';
import { UpdateInputType } from './update-input.type.ts';

@ObjectType('UpdateWarning', { description: 'What a caller should know beside the outcome.', simpleResolvers: true })
export class UpdateWarningType {
  @Field(() => WarningCode, { description: 'Its kind.' })
  code!: WarningCode;
  @Field(() => String, { nullable: true, description: 'The field it is about.' })
  field!: string | null;
  @Field(() => String, { description: 'The same for people.' })
  message!: string;
}

@ObjectType('UserError', { description: 'Why an update, or a part of it, was not done.', simpleResolvers: true })
export class UserErrorType {
  @Field(() => ErrorCode, { description: 'Its kind.' })
  code!: ErrorCode;
  @Field(() => [String], {
    nullable: true,
    description: 'The path of the input field at fault, e.g. ["patch", "email"].',
  })
  field!: readonly string[] | null;
  @Field(() => String, { description: 'What is wrong, and what would be right.' })
  message!: string;
  @Field(() => Int, { nullable: true, description: 'Seconds after which another try makes sense.' })
  retryAfterSeconds!: number | null;
}

@ObjectType('PlannedRequest', {
  description: 'A write call as it would leave, secrets redacted.',
  simpleResolvers: true,
})
export class PlannedRequestType {
  @Field(() => String, { description: 'PATCH or PUT.' })
  method!: string;
  @Field(() => String, { description: 'Below the source’s base URL.' })
  path!: string;
  @Field(() => GraphQLJSON, { nullable: true, description: 'The body, in its own order of keys.' })
  body!: JsonValue;
}

@ObjectType('UpdateAccountPayload', { description: 'How an update ended.', simpleResolvers: true })
export class UpdateAccountPayloadType {
  @Field(() => UpdateOutcome, { description: 'How it ended.' })
  outcome!: UpdateOutcome;
  @Field(() => AccountType, { nullable: true, description: 'The account now; null where it cannot be told.' })
  account!: AccountType | null;
  @Field(() => [FieldChangeType], { description: 'What was to change, and whether it did.' })
  changes!: readonly FieldChangeType[];
  @Field(() => [UpdateWarningType], { description: 'What else there is to know.' })
  warnings!: readonly UpdateWarningType[];
  @Field(() => [UserErrorType], { description: 'Why something was not done.' })
  userErrors!: readonly UserErrorType[];
  @Field(() => [PlannedRequestType], { description: 'For a dry run: the write calls exactly as they would go out.' })
  plan!: readonly PlannedRequestType[];
  @Field(() => OperationType, { nullable: true, description: 'The record; null where nothing was recorded.' })
  operation!: OperationType | null;
  @Field(() => Boolean, { description: 'Answered from an earlier call with the same idempotency key.' })
  replayed!: boolean;
}

@InputType('AccountPatch', { description: 'The unified fields. Absent: left as it is. Null: cleared. Else: set.' })
export class AccountPatchInput {
  @Field(() => String, { nullable: true, description: 'Given name.' })
  firstName?: string | null;
  @Field(() => String, { nullable: true, description: 'Family name.' })
  lastName?: string | null;
  @Field(() => String, { nullable: true, description: 'The main e-mail address.' })
  email?: string | null;
  @Field(() => String, { nullable: true, description: 'Telephone number, in the provider’s own form.' })
  phone?: string | null;
  @Field(() => String, { nullable: true, description: 'BCP 47, e.g. fr or en-GB.' })
  locale?: string | null;
  @Field(() => WritableStatus, { nullable: true, description: 'The life-cycle state to reach. Cannot be null.' })
  status?: keyof typeof WritableStatus | null;
  @Field(() => String, { nullable: true, description: 'Free text about the account.' })
  description?: string | null;
}

@InputType('PostalAddressPatch', { description: 'Each part: absent is left, null is cleared, a value is set.' })
export class PostalAddressPatchInput {
  @Field(() => String, { nullable: true, description: 'Street and number.' })
  line1?: string | null;
  @Field(() => String, { nullable: true, description: 'What does not fit the first line.' })
  line2?: string | null;
  @Field(() => String, { nullable: true, description: 'Town or city.' })
  city?: string | null;
  @Field(() => String, { nullable: true, description: 'State, county or province.' })
  region?: string | null;
  @Field(() => String, { nullable: true, description: 'A text: leading zeros count.' })
  postalCode?: string | null;
  @Field(() => String, { nullable: true, description: 'As the provider spells it; not an ISO code.' })
  country?: string | null;
}

@InputType('UpdateAccountInput', { description: 'Which account, and what to change in unified fields.' })
export class UpdateAccountInput extends UpdateInputType {
  @Field(() => AccountPatchInput, { description: 'What to change.' })
  patch!: AccountPatchInput;
}
