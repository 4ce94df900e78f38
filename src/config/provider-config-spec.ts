import type { z } from 'zod';

/** Every way to sign in at a provider that a configuration can name. */
export const authTypes = ['bearer', 'basic', 'oauth2', 'aksk'] as const;
/** One way to sign in at a provider. */
export type AuthType = (typeof authTypes)[number];

/** How an OAuth 2 token request is written: a form (RFC 6749) or a JSON document. */
export type TokenBody = 'form' | 'json';

/** At most `requests` in any `perSeconds` seconds. */
export interface RequestWindow {
  readonly requests: number;
  readonly perSeconds: number;
  /** Default: all requests count. */
  readonly only?: 'reads' | undefined;
}

/** What a provider documents of how much it may be asked. */
export interface ProviderLimits {
  /** All of them hold at the same time; none where nothing limits the pace. */
  readonly windows: readonly RequestWindow[];
  /** Requests in flight at one time. */
  readonly concurrency: number;
  /** How long to wait after a 429 that does not say how long. Default: 1,000. */
  readonly pauseMs?: number;
}

/** What a provider tells the configuration about itself. The configuration knows no provider: it is handed these. */
export interface ProviderConfigSpec {
  /** The provider's id as the file writes it, for example `kibo`. */
  readonly provider: string;
  /** What the provider takes, its most documented one first. Any other type is a configuration error. */
  readonly authTypes: readonly AuthType[];
  /** The keys that only this provider's sources have, for example `tenantId`. Read strictly, whatever it says itself. */
  readonly settings: z.ZodObject<z.ZodRawShape, z.core.$ZodObjectConfig>;
  /** The provider's documented limits, used where a source names none. */
  readonly defaultLimits: ProviderLimits;
  /** How the provider wants its token request. Default: form. */
  readonly tokenBody?: TokenBody;
}
