import { Field, ID, InputType } from 'type-graphql';

@InputType('HuaweiCloudAccountPatch', { description: 'Absent: left as it is. Null: cleared. Else: set.' })
export class HuaweiCloudAccountPatchInput {
  @Field(() => String, { nullable: true, description: 'Free text: all of an account that can be changed.' })
  description?: string | null;
}

@InputType('UpdateHuaweiCloudAccountInput', { description: 'Which member account, and what to change.' })
export class UpdateHuaweiCloudAccountInput {
  @Field(() => ID, { description: 'The account’s id, such as "huawei:05261f923e80d3890f33c0056e9b3f80".' })
  id!: string;
  @Field(() => HuaweiCloudAccountPatchInput, { description: 'What to change.' })
  patch!: HuaweiCloudAccountPatchInput;
}
