import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { GraphqlContext } from '../../graphql/context.ts';
import { updateAccount, type UpdatePayload } from '../../graphql/run-update.ts';
import { UpdateAccountPayloadType } from '../../graphql/update.type.ts';
import { UpdateKameleoonAccountInput } from './kameleoon.input.ts';

/** Kameleoon's own update. */
@Resolver()
export class KameleoonResolver {
  @Mutation(() => UpdateAccountPayloadType, { description: 'Changes the named fields of a Kameleoon account.' })
  updateKameleoonAccount(
    @Arg('input', () => UpdateKameleoonAccountInput, { description: 'Which account, and what to change.' })
    input: UpdateKameleoonAccountInput,
    @Ctx() context: GraphqlContext,
  ): Promise<UpdatePayload> {
    return updateAccount(context, input, { mutation: 'updateKameleoonAccount', provider: 'KAMELEOON' });
  }
}
