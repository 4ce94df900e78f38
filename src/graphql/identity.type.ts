import { Field, ObjectType } from 'type-graphql';
import { AccountType } from './account.type.ts';
import { SourceProblemType } from './connection.type.ts';

@ObjectType('DriftValue', { description: 'One of several values of a field.', simpleResolvers: true })
export class DriftValueType {
  @Field(() => String, { nullable: true, description: 'As the first of the accounts has it; null for none.' })
  value!: string | null;
  @Field(() => [AccountType], { description: 'The accounts that have it.' })
  accounts!: readonly AccountType[];
}

@ObjectType('FieldDrift', { description: 'A field on which accounts disagree.', simpleResolvers: true })
export class FieldDriftType {
  @Field(() => String, { description: 'Its name in `Account`.' })
  field!: string;
  @Field(() => [DriftValueType], { description: 'The different values, at least two.' })
  values!: readonly DriftValueType[];
}

/** The graph's `Identity`; `drift` is resolved beside it. */
@ObjectType('Identity', {
  description: 'One person’s accounts, correlated by e-mail address. A hint, never a merge.',
  simpleResolvers: true,
})
export class IdentityType {
  @Field(() => String, { description: 'The address that was looked for: in Unicode NFC, its domain in lower case.' })
  email!: string;
  @Field(() => [AccountType], {
    description: 'The accounts that have it as their main address or another one, in configuration order.',
  })
  accounts!: readonly AccountType[];
  @Field(() => [SourceProblemType], { description: 'Sources that could not answer, or not for all of their accounts.' })
  problems!: readonly SourceProblemType[];
}
