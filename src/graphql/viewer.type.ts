import { Field, ObjectType } from 'type-graphql';
import { SensitiveField } from '../domain/scope.ts';
import { SourceType } from './source.type.ts';

@ObjectType('SourceAccess', { description: 'What the caller may do at one source.', simpleResolvers: true })
export class SourceAccessType {
  @Field(() => SourceType, { description: 'The source.' })
  source!: SourceType;
  @Field(() => Boolean, { description: 'See its accounts.' })
  read!: boolean;
  @Field(() => Boolean, { description: 'Change the fields of its accounts that are not sensitive.' })
  write!: boolean;
  @Field(() => [SensitiveField], { description: 'The kinds of sensitive fields that may be changed.' })
  sensitiveFields!: readonly SensitiveField[];
  @Field(() => Boolean, { description: 'See what others have changed there.' })
  operations!: boolean;
}

/** The graph's `Viewer`. The domain's caller is its value; scopes and sources are resolved beside it. */
@ObjectType('Viewer', { description: 'Who asks, and what that one may do.', simpleResolvers: true })
export class ViewerType {
  @Field(() => String, { description: 'The token’s subject, the actor of one’s operations; "anonymous" in open mode.' })
  subject!: string;
}
