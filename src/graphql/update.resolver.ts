import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { GraphqlContext } from './context.ts';
import { updateAccount, type UpdatePayload } from './run-update.ts';
import { UpdateAccountInput, UpdateAccountPayloadType } from './update.type.ts';

/** The update in unified fields. Each provider adds a mutation of its own with all of its fields. */
@Resolver()
export class UpdateResolver {
  @Mutation(() => UpdateAccountPayloadType, {
    description: 'Changes the named unified fields of an account, whatever the provider behind its id.',
  })
  updateAccount(
    @Arg('input', () => UpdateAccountInput, { description: 'Which account, and what to change.' })
    input: UpdateAccountInput,
    @Ctx() context: GraphqlContext,
  ): Promise<UpdatePayload> {
    return updateAccount(context, input, { mutation: 'updateAccount', provider: null });
  }
}
