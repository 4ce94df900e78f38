import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ErrorCode } from '../domain/errors.ts';
import { OperationState } from '../domain/operation.ts';
import { PageInfoType } from './connection.type.ts';
import { FieldChangeType } from './field-change.type.ts';
import { NodeType } from './node.type.ts';

@ObjectType('Attempt', { description: 'One write call of an operation.', simpleResolvers: true })
export class AttemptType {
  @Field(() => GraphQLDateTime, { description: 'When it was recorded, just before it left.' })
  startedAt!: Date;
  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When its answer was read, or it failed without one; null while it is under way, or its process died.',
  })
  finishedAt!: Date | null;
  @Field(() => String, { description: 'PATCH or PUT.' })
  method!: string;
  @Field(() => String, { description: 'Below the source’s base URL.' })
  path!: string;
  @Field(() => Int, { nullable: true, description: 'HTTP status of the answer; null where none arrived.' })
  status!: number | null;
  @Field(() => ErrorCode, { nullable: true, description: 'What went wrong with it.' })
  errorCode!: ErrorCode | null;
  @Field(() => String, { nullable: true, description: 'The provider’s own id of the request, for its support desk.' })
  upstreamRequestId!: string | null;
}

/** The graph's `Operation`. The record is its value; `account` is resolved beside it. */
@ObjectType('Operation', {
  description: 'The durable record of one update: who, what, from, to, every attempt, and how it ended.',
  simpleResolvers: true,
  implements: NodeType,
})
export class OperationType extends NodeType {
  @Field(() => ID, { description: 'The account that it changes.' })
  accountId!: string;
  @Field(() => String, { description: 'Who asked for it.' })
  actor!: string;
  @Field(() => OperationState, { description: 'How it ended, or that it has not yet.' })
  state!: OperationState;
  @Field(() => String, { nullable: true, description: 'Why it ended other than APPLIED, or why nobody can tell.' })
  reason!: string | null;
  @Field(() => String, { nullable: true, description: 'The caller’s key, if there was one.' })
  idempotencyKey!: string | null;
  @Field(() => [FieldChangeType], { description: 'What was to change, and whether it did.' })
  changes!: readonly FieldChangeType[];
  @Field(() => [AttemptType], { description: 'Its write calls, in order.' })
  attempts!: readonly AttemptType[];
  @Field(() => GraphQLDateTime, { description: 'When it was recorded.' })
  createdAt!: Date;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it was known how it ended.' })
  finishedAt!: Date | null;
}

@ObjectType('OperationEdge', { description: 'An operation and its place in the list.', simpleResolvers: true })
export class OperationEdgeType {
  @Field(() => String, { description: 'Good as `after`.' })
  cursor!: string;
  @Field(() => OperationType, { description: 'The operation.' })
  node!: OperationType;
}

@ObjectType('OperationConnection', { description: 'A page of operations, newest first.', simpleResolvers: true })
export class OperationConnectionType {
  @Field(() => [OperationEdgeType], { description: 'The operations with their cursors.' })
  edges!: readonly OperationEdgeType[];
  @Field(() => [OperationType], { description: 'The operations alone.' })
  nodes!: readonly OperationType[];
  @Field(() => PageInfoType, { description: 'Where this page stands.' })
  pageInfo!: PageInfoType;
}

@InputType('OperationFilter', { description: 'Which operations to list. What is absent or null does not filter.' })
export class OperationFilterInput {
  @Field(() => ID, { nullable: true, description: 'Of this account only.' })
  accountId?: string | null;
  @Field(() => String, { nullable: true, description: 'Of this caller only.' })
  actor?: string | null;
  @Field(() => [OperationState], { nullable: true, description: 'In these states only.' })
  states?: OperationState[] | null;
}
