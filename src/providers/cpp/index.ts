import { z } from 'zod';
import { integerSetting, textSetting } from '../../config/scalar.schema.ts';
import { toCapabilities } from '../../domain/fields/field.ts';
import { defineProvider } from '../provider.ts';
import { CppDatasource } from './cpp.datasource.ts';
import { cppFields } from './cpp.mapping.ts';
import { CppResolver } from './cpp.resolver.ts';
import { CppDetailsType } from './cpp.type.ts';

const number = integerSetting({ min: 0, max: 2_147_483_647 });

function isInjective(numbers: Readonly<Record<string, number>>): boolean {
  return new Set(Object.values(numbers)).size === Object.keys(numbers).length;
}

const statusNumbers = z
  .strictObject({ Enabled: number, Disabled: number, Expired: number, NotPaid: number })
  .refine(isInjective, 'must give each name a number of its own');
const roleNumbers = z
  .strictObject({ SystemAdmin: number, OrganizationAdmin: number, User: number, LightUser: number })
  .refine(isInjective, 'must give each name a number of its own');
const domain = textSetting({
  pattern: /^[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,8}$/,
  wanted: 'a domain, such as cpp.hr',
}).toLowerCase();

/** CPP, the account service. */
export const cpp = defineProvider({
  name: 'cpp',
  graphqlName: 'CPP',
  title: 'CPP',
  config: {
    provider: 'cpp',
    // The page names no way to sign in.
    authTypes: ['bearer', 'basic', 'oauth2'],
    tokenBody: 'form',
    settings: z.strictObject({
      defaultDomain: domain.default('cpp.hr').describe('Of user names without a domain. Default: cpp.hr.'),
      statusNumbers: statusNumbers.optional().describe('The numbers of Status in answers. Default: from 0, assumed.'),
      roleNumbers: roleNumbers.optional().describe('The numbers of Role in answers. Default: from 0, assumed.'),
    }),
    // No page documents a limit.
    defaultLimits: { windows: [], concurrency: 10 },
  },
  fields: toCapabilities(cppFields),
  detailsType: CppDetailsType,
  resolver: CppResolver,
  createDatasource: (options) => new CppDatasource(options),
});
