import { createAccessTokens } from '../shared/access-tokens.ts';
import type { AccessTokens } from '../shared/access-tokens.ts';
import { hasBasicCredentials } from '../shared/basic-credentials.ts';
import type { EmulatorOptions } from '../shared/emulator.ts';
import { jsonAnswer, mediaTypeOf } from '../shared/exchange.ts';
import type { EmulatorAnswer, EmulatorRequest } from '../shared/exchange.ts';

/** How callers prove who they are; CPP's page does not say, so any of these may be true. */
export type CppAuth =
  | { readonly type: 'bearer'; readonly token: string }
  | { readonly type: 'basic'; readonly username: string; readonly password: string }
  | { readonly type: 'oauth2'; readonly clientId: string; readonly clientSecret: string };

/** The two sides of signing in. */
export interface CppSignIn {
  /** `WWW-Authenticate` of a refusal. */
  readonly challenge: 'Bearer' | 'Basic';
  isSignedIn(request: EmulatorRequest): boolean;
  /** `POST /Token`, only where tokens are given out. */
  readonly handleToken?: (request: EmulatorRequest) => EmulatorAnswer;
  revokeTokens(): void;
}

const TOKEN_LIFETIME_SECONDS = 3600;

/** Creates the chosen way of signing in. */
export function createCppSignIn(auth: CppAuth, options: EmulatorOptions): CppSignIn {
  if (auth.type === 'basic') {
    return {
      challenge: 'Basic',
      isSignedIn: ({ headers }) => hasBasicCredentials(headers.authorization, auth),
      revokeTokens: () => undefined,
    };
  }
  const tokens = createAccessTokens({
    now: options.now ?? Date.now,
    lifetimeSeconds: options.tokenLifetimeSeconds ?? TOKEN_LIFETIME_SECONDS,
    prefix: options.tokenPrefix ?? 'emulated-',
  });
  if (auth.type === 'bearer') tokens.accept(auth.token);
  return {
    challenge: 'Bearer',
    isSignedIn: ({ headers }) => tokens.check(headers.authorization) === 'valid',
    ...(auth.type === 'oauth2' ? { handleToken: (request) => giveToken(request, auth, tokens) } : {}),
    revokeTokens: () => {
      tokens.revokeIssued();
    },
  };
}

/** The client credentials may come in the form or in a Basic header; errors are those of RFC 6749, all with 400. */
function giveToken(
  request: EmulatorRequest,
  auth: Extract<CppAuth, { type: 'oauth2' }>,
  tokens: AccessTokens,
): EmulatorAnswer {
  const refuse = (error: string) => jsonAnswer(400, { error, error_description: 'The token was refused.' });
  if (mediaTypeOf(request) !== 'application/x-www-form-urlencoded') return refuse('invalid_request');
  const form = new URLSearchParams(request.text);
  if (form.get('grant_type') !== 'client_credentials') return refuse('unsupported_grant_type');
  const { clientId: username, clientSecret: password } = auth;
  const isInForm = form.get('client_id') === username && form.get('client_secret') === password;
  const isKnown = isInForm || hasBasicCredentials(request.headers.authorization, { username, password });
  if (!isKnown) return refuse('invalid_client');
  return jsonAnswer(200, { access_token: tokens.issue(), token_type: 'bearer', expires_in: tokens.lifetimeSeconds });
}
