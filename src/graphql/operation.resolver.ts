import { Arg, Ctx, FieldResolver, ID, Info, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { OperationList, OperationListQuery } from '../accounts/operation-service.ts';
import type { Account } from '../domain/account.ts';
import type { OperationRecord } from '../domain/operation.ts';
import { AccountType } from './account.type.ts';
import type { GraphqlContext } from './context.ts';
import { OperationConnectionType, OperationFilterInput, OperationType } from './operation.type.ts';
import { wantedFields, type SelectionInfo } from './wanted-fields.ts';

/** The durable record of updates, as queries, and the question what became of one. */
@Resolver(() => OperationType)
export class OperationResolver {
  @Query(() => OperationType, { nullable: true, description: 'One operation by its id.' })
  operation(
    @Arg('id', () => ID, { description: 'The operation’s id.' }) id: string,
    @Ctx() context: GraphqlContext,
  ): Promise<OperationRecord | null> {
    return context.operations.find(context.caller, id);
  }

  @Query(() => OperationConnectionType, { description: 'The record of updates, newest first.' })
  async operations(
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many: 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before.' })
    after: string | null | undefined,
    @Arg('filter', () => OperationFilterInput, { nullable: true, description: 'Which of them.' })
    filter: OperationFilterInput | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<OperationConnection> {
    return listOperations(context, {
      first,
      after: after ?? null,
      accountId: filter?.accountId ?? null,
      actor: filter?.actor ?? null,
      states: filter?.states ?? null,
    });
  }

  @Mutation(() => OperationType, {
    description: 'Asks the provider what became of an operation whose outcome is UNKNOWN. Never writes.',
  })
  reconcileOperation(
    @Arg('id', () => ID, { description: 'The operation’s id.' }) id: string,
    @Ctx() context: GraphqlContext,
  ): Promise<OperationRecord> {
    return context.operations.reconcile(context.caller, id, context.writeOptions);
  }

  @FieldResolver(() => AccountType, { nullable: true, description: 'The account as it is now; null where it is gone.' })
  account(
    @Root() operation: OperationRecord,
    @Ctx() context: GraphqlContext,
    @Info() info: SelectionInfo,
  ): Promise<Account | null> {
    return context.accountLoader.load(operation.accountId, wantedFields(info));
  }
}

/** The updates of one account. */
@Resolver(() => AccountType)
export class AccountOperationsResolver {
  @FieldResolver(() => OperationConnectionType, { description: 'The updates of this account, newest first.' })
  operations(
    @Root() account: Account,
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many: 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before.' })
    after: string | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<OperationConnection> {
    return listOperations(context, { first, after: after ?? null, accountId: account.id, actor: null, states: null });
  }
}

interface OperationConnection {
  readonly edges: readonly { readonly cursor: string; readonly node: OperationRecord }[];
  readonly nodes: readonly OperationRecord[];
  readonly pageInfo: object;
}

async function listOperations(context: GraphqlContext, query: OperationListQuery): Promise<OperationConnection> {
  const { caller, operations } = context;
  const { items, hasNextPage, hasPreviousPage }: OperationList = await operations.list(caller, query);
  return {
    edges: items.map((node) => ({ cursor: node.id, node })),
    nodes: items,
    pageInfo: {
      hasNextPage,
      hasPreviousPage,
      startCursor: items[0]?.id ?? null,
      endCursor: items.at(-1)?.id ?? null,
    },
  };
}
