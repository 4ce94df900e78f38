import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { GraphqlContext } from '../../graphql/context.ts';
import { updateAccount, type UpdatePayload } from '../../graphql/run-update.ts';
import { UpdateAccountPayloadType } from '../../graphql/update.type.ts';
import { UpdateKiboAccountInput } from './kibo.input.ts';

/** Kibo's own update. */
@Resolver()
export class KiboResolver {
  @Mutation(() => UpdateAccountPayloadType, { description: 'Changes the named fields of a Kibo account.' })
  updateKiboAccount(
    @Arg('input', () => UpdateKiboAccountInput, { description: 'Which account, and what to change.' })
    input: UpdateKiboAccountInput,
    @Ctx() context: GraphqlContext,
  ): Promise<UpdatePayload> {
    return updateAccount(context, input, { mutation: 'updateKiboAccount', provider: 'KIBO' });
  }
}
