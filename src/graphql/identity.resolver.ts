import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { driftOf, type FieldDrift } from '../accounts/drift.ts';
import type { Identity } from '../accounts/identity-service.ts';
import type { GraphqlContext } from './context.ts';
import { FieldDriftType, IdentityType } from './identity.type.ts';

/** One person over all sources. */
@Resolver(() => IdentityType)
export class IdentityResolver {
  @Query(() => IdentityType, { description: 'The accounts of one person over all sources, by e-mail address.' })
  identity(
    @Arg('email', () => String, { description: 'Any of the person’s addresses; the case of letters does not count.' })
    email: string,
    @Ctx() context: GraphqlContext,
  ): Promise<Identity> {
    return context.identities.find(context.caller, email, context.callOptions);
  }

  @FieldResolver(() => [FieldDriftType], {
    description: 'The fields on which the accounts disagree, among those that their providers know.',
  })
  drift(@Root() { accounts }: Identity, @Ctx() context: GraphqlContext): readonly FieldDrift[] {
    return driftOf(accounts, context.sources);
  }
}
