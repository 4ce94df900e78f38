/**
 * The update: PUT replaces the whole user. What is left out becomes null, and `isActive` false.
 *
 * From the page: the 15 fields and their types; "Required properties: EmailAddress, FirstName, LastName, and Password".
 * From the vendor's specification: no additional properties. ASSUMED: that PUT replaces; that `id`, `systemData` and
 * `roles` are the server's own and ignored when sent; that the password is kept when it is left out, null or blank, and
 * that a new one ends `isPasswordChangeRequired`; that a blank required field counts as missing.
 */
import type { AccountState } from '../shared/account-state.ts';
import type { Fields } from '../shared/emulator.ts';
import type { EmulatorAnswer } from '../shared/exchange.ts';
import { findFieldProblems, isFields } from '../shared/field-rules.ts';
import type { FieldRule } from '../shared/field-rules.ts';
import { findUserBy } from './kibo.accounts.ts';
import type { KiboAnswers, ParameterProblem } from './kibo.errors.ts';

/** What the documentation leaves open about updates. */
export interface KiboUpdateRules {
  /** Whether a PUT without a password is refused with 400; the page's sentence may be the one for creating. Default false. */
  readonly requirePassword: boolean;
  /** The status for an e-mail address that another user has. Default 409. */
  readonly duplicateEmailStatus: 409 | 400;
}

/** One PUT. */
export interface KiboReplacement {
  readonly userId: string;
  readonly current: Readonly<Fields>;
  readonly body: unknown;
  /** Milliseconds; becomes `systemData.updatedOn`. */
  readonly now: number;
}

const TEXT: FieldRule = { type: 'text', nullable: true };
const FLAG: FieldRule = { type: 'boolean', nullable: true };

/** What a caller owns, and what it becomes when left out. */
const WRITABLE = {
  emailAddress: null,
  userName: null,
  phoneNumber: null,
  externalId: null,
  localeCode: null,
  firstName: null,
  lastName: null,
  optInToEmail: null,
  optInToTextMessage: null,
  isActive: false,
  identityProviderId: null,
} as const;

const RULES: Record<string, FieldRule> = {
  emailAddress: TEXT,
  userName: TEXT,
  phoneNumber: TEXT,
  externalId: TEXT,
  localeCode: TEXT,
  firstName: TEXT,
  lastName: TEXT,
  password: TEXT,
  optInToEmail: FLAG,
  optInToTextMessage: FLAG,
  id: TEXT,
  systemData: { type: 'object' },
  roles: { type: 'objectList', nullable: true },
  isActive: { type: 'boolean' },
  identityProviderId: TEXT,
};

/** Replaces a user; answers what is stored afterwards, or a refusal. */
export function replaceUser(
  state: AccountState,
  replacement: KiboReplacement,
  context: { readonly rules: KiboUpdateRules; readonly answers: KiboAnswers },
): { readonly stored: Readonly<Fields> } | { readonly refusal: EmulatorAnswer } {
  const { rules, answers } = context;
  const { userId, body } = replacement;
  if (!isFields(body))
    return { refusal: answers.refuseParameters([{ name: 'user', reason: 'must be a JSON object' }]) };
  const problems = findProblems(body, rules);
  if (problems.length > 0) return { refusal: answers.refuseParameters(problems) };
  const emailAddress = String(body.emailAddress);
  if (isTaken(state, replacement.current, emailAddress)) {
    return { refusal: answers.refuseDuplicate(emailAddress, rules.duplicateEmailStatus) };
  }
  return { stored: state.save(userId, toReplacedUser(replacement, body)) };
}

function findProblems(body: Fields, rules: KiboUpdateRules): ParameterProblem[] {
  const required = ['emailAddress', 'firstName', 'lastName', ...(rules.requirePassword ? ['password'] : [])];
  const unknown = Object.keys(body).filter((name) => !Object.hasOwn(RULES, name));
  const broken = findFieldProblems(body, RULES);
  const missing = required.filter((name) => isBlank(body[name]));
  return [
    ...unknown.map((name) => ({ name, reason: 'is not a property of User' })),
    ...broken.map(({ field, message }) => ({ name: field, reason: message })),
    ...missing.map((name) => ({ name, reason: 'is required' })),
  ];
}

/** Wrong types are not blank: they are told as such. */
function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** "Email addresses uniquely identify admin user accounts", in any case. */
function isTaken(state: AccountState, current: Readonly<Fields>, emailAddress: string): boolean {
  if (String(current.emailAddress).toLowerCase() === emailAddress.toLowerCase()) return false;
  return findUserBy(state, 'emailAddress', emailAddress) !== undefined;
}

function toReplacedUser({ current, now }: KiboReplacement, body: Fields): Fields {
  const updatedOn = new Date(now).toISOString();
  const keepsPassword = isBlank(body.password);
  const passwordData = keepsPassword ? {} : { isPasswordChangeRequired: false, lastPasswordChangeOn: updatedOn };
  const systemData = isFields(current.systemData) ? current.systemData : {};
  const written = Object.entries(WRITABLE).map(([name, absent]) => [name, body[name] ?? absent]);
  return {
    // First, so that the fields stay in the page's order.
    ...current,
    ...(Object.fromEntries(written) as Fields),
    password: keepsPassword ? current.password : body.password,
    systemData: { ...systemData, ...passwordData, updatedOn },
  };
}
