import { createHash } from 'node:crypto';
import type { AccountCache } from './cache/account-cache.ts';
import { createAccountCache } from './cache/create-account-cache.ts';
import { version } from './cli/version.ts';
import type { AccordConfig, AuthConfig, SourceConfig } from './config/accord-config.ts';
import type { Clock } from './domain/clock.ts';
import type { Logger } from './telemetry/logger.ts';

/** Builds the cache between requests; null where the configuration wants none. */
export function composeCache(
  { cache, sources }: Pick<AccordConfig, 'cache' | 'sources'>,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): Promise<AccountCache | null> {
  return createAccountCache({
    ...cache,
    clock,
    version,
    scopes: new Map(sources.map((source) => [source.id, cacheScopeOf(source)])),
    report(event, error) {
      if (event === 'WORKING') logger.info({}, 'the cache answers again');
      else logger.warn({ error }, 'the cache does not answer; accounts are read without it');
    },
  });
}

/**
 * What tells a source from one of the same id in another installation: where it is and who calls, without any secret.
 * It stays the same when a secret is changed, so that processes with the old and the new one go on to share.
 */
export function cacheScopeOf({ id, provider, baseUrl, settings, auth }: SourceConfig): string {
  const text = JSON.stringify([id, provider, baseUrl, settings, whoCalls(auth)]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

function whoCalls(auth: AuthConfig): readonly string[] {
  switch (auth.type) {
    case 'bearer':
      return [auth.type];
    case 'basic':
      return [auth.type, auth.username];
    case 'oauth2':
      return [auth.type, auth.tokenUrl, auth.clientId];
    case 'aksk':
      return [auth.type, auth.accessKey];
  }
}
