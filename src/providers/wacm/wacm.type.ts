import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType('WacmDetails', {
  description: 'What WACM says of a channel account user beyond the unified fields.',
  simpleResolvers: true,
})
export class WacmDetailsType {
  @Field(() => ID, { nullable: true, description: 'The channel account to which the user belongs.' })
  channelAccountId!: string | null;
  @Field(() => String, { nullable: true, description: 'The user’s one role, such as "Channel Account Admin".' })
  userRole!: string | null;
}
