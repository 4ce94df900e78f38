import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { GraphqlContext } from '../../graphql/context.ts';
import { updateAccount, type UpdatePayload } from '../../graphql/run-update.ts';
import { UpdateAccountPayloadType } from '../../graphql/update.type.ts';
import { UpdateWacmAccountInput } from './wacm.input.ts';

/** WACM's own update. */
@Resolver()
export class WacmResolver {
  @Mutation(() => UpdateAccountPayloadType, { description: 'Changes the named fields of a WACM channel account user.' })
  updateWacmAccount(
    @Arg('input', () => UpdateWacmAccountInput, { description: 'Which account, and what to change.' })
    input: UpdateWacmAccountInput,
    @Ctx() context: GraphqlContext,
  ): Promise<UpdatePayload> {
    return updateAccount(context, input, { mutation: 'updateWacmAccount', provider: 'WACM' });
  }
}
