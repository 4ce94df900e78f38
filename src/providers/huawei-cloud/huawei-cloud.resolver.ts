import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { GraphqlContext } from '../../graphql/context.ts';
import { updateAccount, type UpdatePayload } from '../../graphql/run-update.ts';
import { UpdateAccountPayloadType } from '../../graphql/update.type.ts';
import { UpdateHuaweiCloudAccountInput } from './huawei-cloud.input.ts';

/** Huawei Cloud's own update. */
@Resolver()
export class HuaweiCloudResolver {
  @Mutation(() => UpdateAccountPayloadType, {
    description: 'Changes the description of a member account of a Huawei Cloud organization.',
  })
  updateHuaweiCloudAccount(
    @Arg('input', () => UpdateHuaweiCloudAccountInput, { description: 'Which account, and what to change.' })
    input: UpdateHuaweiCloudAccountInput,
    @Ctx() context: GraphqlContext,
  ): Promise<UpdatePayload> {
    return updateAccount(context, input, { mutation: 'updateHuaweiCloudAccount', provider: 'HUAWEI_CLOUD' });
  }
}
