import { z } from 'zod';
import { toCapabilities } from '../../domain/fields/field.ts';
import { defineProvider } from '../provider.ts';
import { KameleoonDatasource } from './kameleoon.datasource.ts';
import { kameleoonFields } from './kameleoon.mapping.ts';
import { KameleoonResolver } from './kameleoon.resolver.ts';
import { KameleoonDetailsType } from './kameleoon.type.ts';

/** Kameleoon, Automation API. */
export const kameleoon = defineProvider({
  name: 'kameleoon',
  graphqlName: 'KAMELEOON',
  title: 'Kameleoon',
  config: {
    provider: 'kameleoon',
    // The page asks for a bearer token; the vendor's own client gets it with client credentials, as a form.
    authTypes: ['oauth2', 'bearer'],
    tokenBody: 'form',
    settings: z.strictObject({}),
    // Both windows are in Kameleoon's tutorial on creating many accounts, which waits when a 429 comes; no answer says
    // how long.
    defaultLimits: {
      windows: [
        { requests: 50, perSeconds: 10 },
        { requests: 1_000, perSeconds: 3_600 },
      ],
      concurrency: 10,
      pauseMs: 10_000,
    },
  },
  fields: toCapabilities(kameleoonFields),
  detailsType: KameleoonDetailsType,
  resolver: KameleoonResolver,
  createDatasource: (options) => new KameleoonDatasource(options),
});
