import { z } from 'zod';
import type { AuthConfig } from './accord-config.ts';
import type { ConfigPath } from './config-error.ts';
import type { ProblemList } from './problem-list.ts';
import { isMapping } from './problem-list.ts';
import type { AuthType, ProviderConfigSpec } from './provider-config-spec.ts';
import { authTypes } from './provider-config-spec.ts';
import { expected, headerText, optionalSetting, plainText, secretSetting, textSetting } from './scalar.schema.ts';
import { endpointUrlSetting } from './web-url.schema.ts';

/** The keys of each way to sign in. */
export const authSchemas = {
  bearer: z.object({
    type: z.literal('bearer'),
    token: secretSetting(headerText),
  }),
  basic: z.object({
    type: z.literal('basic'),
    // RFC 7617, section 2: what stands before the first colon is the user name, so it cannot hold one.
    username: textSetting(plainText).refine((name) => !name.includes(':'), 'must not contain a colon'),
    password: secretSetting(plainText),
  }),
  oauth2: z.object({
    type: z.literal('oauth2'),
    tokenUrl: endpointUrlSetting,
    clientId: textSetting(plainText),
    clientSecret: secretSetting(plainText),
    scope: optionalSetting(textSetting(plainText)).describe('Scopes, with spaces between them.'),
    body: z
      .enum(['form', 'json'], { error: expected('form or json') })
      .optional()
      .describe('How the token request is written. Default: what the provider wants.'),
  }),
  aksk: z.object({
    type: z.literal('aksk'),
    accessKey: textSetting(headerText),
    secretKey: secretSetting(plainText),
    securityToken: optionalSetting(secretSetting(headerText)).describe('Only with temporary keys.'),
  }),
} as const satisfies Record<AuthType, z.ZodObject>;

/** Reads how a source signs in. A provider that is not known (its own problem) is taken to accept every type. */
export function readAuth(
  { value, spec }: { value: unknown; spec: ProviderConfigSpec | undefined },
  path: ConfigPath,
  problems: ProblemList,
): AuthConfig | undefined {
  const taken = spec?.authTypes ?? authTypes;
  const takes = spec === undefined ? `one of ${taken.join(', ')}` : `what ${spec.provider} takes: ${taken.join(', ')}`;
  if (!isMapping(value)) {
    const state = value === undefined ? 'is missing; it ' : '';
    problems.add(path, `${state}must be a mapping with a type, ${takes}, and the keys of that type`);
    return undefined;
  }
  const type = taken.find((one) => one === value.type);
  if (type === undefined) {
    problems.add([...path, 'type'], value.type === undefined ? `is missing; it must be ${takes}` : `must be ${takes}`);
    return undefined;
  }
  return readAuthOfType(type, spec, (schema) => problems.readObject({ schema }, value, path));
}

type ReadAs = <S extends z.ZodObject>(schema: S) => z.output<S> | undefined;

function readAuthOfType(type: AuthType, spec: ProviderConfigSpec | undefined, readAs: ReadAs): AuthConfig | undefined {
  switch (type) {
    case 'bearer':
      return readAs(authSchemas.bearer);
    case 'basic':
      return readAs(authSchemas.basic);
    case 'oauth2': {
      const read = readAs(authSchemas.oauth2);
      if (read === undefined) return undefined;
      const { scope, body = spec?.tokenBody ?? 'form', ...rest } = read;
      return { ...rest, body, ...(scope === undefined ? {} : { scope }) };
    }
    case 'aksk': {
      const read = readAs(authSchemas.aksk);
      if (read === undefined) return undefined;
      const { securityToken, ...rest } = read;
      return { ...rest, ...(securityToken === undefined ? {} : { securityToken }) };
    }
  }
}
