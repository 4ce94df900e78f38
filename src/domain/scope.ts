/** What a caller can be allowed to do. */
export const ScopeAction = {
  READ_ACCOUNTS: 'accounts:read',
  WRITE_ACCOUNTS: 'accounts:write',
  READ_OPERATIONS: 'operations:read',
} as const;
export type ScopeAction = (typeof ScopeAction)[keyof typeof ScopeAction];

/**
 * The fields that need a scope of their own to be changed, by the power that they give.
 *
 * STATUS: whether the account can be used. ROLES: what it may do. PASSWORD: what one signs in with. MFA: whether a second
 * factor is asked for.
 */
export const SensitiveField = { STATUS: 'STATUS', ROLES: 'ROLES', PASSWORD: 'PASSWORD', MFA: 'MFA' } as const;
export type SensitiveField = keyof typeof SensitiveField;

/** One right, as a token carries it. What is null narrows nothing. */
export interface Scope {
  /** As it was written, e.g. `accounts:write:kibo:password@kibo-eu`. */
  readonly text: string;
  readonly action: ScopeAction;
  /** The graph's name of the one provider that it is about, e.g. `HUAWEI_CLOUD`. */
  readonly provider: string | null;
  /** The one source that it is about. */
  readonly sourceId: string | null;
  /** Of `accounts:write`: the one sensitive field that it is about; null for all that are not sensitive. */
  readonly field: SensitiveField | null;
}

/** Where something is to be done. */
export interface Place {
  readonly id: string;
  /** The graph's name of its provider; null where the source is not configured any more. */
  readonly provider: string | null;
}

const SCOPE =
  /^(accounts:read|accounts:write|operations:read)((?::[a-z][a-z0-9-]{0,31}){0,2})(?:@([a-z][a-z0-9-]{0,31}))?$/;

/**
 * Reads `<action>[:<provider>][:<sensitive field>][@<source>]`; the field goes with `accounts:write` only. Null for
 * whatever else a token may carry, such as `openid`: it gives no right here.
 */
export function parseScope(text: string): Scope | null {
  const match = SCOPE.exec(text);
  if (!match) return null;
  const action = match[1] as ScopeAction;
  const words = (match[2] ?? '').split(':').slice(1);
  const field = action === ScopeAction.WRITE_ACCOUNTS ? sensitiveField(words.at(-1)) : null;
  const rest = field === null ? words : words.slice(0, -1);
  if (rest.length > 1) return null;
  return { text, action, provider: graphName(rest[0]), sourceId: match[3] ?? null, field };
}

/** Whether a scope is about a place. */
export function isAbout(scope: Scope, place: Place): boolean {
  return (
    (scope.sourceId === null || scope.sourceId === place.id) &&
    (scope.provider === null || scope.provider === place.provider)
  );
}

function sensitiveField(word: string | undefined): SensitiveField | null {
  return Object.values(SensitiveField).find((field) => field.toLowerCase() === word) ?? null;
}

// "huawei-cloud" in scopes, as in the configuration; HUAWEI_CLOUD in the graph.
function graphName(provider: string | undefined): string | null {
  return provider === undefined ? null : provider.toUpperCase().replaceAll('-', '_');
}
