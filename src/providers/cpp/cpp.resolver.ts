import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { GraphqlContext } from '../../graphql/context.ts';
import { updateAccount, type UpdatePayload } from '../../graphql/run-update.ts';
import { UpdateAccountPayloadType } from '../../graphql/update.type.ts';
import { UpdateCppAccountInput } from './cpp.input.ts';

/** CPP’s own update. */
@Resolver()
export class CppResolver {
  @Mutation(() => UpdateAccountPayloadType, { description: 'Changes the named fields of a CPP account.' })
  updateCppAccount(
    @Arg('input', () => UpdateCppAccountInput, { description: 'Which account, and what to change.' })
    input: UpdateCppAccountInput,
    @Ctx() context: GraphqlContext,
  ): Promise<UpdatePayload> {
    return updateAccount(context, input, { mutation: 'updateCppAccount', provider: 'CPP' });
  }
}
