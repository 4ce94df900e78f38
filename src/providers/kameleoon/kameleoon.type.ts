import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType('KameleoonRole', { description: 'A Kameleoon role and where it holds.', simpleResolvers: true })
export class KameleoonRoleType {
  @Field(() => String, { description: 'Such as ROLE_CUSTOMER_ADMIN.' })
  name!: string;
  @Field(() => [ID], { description: 'The customers for whom it holds.' })
  customers!: readonly string[];
  @Field(() => [ID], { description: 'The sites for which it holds.' })
  sites!: readonly string[];
  @Field(() => [String], { description: 'Single rights, such as GETONE_CUSTOM_DATA.' })
  privileges!: readonly string[];
}

@ObjectType('KameleoonDetails', {
  description: 'What Kameleoon says of an account beyond the unified fields. amClientSecret is never shown.',
  simpleResolvers: true,
})
export class KameleoonDetailsType {
  @Field(() => ID, { nullable: true, description: 'Client id in AM.' })
  amClientId!: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Product recommendation allowed.' })
  isProductRecoAllowed!: boolean | null;
  @Field(() => [KameleoonRoleType], { description: 'User roles, in full.' })
  roles!: readonly KameleoonRoleType[];
  @Field(() => [String], { description: 'Solutions enabled for the user.' })
  solutions!: readonly string[];
  @Field(() => ID, { nullable: true, description: 'The team to which the user belongs.' })
  teamId!: string | null;
}
