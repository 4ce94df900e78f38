import { formatAccountId } from '../domain/account-id.ts';
import type { Reading, UpdateRequest } from '../domain/datasource.ts';
import { SHOWN_SECRET } from '../domain/fields/plan-fields.ts';
import type { UpdatePlan } from '../domain/update.ts';
import type { Location } from './locate.ts';
import type { UpdateCommand } from './update-command.ts';
import { inputPath, type FieldPath } from './update-result.ts';

/** An update whose place is known and whose patch is in the provider's words: against one state of the account. */
export interface Work {
  readonly command: UpdateCommand;
  readonly location: Location;
  readonly accountId: string;
  readonly request: UpdateRequest;
  readonly plan: UpdatePlan;
  /** From a field of the provider's to its path in the caller's input. */
  readonly path: FieldPath;
  /** The caller's names of the fields that have another at the provider. */
  readonly names: Readonly<Record<string, string>>;
}

/** Works out what an update means for the account as it is; `current` is null where nothing is known of it. Pure. */
export function planWork(command: UpdateCommand, location: Location, current: Reading | null): Work {
  const { source, externalId } = location;
  const { patch, names, problems, warnings } =
    command.provider === null
      ? source.datasource.translatePatch(command.patch, current)
      : { patch: command.patch, names: {}, problems: [], warnings: [] };
  const request = { externalId, patch, current };
  const plan = source.datasource.planUpdate(request);
  return {
    command,
    location,
    accountId: formatAccountId({ sourceId: source.id, externalId }),
    request,
    plan: { ...plan, problems: [...problems, ...plan.problems], warnings: [...warnings, ...plan.warnings] },
    path: inputPath(names),
    names,
  };
}

/** The caller's fields whose values are secret, by the plan made against nothing, which names every field. */
export function secretFieldsOf(work: Work): ReadonlySet<string> {
  const secret = work.plan.changes.filter((change) => change.to === SHOWN_SECRET);
  return new Set(secret.map(({ field }) => work.names[field] ?? field));
}
