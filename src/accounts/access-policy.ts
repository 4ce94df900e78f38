import type { Caller } from '../domain/caller.ts';
import { AccountError, ErrorCode } from '../domain/errors.ts';
import type { OperationRecord } from '../domain/operation.ts';
import { isAbout, ScopeAction, SensitiveField, type Place } from '../domain/scope.ts';
import type { Source, Sources } from '../domain/source.ts';
import type { Patch, PatchProblem } from '../domain/update.ts';

/** Who may do what: the one place where it is decided. Pure; docs/access.md tells the same for people. */

/** Whether the caller may see a source's accounts. */
export function mayRead(caller: Caller, place: Place): boolean {
  return allows(caller, ScopeAction.READ_ACCOUNTS, place);
}

/** Whether the caller may change a source's fields of one kind: a sensitive one, or, for null, those that are not. */
export function mayWrite(caller: Caller, place: Place, field: SensitiveField | null): boolean {
  return caller.scopes.some(
    (scope) => scope.action === ScopeAction.WRITE_ACCOUNTS && scope.field === field && isAbout(scope, place),
  );
}

/** Whether there is any field of a source's accounts that the caller may change. */
export function mayWriteAny(caller: Caller, place: Place): boolean {
  return allows(caller, ScopeAction.WRITE_ACCOUNTS, place);
}

/** Whether the caller may see what others have changed at a source. */
export function mayReadOperations(caller: Caller, place: Place): boolean {
  return allows(caller, ScopeAction.READ_OPERATIONS, place);
}

/** Whether the caller may see the whole record, also of sources that are not configured any more. */
export function mayReadAllOperations(caller: Caller): boolean {
  return caller.scopes.some(
    ({ action, provider, sourceId }) =>
      action === ScopeAction.READ_OPERATIONS && provider === null && sourceId === null,
  );
}

/** Whether the caller may see an operation: everybody may see their own. */
export function maySeeOperation(caller: Caller, operation: OperationRecord, sources: Sources): boolean {
  return operation.actor === caller.subject || mayReadOperations(caller, placeOf(operation, sources));
}

/** What a caller may do at one source. */
export interface Rights {
  readonly read: boolean;
  /** The fields that are not sensitive. */
  readonly write: boolean;
  readonly sensitiveFields: readonly SensitiveField[];
  /** What others have changed. */
  readonly operations: boolean;
}

/** What the caller may do at a source, for it to know beforehand. */
export function rightsAt(caller: Caller, place: Place): Rights {
  return {
    read: mayRead(caller, place),
    write: mayWrite(caller, place, null),
    sensitiveFields: Object.values(SensitiveField).filter((field) => mayWrite(caller, place, field)),
    operations: mayReadOperations(caller, place),
  };
}

/** Where an operation belongs, be its source configured still or not. */
export function placeOf({ sourceId }: OperationRecord, sources: Sources): Place {
  return { id: sourceId, provider: sources.get(sourceId)?.provider ?? null };
}

/** @throws AccountError FORBIDDEN where the caller may not see the source's accounts. */
export function checkMayRead(caller: Caller, source: Source): void {
  if (!mayRead(caller, source)) throw readForbidden(source);
}

/** @throws AccountError FORBIDDEN where the caller may see accounts of no source at all. */
export function checkMayReadAny(caller: Caller, sources: Sources): void {
  if ([...sources.values()].some((source) => mayRead(caller, source))) return;
  const message = 'You may not see accounts of any source. The scope accounts:read would allow it.';
  throw new AccountError(ErrorCode.FORBIDDEN, message);
}

/** Why a source's accounts are not shown. */
export function readForbidden(source: Source): AccountError {
  return forbidden(`You may not see accounts of ${source.label}`, `${ScopeAction.READ_ACCOUNTS}@${source.id}`, 'id');
}

/** @throws AccountError FORBIDDEN where the caller may not see the operation, or may write nothing where it belongs. */
export function checkMayReconcile(caller: Caller, operation: OperationRecord, sources: Sources): void {
  checkMaySee(caller, operation, sources);
  if (mayWriteAny(caller, placeOf(operation, sources))) return;
  const { sourceId } = operation;
  throw forbidden(`You may change nothing at ${sourceId}`, `${ScopeAction.WRITE_ACCOUNTS}@${sourceId}`, 'id');
}

/** @throws AccountError FORBIDDEN where the operation is another's, and the caller may not see those. */
export function checkMaySee(caller: Caller, operation: OperationRecord, sources: Sources): void {
  if (maySeeOperation(caller, operation, sources)) return;
  const scope = `${ScopeAction.READ_OPERATIONS}@${operation.sourceId}`;
  throw forbidden('This operation is another caller’s', scope, 'id');
}

/** What speaks against the caller's changing these fields of an account of a source; nothing where all are allowed. */
export function forbiddenFields(caller: Caller, source: Source, patch: Patch): readonly PatchProblem[] {
  if (!mayWriteAny(caller, source)) {
    const error = forbidden(
      `You may change nothing at ${source.label}`,
      `${ScopeAction.WRITE_ACCOUNTS}@${source.id}`,
      'id',
    );
    return [{ code: error.code, field: 'id', message: error.message }];
  }
  return Object.keys(patch).flatMap((name): readonly PatchProblem[] => {
    const kind = source.datasource.capabilities.fields.find(({ field }) => field === name)?.sensitive ?? null;
    if (mayWrite(caller, source, kind)) return [];
    const suffix = kind === null ? '' : `:${kind.toLowerCase()}`;
    const scope = `${ScopeAction.WRITE_ACCOUNTS}${suffix}@${source.id}`;
    const { code, message } = forbidden(`You may not change ${name} at ${source.label}`, scope, name);
    return [{ code, field: name, message }];
  });
}

function allows(caller: Caller, action: ScopeAction, place: Place): boolean {
  return caller.scopes.some((scope) => scope.action === action && isAbout(scope, place));
}

function forbidden(what: string, scope: string, field: string): AccountError {
  return new AccountError(ErrorCode.FORBIDDEN, `${what}. The scope ${scope} would allow it.`, { field });
}
