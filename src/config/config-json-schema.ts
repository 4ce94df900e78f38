import { z } from 'zod';
import { authSchemas } from './auth.schema.ts';
import { breakerSchema, limitsSchema, retriesSchema } from './limits.schema.ts';
import type { ProviderConfigSpec } from './provider-config-spec.ts';
import { accessSchemas, cacheSchema, requestLimitsSchema, serverSchema, storeSchema } from './section.schema.ts';
import { sourceSchema, timeoutsSchema } from './source.schema.ts';

/**
 * The file's form as JSON Schema (draft 7, which editors read best), from the schemas that the loader itself uses.
 *
 * An editor sees the text before `${…}` is replaced, so numbers may be text, and rules between fields are the loader's.
 */
export function configJsonSchema(providers: readonly ProviderConfigSpec[]): object {
  const [firstSource, ...otherSources] = providers.map(sourceVariant);
  if (firstSource === undefined) throw new Error('A configuration needs at least one provider.');
  const root = z.strictObject({
    server: serverSchema.strict().optional(),
    access: z.discriminatedUnion('mode', [accessSchemas.open.strict(), accessSchemas.jwt.strict()]).optional(),
    store: storeSchema.strict().optional(),
    cache: cacheSchema.strict().optional(),
    limits: requestLimitsSchema.strict().optional(),
    sources: z.array(z.discriminatedUnion('provider', [firstSource, ...otherSources])).min(1),
  });
  return { title: 'Accord configuration', ...z.toJSONSchema(root, { target: 'draft-7', io: 'input' }) };
}

function sourceVariant(spec: ProviderConfigSpec) {
  const taken = spec.authTypes.map((type) => authSchemas[type].strict());
  const [firstAuth, ...otherAuth] = taken;
  if (firstAuth === undefined) throw new Error(`${spec.provider} takes no authentication type.`);
  return z.strictObject({
    ...sourceSchema.shape,
    provider: z.literal(spec.provider),
    auth: z.discriminatedUnion('type', [firstAuth, ...otherAuth]),
    limits: limitsSchema.strict().optional(),
    timeouts: timeoutsSchema.strict().optional(),
    retries: retriesSchema.strict().nullable().optional().describe('null: a call is made once.'),
    breaker: breakerSchema.strict().nullable().optional().describe('null: none.'),
    ...spec.settings.shape,
  });
}
