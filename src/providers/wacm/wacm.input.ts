import { Field, InputType } from 'type-graphql';
import { UpdateInputType } from '../../graphql/update-input.type.ts';
import { PostalAddressPatchInput } from '../../graphql/update.type.ts';

@InputType('WacmAccountPatch', {
  description: 'Absent: left as it is. Null: cleared. Else: set. The e-mail address goes with every update.',
})
export class WacmAccountPatchInput {
  @Field(() => String, {
    nullable: true,
    description:
      'Required by WACM in every update, which sets it: the address that the user shall have. Must be unique.',
  })
  email?: string | null;
  @Field(() => String, { nullable: true, description: 'Given name.' })
  firstName?: string | null;
  @Field(() => String, { nullable: true, description: 'Family name.' })
  lastName?: string | null;
  @Field(() => String, { nullable: true, description: 'Telephone number, in any form.' })
  phone?: string | null;
  @Field(() => PostalAddressPatchInput, { nullable: true, description: 'Part by part; null clears all of them.' })
  address?: PostalAddressPatchInput | null;
  @Field(() => String, { nullable: true, description: 'The role, such as "Channel Account Admin". The list is open.' })
  userRole?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'False deactivates the user, and excludes reinstate: true. Cannot be null.',
  })
  active?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'True brings a deactivated user back; false does nothing. Cannot be null.',
  })
  reinstate?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'False switches MFA off. Cannot be null.' })
  mfa?: boolean | null;
  @Field(() => String, { nullable: true, description: 'A new password; verified users only. It is shown nowhere.' })
  password?: string | null;
}

@InputType('UpdateWacmAccountInput', { description: 'Which WACM user, and what to change.' })
export class UpdateWacmAccountInput extends UpdateInputType {
  @Field(() => WacmAccountPatchInput, { description: 'What to change.' })
  patch!: WacmAccountPatchInput;
}
