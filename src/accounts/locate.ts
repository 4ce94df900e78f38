import { parseAccountId } from '../domain/account-id.ts';
import { AccountError, ErrorCode } from '../domain/errors.ts';
import type { Source, Sources } from '../domain/source.ts';

/** An account's place: its source, and its key there in the one canonical spelling. */
export interface Location {
  readonly source: Source;
  readonly externalId: string;
}

/**
 * Finds the source of an account's id and the canonical key in it. Calls nobody.
 * @throws AccountError INVALID_VALUE where the id has not the form, NOT_FOUND where no such source is configured.
 */
export function locateAccount(sources: Sources, id: string): Location {
  const key = parseAccountId(id);
  const source = sources.get(key.sourceId);
  if (!source) {
    const message = `There is no source "${key.sourceId}". The configured ones are ${[...sources.keys()].join(', ')}.`;
    throw new AccountError(ErrorCode.NOT_FOUND, message, { field: 'id' });
  }
  const externalId = source.datasource.canonicalId(key.externalId);
  if (externalId === null) {
    const message = `What follows "${source.id}:" in the id is none of that provider's keys.`;
    throw new AccountError(ErrorCode.INVALID_VALUE, message, { field: 'id' });
  }
  return { source, externalId };
}
