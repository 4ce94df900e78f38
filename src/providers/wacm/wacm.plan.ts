import type { Reading, UpdateRequest } from '../../domain/datasource.ts';
import { ErrorCode } from '../../domain/errors.ts';
import { planFields, type PlannedFields } from '../../domain/fields/plan-fields.ts';
import { toWriteRequest } from '../../domain/fields/write-request.ts';
import type { Patch, PatchProblem, UpdatePlan, UpdateWarning } from '../../domain/update.ts';
import { stringifyJson } from '../../http/json.ts';
import { buildPath } from '../../http/path.ts';
import { wacmFields } from './wacm.mapping.ts';
import type { WacmUser } from './wacm.wire.ts';

const USER_PATH = '/v1/channel-accounts/users/{userId}';

type WacmReading = Reading<WacmUser>;

/**
 * What a patch means at WACM: the named fields that differ from the last answer, and the e-mail address beside them,
 * which the page requires in every body. Pure.
 *
 * The address is taken from the patch alone. A snapshot may be old, and putting an old address into a body would change
 * a field that the caller did not name.
 */
export function planWacmUpdate({ externalId, patch, current }: UpdateRequest<WacmUser>): UpdatePlan {
  if (Object.keys(patch).length === 0) return { changes: [], warnings: [], problems: [], request: null };
  const asked = askedOf(patch);
  const planned = planFields(wacmFields, asked, current?.wire ?? null);
  const problems = [
    ...emailProblems(patch),
    ...planned.problems,
    ...combinationProblems(patch),
    ...(current === null ? [] : snapshotProblems(planned, current)),
  ];
  const stale = current === null || problems.length > 0 ? [] : staleWarnings(asked, planned, current);
  return toWriteRequest(
    { fields: planned.fields, warnings: [...planned.warnings, ...stale], problems },
    {
      method: 'PUT',
      path: buildPath(USER_PATH, { userId: externalId }),
      stringify: stringifyJson,
      base: { email: patch.email ?? null },
    },
  );
}

/** The patch without what asks for nothing: a missing address is a problem of its own, and `reinstate: false` is no act. */
function askedOf(patch: Patch): Patch {
  return Object.fromEntries(
    Object.entries(patch).filter(
      ([name, value]) => !(name === 'email' && value === null) && !(name === 'reinstate' && value === false),
    ),
  );
}

function emailProblems(patch: Patch): readonly PatchProblem[] {
  if (patch.email !== undefined && patch.email !== null) return [];
  const message =
    'email is missing: every update at this provider needs the e-mail address, because WACM sets it with each call and ' +
    'offers no way to read it. Give the address that the user shall have, also where it stays the same.';
  return [{ code: ErrorCode.REQUIRED_BY_PROVIDER, field: 'email', message }];
}

// "Cannot be true if active is false", says the page of reinstate. Both are named, since either can be the mistake.
function combinationProblems(patch: Patch): readonly PatchProblem[] {
  if (patch.active !== false || patch.reinstate !== true) return [];
  const message = 'active: false and reinstate: true exclude each other: send one of them.';
  return ['active', 'reinstate'].map((field) => ({ code: ErrorCode.FORBIDDEN_COMBINATION, field, message }));
}

/** What the provider would refuse of this user, as far as its last answer tells. */
function snapshotProblems(planned: PlannedFields, { wire, account }: WacmReading): readonly PatchProblem[] {
  const problems: PatchProblem[] = [];
  const seen = `so its answer of ${account.observedAt.toISOString()} says`;
  if (wire.isSsoUser === true && planned.fields.length > 0) {
    const message = `This user signs in through SSO (${seen}), and WACM updates no SSO users.`;
    problems.push({ code: ErrorCode.FIELD_NOT_WRITABLE, field: null, message });
  }
  if (wire.verified === false && planned.fields.some(({ change }) => change.field === 'password')) {
    const message = `password can only be set for verified users, and this one is not verified (${seen}).`;
    problems.push({ code: ErrorCode.FIELD_NOT_WRITABLE, field: 'password', message });
  }
  return problems;
}

/** What is left out because the last answer shows it already rests on that answer, which cannot be renewed. */
function staleWarnings(asked: Patch, { fields }: PlannedFields, reading: WacmReading): readonly UpdateWarning[] {
  const sent = [...fields.map(({ change }) => change.field), ...(fields.length > 0 ? ['email'] : [])];
  const leftOut = Object.keys(asked).filter((name) => !sent.includes(name));
  return leftOut.length === 0 ? [] : [staleBase(null, leftOut.join(', '), reading)];
}

/** The warning that something was not sent because the provider's last answer shows it. */
export function staleBase(field: string | null, what: string, { account }: WacmReading): UpdateWarning {
  const message = `Not sent, because the provider's last answer (of ${account.observedAt.toISOString()}) shows it: ${what}.`;
  return { code: 'STALE_BASE', field, message };
}
