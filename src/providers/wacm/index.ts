import { z } from 'zod';
import { toCapabilities } from '../../domain/fields/field.ts';
import { defineProvider } from '../provider.ts';
import { WacmDatasource } from './wacm.datasource.ts';
import { wacmFields } from './wacm.mapping.ts';
import { WacmResolver } from './wacm.resolver.ts';
import { WacmDetailsType } from './wacm.type.ts';

/** Wasabi Account Control Manager, WACM Connect API. */
export const wacm = defineProvider({
  name: 'wacm',
  graphqlName: 'WACM',
  title: 'Wasabi Account Control Manager',
  config: {
    provider: 'wacm',
    // "HTTP Basic Authentication using your WACM username and API key."
    authTypes: ['basic'],
    settings: z.strictObject({}),
    // The guide limits reads to 5 in a second for each API key and says nothing of writes.
    defaultLimits: {
      windows: [{ requests: 5, perSeconds: 1, only: 'reads' }],
      concurrency: 10,
    },
  },
  fields: toCapabilities(wacmFields),
  detailsType: WacmDetailsType,
  resolver: WacmResolver,
  createDatasource: (options) => new WacmDatasource(options),
});
