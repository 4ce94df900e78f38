import type { UpdateRequest } from '../../domain/datasource.ts';
import { ErrorCode } from '../../domain/errors.ts';
import { planFields, type PlannedFields } from '../../domain/fields/plan-fields.ts';
import { toWriteRequest } from '../../domain/fields/write-request.ts';
import type { WireObject, WireValue } from '../../domain/json-value.ts';
import { isObject } from '../../domain/lenient.ts';
import type { Patch, PatchProblem, UpdatePlan } from '../../domain/update.ts';
import { stringifyJson } from '../../http/json.ts';
import { kiboFields, requiredKiboFields } from './kibo.mapping.ts';
import type { KiboAccount } from './kibo.wire.ts';

/**
 * Plans Kibo's update, a PUT that replaces the user: the document of a fresh read with the changes put in. Without a
 * reading there are changes and problems, and no request. Pure.
 */
export function planKiboUpdate(request: UpdateRequest<KiboAccount>, path: string): UpdatePlan {
  const wire = request.current?.wire ?? null;
  const planned = refuseBlanks(request.patch, wire);
  if (wire === null)
    return { ...toWriteRequest(planned, { method: 'PUT', path, stringify: stringifyJson }), request: null };
  const problems = [...planned.problems, ...findUnknown(planned, wire)];
  const call = { method: 'PUT', path, stringify: stringifyJson, base: toReplacement(wire) } as const;
  return toWriteRequest({ ...planned, problems }, call);
}

/**
 * The document to send back: every field as it was read, save what Kibo keeps by itself. Pure.
 *
 * Not sent: `systemData`, `roles[].auditInfo` and the password, which the decoder has dropped already.
 */
function toReplacement(wire: KiboAccount): WireObject {
  const kept = Object.entries(wire.document)
    .filter(([name]) => name !== 'systemData')
    .map(([name, value]) => [name, name === 'roles' ? withoutAuditInfo(value) : value] as const);
  return {
    ...Object.fromEntries<WireValue>(kept),
    // Left out it would be taken for false, and it goes as the page's type, however it was read.
    ...(wire.isActive !== null && { isActive: wire.isActive }),
  };
}

function withoutAuditInfo(roles: WireValue): WireValue {
  if (!Array.isArray(roles)) return roles;
  return (roles as readonly WireValue[]).map((role) => {
    if (!isObject(role)) return role;
    return Object.fromEntries<WireValue>(Object.entries(role).filter(([name]) => name !== 'auditInfo'));
  });
}

/** Plans the fields, but refuses an empty text where Kibo requires one: it would empty the field as null does. */
function refuseBlanks(patch: Patch, wire: KiboAccount | null): PlannedFields {
  const blank = requiredKiboFields.filter((name) => {
    const value = patch[name];
    return typeof value === 'string' && value.trim() === '';
  });
  const rest = Object.fromEntries(Object.entries(patch).filter(([name]) => !blank.includes(name)));
  const planned = planFields(kiboFields, rest, wire);
  const problems = blank.map((name) => ({
    code: ErrorCode.INVALID_VALUE,
    field: name,
    message: `Kibo requires ${name}; it cannot be empty.`,
  }));
  return { ...planned, problems: [...problems, ...planned.problems] };
}

/** An update that leaves isActive alone must know it: what is not sent is taken for false, and locks the user out. */
function findUnknown(planned: PlannedFields, wire: KiboAccount): readonly PatchProblem[] {
  const named = planned.fields.some(({ wireName }) => wireName === 'isActive');
  if (planned.fields.length === 0 || named || wire.isActive !== null) return [];
  const message = "Kibo did not tell the user's isActive, and every update sets it: name isActive in the update.";
  return [{ code: ErrorCode.REQUIRED_BY_PROVIDER, field: 'isActive', message }];
}
