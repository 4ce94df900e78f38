import type { AccessConfig } from '../../config/accord-config.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Logger } from '../../telemetry/logger.ts';
import { openAccess, type Authenticator } from './authenticator.ts';
import { fetchKeySetFrom } from './fetch-key-set.ts';
import { JwtAccess } from './jwt-access.ts';

/** Makes what lets callers in, by the configuration. Nothing is fetched yet. */
export function createAuthenticator(
  config: AccessConfig,
  surroundings: { readonly clock: Clock; readonly logger: Logger },
): Authenticator {
  if (config.mode === 'open') return openAccess;
  return new JwtAccess({ config, fetchKeySet: fetchKeySetFrom(config.jwksUri), ...surroundings });
}
