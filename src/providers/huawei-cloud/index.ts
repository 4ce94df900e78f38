import { z } from 'zod';
import { optionalSetting, textSetting } from '../../config/scalar.schema.ts';
import { toCapabilities } from '../../domain/fields/field.ts';
import { defineProvider } from '../provider.ts';
import { HuaweiCloudDatasource } from './huawei-cloud.datasource.ts';
import { isHuaweiCloudCredentialRefusal } from './huawei-cloud.errors.ts';
import { huaweiCloudFields } from './huawei-cloud.mapping.ts';
import { HuaweiCloudResolver } from './huawei-cloud.resolver.ts';
import { HuaweiCloudDetailsType } from './huawei-cloud.type.ts';

const domainId = textSetting({
  pattern: /^[A-Za-z0-9_-]{1,64}$/,
  wanted: '1 to 64 letters, digits, "_" and "-"',
}).describe('Sent as X-Domain-Id: the account id behind the keys, as the vendor’s own client sends it. Optional.');

/** Huawei Cloud Organizations, called from an organization's management account. */
export const huaweiCloud = defineProvider({
  name: 'huawei-cloud',
  graphqlName: 'HUAWEI_CLOUD',
  title: 'Huawei Cloud Organizations',
  config: {
    provider: 'huawei-cloud',
    // "API calls support AK/SK authentication", says the Organizations reference, and nothing else.
    authTypes: ['aksk'],
    settings: z.strictObject({ domainId: optionalSetting(domainId) }),
    // No rate limit is documented for Organizations.
    defaultLimits: { windows: [], concurrency: 10 },
  },
  fields: toCapabilities(huaweiCloudFields),
  detailsType: HuaweiCloudDetailsType,
  resolver: HuaweiCloudResolver,
  isCredentialRefusal: isHuaweiCloudCredentialRefusal,
  createDatasource: (options) => new HuaweiCloudDatasource(options),
});
