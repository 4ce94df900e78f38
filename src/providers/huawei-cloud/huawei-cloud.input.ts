import { Field, InputType } from 'type-graphql';
import { UpdateInputType } from '../../graphql/update-input.type.ts';

@InputType('HuaweiCloudAccountPatch', { description: 'Absent: left as it is. Null: cleared. Else: set.' })
export class HuaweiCloudAccountPatchInput {
  @Field(() => String, { nullable: true, description: 'Free text: all of an account that can be changed.' })
  description?: string | null;
}

@InputType('UpdateHuaweiCloudAccountInput', { description: 'Which member account, and what to change.' })
export class UpdateHuaweiCloudAccountInput extends UpdateInputType {
  @Field(() => HuaweiCloudAccountPatchInput, { description: 'What to change.' })
  patch!: HuaweiCloudAccountPatchInput;
}
