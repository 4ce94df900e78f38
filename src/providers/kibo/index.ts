import { z } from 'zod';
import { integerSetting, optionalSetting } from '../../config/scalar.schema.ts';
import { toCapabilities } from '../../domain/fields/field.ts';
import { defineProvider } from '../provider.ts';
import { KiboDatasource } from './kibo.datasource.ts';
import { kiboFields } from './kibo.mapping.ts';
import { KiboResolver } from './kibo.resolver.ts';
import { KiboDetailsType } from './kibo.type.ts';

const id = integerSetting({ min: 1, max: 2_147_483_647 });

/** Kibo Commerce, Admin User API. */
export const kibo = defineProvider({
  name: 'kibo',
  graphqlName: 'KIBO',
  title: 'Kibo Commerce',
  config: {
    provider: 'kibo',
    // The page asks for a bearer token; the vendor's own client gets it with client credentials, as JSON.
    authTypes: ['oauth2', 'bearer'],
    tokenBody: 'json',
    settings: z.strictObject({
      tenantId: id.describe('Sent as x-vol-tenant.'),
      siteId: optionalSetting(id).describe('Sent as x-vol-site. Default: none.'),
    }),
    // Kibo limits by route and tenant, and tells no figures; 429 says how long to wait.
    defaultLimits: { windows: [], concurrency: 10 },
  },
  fields: toCapabilities(kiboFields),
  detailsType: KiboDetailsType,
  resolver: KiboResolver,
  createDatasource: (options) => new KiboDatasource(options),
});
