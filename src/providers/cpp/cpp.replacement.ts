import type { UpdateRequest } from '../../domain/datasource.ts';
import { ErrorCode } from '../../domain/errors.ts';
import { planFields } from '../../domain/fields/plan-fields.ts';
import { toWriteRequest } from '../../domain/fields/write-request.ts';
import type { WireObject } from '../../domain/json-value.ts';
import type { Patch, PatchProblem, UpdatePlan, UpdateWarning } from '../../domain/update.ts';
import { stringifyJson } from '../../http/json.ts';
import type { CppEnumValue } from './cpp.enums.ts';
import { cppFields } from './cpp.mapping.ts';
import type { CppAccount } from './cpp.wire.ts';

const PATH = '/api/account';

/**
 * Plans CPP's update, a PUT of the whole UpdateAccountDTO: a fresh read with the changes put in. Without a reading there
 * are changes and problems, and no request. Pure.
 *
 * The framework takes a number that is missing for 0, and 0 would lift the restriction to a department; a status or role
 * that is guessed could let somebody in. So what the read did not tell must be named in the patch, or nothing is sent.
 */
export function planCppUpdate({ patch, current }: UpdateRequest<CppAccount>): UpdatePlan {
  const wire = current?.wire ?? null;
  const planned = planFields(cppFields, withoutEmptyList(patch), wire);
  const call = { method: 'PUT', path: PATH, stringify: stringifyJson } as const;
  if (wire === null) return { ...toWriteRequest(planned, call), request: null };
  if (planned.fields.length === 0) return toWriteRequest(planned, call);
  const kept = keptFields(patch, wire);
  const problems = [...planned.problems, ...kept.flatMap((field) => field.problem ?? [])];
  const warnings = [...planned.warnings, ...kept.flatMap((field) => field.warning ?? [])];
  return toWriteRequest({ ...planned, problems, warnings }, { ...call, base: toReplacement(wire) });
}

/**
 * The document to send back, in the page's order: every field as it was read, Status and Role by their names. Pure.
 *
 * AccountId is not among it: it "can also be changed", so it goes only where it is the change asked for.
 */
function toReplacement(wire: CppAccount): WireObject {
  return {
    Username: wire.username,
    Email: wire.email,
    GoogleLoginEmails: wire.googleLoginEmails,
    Name: wire.name,
    Surname: wire.surname,
    Status: wire.status?.name ?? null,
    Role: wire.role?.name ?? null,
    TranslationLanguage: wire.translationLanguage,
    DepartmentId: wire.departmentId,
  };
}

/** An empty list empties the field, as null does, and is said to be assumed as that is. */
function withoutEmptyList(patch: Patch): Patch {
  const { googleLoginEmails } = patch;
  const isEmpty = Array.isArray(googleLoginEmails) && googleLoginEmails.length === 0;
  return isEmpty ? { ...patch, googleLoginEmails: null } : patch;
}

interface KeptField {
  readonly problem?: PatchProblem;
  readonly warning?: UpdateWarning;
}

/** What there is to say about the fields that go back as they were read, though a wrong value would widen rights. */
function keptFields(patch: Patch, wire: CppAccount): readonly KeptField[] {
  const kept = (name: string) => patch[name] === undefined;
  return [
    ...(kept('status') ? [keptEnum('status', wire.status)] : []),
    ...(kept('role') ? [keptEnum('role', wire.role)] : []),
    ...(kept('translationLanguage') && wire.translationLanguage === null ? [untold('translationLanguage')] : []),
    ...(kept('departmentId') && wire.departmentId === null ? [untold('departmentId')] : []),
  ];
}

function keptEnum(field: 'status' | 'role', value: CppEnumValue | null): KeptField {
  if (value === null) return untold(field);
  if (value.name === null) {
    const message =
      `CPP answered ${field} ${value.raw}, and what that stands for is not known: name ${field} in the update, or set ` +
      `${field}Numbers in the source's configuration.`;
    return { problem: { code: ErrorCode.REQUIRED_BY_PROVIDER, field, message } };
  }
  if (!value.isAssumed) return {};
  const message =
    `CPP answered ${field} ${value.raw}, which is sent back as ${value.name}: the order of its numbers is assumed. ` +
    `Setting ${field}Numbers in the source's configuration confirms it.`;
  return { warning: { code: 'ASSUMED_SEMANTICS', field, message } };
}

function untold(field: string): KeptField {
  const message = `CPP did not tell the account's ${field}, and every update sets it: name ${field} in the update.`;
  return { problem: { code: ErrorCode.REQUIRED_BY_PROVIDER, field, message } };
}
