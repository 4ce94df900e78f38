import { Field, InputType } from 'type-graphql';
import { UpdateInputType } from '../../graphql/update-input.type.ts';

@InputType('KiboAccountPatch', { description: 'Absent: left as it is. Null: cleared. Else: set.' })
export class KiboAccountPatchInput {
  @Field(() => String, { nullable: true, description: 'emailAddress: unique among users. Cannot be null or empty.' })
  email?: string | null;
  @Field(() => String, { nullable: true, description: 'userName: the name to sign in with.' })
  username?: string | null;
  @Field(() => String, { nullable: true, description: 'Given name. Cannot be null or empty.' })
  firstName?: string | null;
  @Field(() => String, { nullable: true, description: 'Family name. Cannot be null or empty.' })
  lastName?: string | null;
  @Field(() => String, { nullable: true, description: 'phoneNumber, in any form.' })
  phone?: string | null;
  @Field(() => String, { nullable: true, description: 'localeCode: a language tag (BCP 47), such as fr or en-GB.' })
  locale?: string | null;
  @Field(() => String, { nullable: true, description: 'The key in another system; not Account.externalId.' })
  externalId?: string | null;
  @Field(() => String, { nullable: true, description: 'A new password. Never shown; cannot be null or empty.' })
  password?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Agreed to e-mail.' })
  optInToEmail?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Agreed to text messages.' })
  optInToTextMessage?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether the account is switched on. Cannot be null.' })
  isActive?: boolean | null;
  @Field(() => String, { nullable: true, description: 'The identity provider that the user signs in with.' })
  identityProviderId?: string | null;
}

@InputType('UpdateKiboAccountInput', { description: 'Which Kibo account, and what to change.' })
export class UpdateKiboAccountInput extends UpdateInputType {
  @Field(() => KiboAccountPatchInput, { description: 'What to change.' })
  patch!: KiboAccountPatchInput;
}
