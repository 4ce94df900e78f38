/** Under which keys a store has what concerns an account. */
export interface AccountKeys {
  generation(accountId: string): string;
  reading(accountId: string): string;
}

export interface AccountKeysOptions {
  /** Of this build: what another one has kept may have another shape. Generations are of all builds. */
  readonly version: string;
  /** What tells a source from another installation's of the same name, by source id. */
  readonly scopes: ReadonlyMap<string, string>;
}

/** Makes the keys, so that installations can share a store without being served each other's accounts. */
export function accountKeys({ version, scopes }: AccountKeysOptions): AccountKeys {
  const scopeOf = (accountId: string): string => scopes.get(accountId.slice(0, accountId.indexOf(':'))) ?? '';
  return {
    generation: (accountId) => `accord:${scopeOf(accountId)}:generation:${accountId}`,
    reading: (accountId) => `accord:${scopeOf(accountId)}:account:${version}:${accountId}`,
  };
}
