import { Field, ID, InputType } from 'type-graphql';

/** What every update mutation takes beside the patch. */
@InputType()
export abstract class UpdateInputType {
  @Field(() => ID, { description: 'The account’s id.' })
  id!: string;
  @Field(() => String, {
    nullable: true,
    description:
      'The version that the account must still have: outcome CONFLICT, and nothing sent, if it has moved on.',
  })
  ifVersion?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Makes a repetition safe: 1 to 255 printable ASCII characters, kept for 72 hours.',
  })
  idempotencyKey?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Tell what would be sent, and send nothing: outcome PLANNED.',
  })
  dryRun?: boolean | null;
}
