import { GraphQLDateTime } from 'graphql-scalars';
import { Directive, Field, ID, InputType, ObjectType } from 'type-graphql';
import { AccountStatus } from '../domain/account.ts';
import { ErrorCode } from '../domain/errors.ts';
import { AccountType } from './account.type.ts';
import { ProviderEnum } from './enums.ts';
import { SourceType } from './source.type.ts';

@Directive('@shareable')
@ObjectType('PageInfo', {
  description: 'Where a page stands in its connection, as Relay defines it.',
  simpleResolvers: true,
})
export class PageInfoType {
  @Field(() => Boolean, { description: 'More follows after endCursor.' })
  hasNextPage!: boolean;
  @Field(() => Boolean, { description: 'Something precedes startCursor.' })
  hasPreviousPage!: boolean;
  @Field(() => String, { nullable: true, description: 'The first edge’s cursor.' })
  startCursor!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Give it as `after`. A page without edges has one, too, if more follows.',
  })
  endCursor!: string | null;
}

@ObjectType('AccountEdge', { description: 'An account and its place in the list.', simpleResolvers: true })
export class AccountEdgeType {
  @Field(() => String, { description: 'Opaque; good as `after`.' })
  cursor!: string;
  @Field(() => AccountType, { description: 'The account.' })
  node!: AccountType;
}

@ObjectType('SourceProblem', { description: 'A source that could not answer.', simpleResolvers: true })
export class SourceProblemType {
  @Field(() => SourceType, { description: 'The source.' })
  source!: SourceType;
  @Field(() => ErrorCode, { description: 'What kept it.' })
  code!: ErrorCode;
  @Field(() => String, { description: 'The same for people.' })
  message!: string;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When another try makes sense, if known.' })
  retryAt!: Date | null;
}

@ObjectType('AccountConnection', {
  description: 'A page of accounts over one or several sources.',
  simpleResolvers: true,
})
export class AccountConnectionType {
  @Field(() => [AccountEdgeType], { description: 'The accounts with their cursors.' })
  edges!: readonly AccountEdgeType[];
  @Field(() => [AccountType], { description: 'The accounts alone.' })
  nodes!: readonly AccountType[];
  @Field(() => PageInfoType, { description: 'Where this page stands.' })
  pageInfo!: PageInfoType;
  @Field(() => [SourceProblemType], { description: 'Sources that could not answer; the others’ accounts are here.' })
  problems!: readonly SourceProblemType[];
}

@InputType('AccountFilter', { description: 'Which accounts to list. What is absent or null does not filter.' })
export class AccountFilterInput {
  @Field(() => [ID], { nullable: true, description: 'Of these sources only.' })
  sources?: string[] | null;
  @Field(() => [ProviderEnum], { nullable: true, description: 'Of these providers’ sources only.' })
  providers?: string[] | null;
  @Field(() => String, {
    nullable: true,
    description: 'With this main e-mail address; the case of letters does not count.',
  })
  email?: string | null;
  @Field(() => [AccountStatus], { nullable: true, description: 'In one of these states.' })
  status?: AccountStatus[] | null;
  @Field(() => String, {
    nullable: true,
    description: 'With this as part of a name, the username or the e-mail address; the case of letters does not count.',
  })
  search?: string | null;
}
