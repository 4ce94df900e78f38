import { Field, Int, ObjectType } from 'type-graphql';
import { CppRole } from './cpp.input.ts';

@ObjectType('CppDetails', {
  description: 'What CPP says of an account beyond the unified fields.',
  simpleResolvers: true,
})
export class CppDetailsType {
  @Field(() => Int, { nullable: true, description: 'The account’s number. Those below 5000 can be chosen.' })
  accountId!: number | null;
  @Field(() => Int, { nullable: true, description: 'The department that the user is restricted to; 0 for none.' })
  departmentId!: number | null;
  @Field(() => String, { nullable: true, description: 'Its name.' })
  departmentName!: string | null;
  @Field(() => String, { nullable: true, description: 'The organization that the user is signed in to.' })
  organizationName!: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether the user can sign in.' })
  isEnabled!: boolean | null;
  @Field(() => CppRole, { nullable: true, description: 'The role; null where CPP’s value is none that is known.' })
  role!: keyof typeof CppRole | null;
  @Field(() => String, { nullable: true, description: 'The role as CPP answered it: a name, or a number.' })
  rawRole!: string | null;
  @Field(() => String, { nullable: true, description: 'The status as CPP answered it: a name, or a number.' })
  rawStatus!: string | null;
  @Field(() => Int, { nullable: true, description: 'The language of the user interface; 0 is Croatian.' })
  translationLanguage!: number | null;
  @Field(() => [String], { description: 'Google addresses that can be used to sign in.' })
  googleLoginEmails!: readonly string[];
}
