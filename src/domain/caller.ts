import { parseScope, ScopeAction, SensitiveField, type Scope } from './scope.ts';

/** Who asks, and what that one may do. Every service is told, and decides before it looks anywhere. */
export interface Caller {
  /** The token's subject: the actor of the caller's operations. */
  readonly subject: string;
  /** What the caller was given. Rights add up; what no scope gives is refused. */
  readonly scopes: readonly Scope[];
}

/** A caller with the scopes that it shows. What is none of Accord's gives no right. */
export function createCaller(subject: string, scopes: Iterable<string>): Caller {
  return { subject, scopes: [...new Set(scopes)].map(parseScope).filter((scope) => scope !== null) };
}

/** A caller who may do everything everywhere. */
export function trustedCaller(subject: string): Caller {
  const sensitive = Object.values(SensitiveField).map(
    (field) => `${ScopeAction.WRITE_ACCOUNTS}:${field.toLowerCase()}`,
  );
  return createCaller(subject, [...Object.values(ScopeAction), ...sensitive]);
}

/** Everybody, where access is open. */
export const anonymous: Caller = trustedCaller('anonymous');
