import { z } from 'zod';
import type { ProviderConfigSpec } from '../../../src/config/provider-config-spec.ts';
import { integerSetting, optionalSetting } from '../../../src/config/scalar.schema.ts';

const id = integerSetting({ min: 1, max: 2_147_483_647 });

/** Providers that exist only for the configuration's own tests, with the ids that the sample file uses. */
export const providerSpecs: readonly ProviderConfigSpec[] = [
  {
    provider: 'kameleoon',
    authTypes: ['oauth2', 'bearer'],
    settings: z.object({}),
    defaultLimits: { windows: [], concurrency: 4 },
  },
  {
    provider: 'kibo',
    authTypes: ['oauth2'],
    settings: z.object({ tenantId: id, siteId: optionalSetting(id) }),
    defaultLimits: { windows: [{ requests: 5, perSeconds: 1 }], concurrency: 8 },
    tokenBody: 'json',
  },
  {
    provider: 'wacm',
    authTypes: ['basic'],
    settings: z.object({}),
    defaultLimits: { windows: [{ requests: 1, perSeconds: 1 }], concurrency: 2 },
  },
  {
    provider: 'huawei-cloud',
    authTypes: ['aksk'],
    settings: z.object({ domainId: z.string().min(1).optional() }),
    defaultLimits: { windows: [], concurrency: 4 },
  },
  {
    provider: 'cpp',
    authTypes: ['bearer', 'basic', 'oauth2'],
    settings: z.object({}),
    defaultLimits: { windows: [], concurrency: 4 },
  },
];
