import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Query, Resolver } from 'type-graphql';
import type { Account } from '../../domain/account.ts';
import { AccountError, ErrorCode } from '../../domain/errors.ts';
import type { GraphqlContext } from '../context.ts';
import { wantedFields } from '../wanted-fields.ts';
import { AnyScalar, EntityUnion, ServiceType } from './federation.type.ts';
import { subgraphSdl } from './subgraph-sdl.ts';

/** What a gateway asks of a subgraph: its schema, and its entities by their keys. */
@Resolver()
export class FederationResolver {
  @Query(() => ServiceType, { name: '_service', description: 'Federation: this subgraph’s schema.' })
  service(@Info() info: GraphQLResolveInfo): { readonly sdl: string } {
    return { sdl: subgraphSdl(info.schema) };
  }

  // A promise for each: one that fails is null with an error of its own, and the others are answered.
  @Query(() => [EntityUnion], {
    name: '_entities',
    nullable: 'items',
    description: 'Federation: accounts by their keys, in the order asked for. Null: there is no such account.',
  })
  entities(
    @Arg('representations', () => [AnyScalar], { description: 'The type and key of each.' })
    representations: readonly unknown[],
    @Ctx() context: GraphqlContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Account | null>[] {
    const fields = wantedFields(info);
    return representations.map(async (representation, index) =>
      context.accountLoader.load(accountIdOf(representation, `representations.${index}`), fields),
    );
  }
}

/** The id in an account's representation; `place` is where it stands among the arguments. */
function accountIdOf(representation: unknown, place: string): string {
  const { __typename: type, id } = (representation ?? {}) as { readonly __typename?: unknown; readonly id?: unknown };
  if (type !== 'Account') {
    const message = 'The only type with a key here is Account: "__typename" must say so.';
    throw new AccountError(ErrorCode.INVALID_VALUE, message, { field: `${place}.__typename` });
  }
  if (typeof id === 'string') return id;
  throw new AccountError(ErrorCode.INVALID_VALUE, 'The key of an Account is its "id", a string.', {
    field: `${place}.id`,
  });
}
