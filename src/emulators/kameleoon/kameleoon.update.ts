import type { AccountState } from '../shared/account-state.ts';
import type { Fields } from '../shared/emulator.ts';
import { findFieldProblems, isFields } from '../shared/field-rules.ts';
import type { FieldRule } from '../shared/field-rules.ts';
import { parseJsonText } from '../shared/json-text.ts';

/** What null does in a PATCH; not documented. */
export type KameleoonNulls = 'clear' | 'ignore' | 'refuse';

/** The role names of both stored copies of the reference. */
const ROLE_NAMES = [
  ...['ROLE_CUSTOMER_ADMIN', 'ROLE_SITE_ADMIN', 'ROLE_SITE_PRODUCTION', 'ROLE_SITE_TECHNICAL', 'ROLE_SITE_MARKETING'],
  ...['ROLE_SITE_DEMO', 'ROLE_SITE_ABTESTS_RESTRICTED', 'ROLE_SITE_AUTO_PROMO_PERSO_ONLY'],
  ...['ROLE_KAMELEOON_FULL_ADMIN', 'ROLE_KAMELEOON_ADMIN'],
];

/** Fields that a PATCH changes. All others (id, dateCreated, amClientId, amClientSecret, unknown ones) are ignored. */
const RULES: Readonly<Record<string, FieldRule>> = {
  email: { type: 'text', email: true },
  firstName: { type: 'text', nullable: true },
  lastName: { type: 'text', nullable: true },
  imageURL: { type: 'text', nullable: true },
  preferredLocale: { type: 'text', nullable: true, oneOf: ['fr', 'en', 'de'] },
  status: { type: 'text', oneOf: ['CREATED', 'ACTIVATED', 'DEACTIVATED'] },
  roles: { type: 'objectList', nullable: true },
  solutions: { type: 'textList', nullable: true, oneOf: ['WEB_EXPERIMENTATION', 'FEATURE_EXPERIMENTATION'] },
  teamId: { type: 'int64', nullable: true },
  isProductRecoAllowed: { type: 'boolean' },
  isPasswordExpired: { type: 'boolean' },
  passwordBlocked: { type: 'boolean' },
};

/** A cleared list is an empty list, everything else that is cleared is null. */
const CLEARED: Readonly<Record<string, unknown>> = { roles: [], solutions: [] };

/** The changes that a body asks for, or the text of the refusal. */
export function readKameleoonChanges(text: string, nulls: KameleoonNulls): Fields | string {
  const body = readObject(text);
  if (body === undefined) return 'Request body must be a JSON object';
  const named = Object.keys(RULES).filter((field) => Object.hasOwn(body, field));
  const refused = nulls === 'refuse' ? named.find((field) => body[field] === null) : undefined;
  if (refused !== undefined) return `${refused} must not be null`;
  const heeded = named.filter((field) => nulls !== 'ignore' || body[field] !== null);
  const changes = Object.fromEntries(heeded.map((field) => [field, body[field]]));
  const problem = findFieldProblems(changes, RULES)[0]?.message ?? findRoleProblem(changes.roles);
  if (problem !== undefined) return problem;
  return Object.fromEntries(heeded.map((field) => [field, changes[field] ?? CLEARED[field] ?? null]));
}

/** True when another account has this address already, in whatever case. */
export function isKameleoonEmailTaken(state: AccountState, id: string, email: unknown): boolean {
  if (typeof email !== 'string') return false;
  for (const [other, fields] of state.entries()) {
    if (other !== id && String(fields.email).toLowerCase() === email.toLowerCase()) return true;
  }
  return false;
}

function readObject(text: string): Fields | undefined {
  try {
    const body = parseJsonText(text);
    return isFields(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

function findRoleProblem(roles: unknown): string | undefined {
  if (!Array.isArray(roles)) return undefined;
  const rules: Record<string, FieldRule> = {
    name: { type: 'text', oneOf: ROLE_NAMES },
    privileges: { type: 'textList' },
    customers: { type: 'int64List' },
    sites: { type: 'int64List' },
  };
  const problem = roles.filter(isFields).flatMap((role) => findFieldProblems(role, rules))[0];
  return problem === undefined ? undefined : `roles: ${problem.message}`;
}
