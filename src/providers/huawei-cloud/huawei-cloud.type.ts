import { Field, ObjectType } from 'type-graphql';

@ObjectType('HuaweiCloudDetails', {
  description: 'What Huawei Cloud says of a member account beyond the unified fields.',
  simpleResolvers: true,
})
export class HuaweiCloudDetailsType {
  @Field(() => String, { nullable: true, description: 'Uniform resource name of the account.' })
  urn!: string | null;
  @Field(() => String, { nullable: true, description: 'How the account joined the organization: invited or created.' })
  joinMethod!: string | null;
  @Field(() => String, { nullable: true, description: 'The mobile number without its prefix.' })
  mobilePhone!: string | null;
  @Field(() => String, { nullable: true, description: 'The prefix of the mobile number, as Huawei Cloud writes it.' })
  intlNumberPrefix!: string | null;
}
