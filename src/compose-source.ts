import type { AuthConfig, SourceConfig } from './config/accord-config.ts';
import type { Clock } from './domain/clock.ts';
import type { Source, SourceHealth } from './domain/source.ts';
import type { Authenticator } from './http/auth/authenticator.ts';
import { akskAuth } from './http/auth/aksk.ts';
import { basicAuth } from './http/auth/basic.ts';
import { bearerAuth } from './http/auth/bearer.ts';
import { oauth2ClientCredentials } from './http/auth/oauth2-client-credentials.ts';
import { createHttpClient, type ClientHealth } from './http/http-client.ts';
import type { Provider } from './providers/provider.ts';

/** A source and what must be closed with it. */
export interface ComposedSource {
  readonly source: Source;
  close(): Promise<void>;
}

/** Builds one configured source: its credentials, its client, its datasource. Nothing is called yet. */
export function composeSource(config: SourceConfig, provider: Provider, clock: Clock): ComposedSource {
  const http = createHttpClient({
    sourceId: config.id,
    baseUrl: config.baseUrl,
    authenticate: composeAuth(config.auth, config.timeouts, clock),
    timeouts: config.timeouts,
    limits: config.limits,
    ...(config.retries && { retries: config.retries }),
    ...(config.breaker && { breaker: config.breaker }),
    clock,
    ...(provider.isCredentialRefusal && { isCredentialRefusal: provider.isCredentialRefusal }),
  });
  const datasource = provider.createDatasource({ sourceId: config.id, http, clock, settings: config.settings });
  return {
    source: {
      id: config.id,
      provider: provider.graphqlName,
      label: config.label,
      datasource,
      health: () => toSourceHealth(http.health),
    },
    close: () => http.close(),
  };
}

function composeAuth(auth: AuthConfig, timeouts: SourceConfig['timeouts'], clock: Clock): Authenticator {
  switch (auth.type) {
    case 'bearer':
      return bearerAuth(auth.token);
    case 'basic':
      return basicAuth(auth.username, auth.password);
    case 'oauth2':
      return oauth2ClientCredentials({ ...auth, timeouts, clock });
    case 'aksk':
      return akskAuth({ ...auth, clock });
  }
}

function toSourceHealth(health: ClientHealth): SourceHealth {
  const { state, credential, lastErrorCode, rateLimitRemaining } = health;
  return {
    state,
    credential,
    lastSuccessAt: toDate(health.lastSuccessAt),
    lastErrorCode,
    rateLimitRemaining,
    retryAt: toDate(health.retryAt),
  };
}

function toDate(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
