import { Arg, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import type { AccountList } from '../accounts/list-page.ts';
import type { Account } from '../domain/account.ts';
import { accountVersion } from '../domain/account-version.ts';
import type { OperationRecord } from '../domain/operation.ts';
import type { Source } from '../domain/source.ts';
import { AccountType, MissingFieldType } from './account.type.ts';
import { AccountConnectionType, AccountFilterInput } from './connection.type.ts';
import type { GraphqlContext } from './context.ts';
import { missingFields, type MissingField } from './missing-fields.ts';
import { NodeType } from './node.type.ts';
import { SourceType } from './source.type.ts';
import { wantedFields, type SelectionInfo } from './wanted-fields.ts';

/** Where a connection has its accounts. */
const LISTED = [['nodes'], ['edges', 'node']];

/** Queries for accounts, and the fields of an account that it does not carry itself. */
@Resolver(() => AccountType)
export class AccountResolver {
  @Query(() => AccountType, {
    nullable: true,
    description: 'One account by its id, such as "kibo-eu:a1b2". Null: there is no such account.',
  })
  account(
    @Arg('id', () => ID, { description: 'The account’s id.' }) id: string,
    @Ctx() context: GraphqlContext,
    @Info() info: SelectionInfo,
  ): Promise<Account | null> {
    return context.accountLoader.load(id, wantedFields(info));
  }

  @Query(() => NodeType, { nullable: true, description: 'An account, a source or an operation by its id.' })
  async node(
    @Arg('id', () => ID, { description: 'The id of any of them.' }) id: string,
    @Ctx() context: GraphqlContext,
    @Info() info: SelectionInfo,
  ): Promise<Account | OperationRecord | Source | null> {
    // Only ids of accounts have a colon; an operation's is a UUID, which no source's can be told apart from by form alone.
    if (id.includes(':')) return context.accountLoader.load(id, wantedFields(info));
    return context.sources.get(id) ?? context.operations.find(context.caller, id);
  }

  @Query(() => AccountConnectionType, {
    description:
      'The accounts of all sources or some: source by source in configuration order. A page can end early where a ' +
      'filter has to be applied to many accounts; as long as hasNextPage is true, endCursor leads on.',
  })
  async accounts(
    @Arg('first', () => Int, { defaultValue: 50, description: 'How many: 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before.' })
    after: string | null | undefined,
    @Arg('filter', () => AccountFilterInput, { nullable: true, description: 'Which of them.' })
    filter: AccountFilterInput | null | undefined,
    @Ctx() context: GraphqlContext,
    @Info() info: SelectionInfo,
  ): Promise<AccountConnection> {
    const query = {
      first,
      after: after ?? null,
      sources: filter?.sources ?? null,
      providers: filter?.providers ?? null,
      email: filter?.email ?? null,
      status: filter?.status ?? null,
      search: filter?.search ?? null,
    };
    const fields = wantedFields(info, LISTED);
    return toConnection(await context.lists.list(context.caller, query, { ...context.callOptions, fields }));
  }

  @FieldResolver(() => SourceType, { description: 'Where the account is.' })
  source(@Root() account: Account, @Ctx() context: GraphqlContext): Source | undefined {
    return context.sources.get(account.sourceId);
  }

  @FieldResolver(() => String, {
    description: 'Changes whenever the provider says something else of the account. Pass it back as ifVersion.',
  })
  version(@Root() account: Account): string {
    return accountVersion(account);
  }

  @FieldResolver(() => [MissingFieldType], { description: 'Fields whose null is not an answer, and why.' })
  missing(@Root() account: Account, @Ctx() context: GraphqlContext): readonly MissingField[] {
    return missingFields(account, context.sources.get(account.sourceId)?.datasource.capabilities.fields ?? []);
  }
}

interface AccountConnection extends Pick<AccountList, 'nodes' | 'problems'> {
  /** Called where somebody asks for them. */
  readonly edges: () => AccountList['edges'];
  readonly pageInfo: Pick<AccountList, 'hasNextPage' | 'hasPreviousPage' | 'startCursor' | 'endCursor'>;
}

function toConnection(list: AccountList): AccountConnection {
  return { edges: () => list.edges, nodes: list.nodes, pageInfo: list, problems: list.problems };
}
