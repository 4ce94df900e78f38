import type { AccountState } from '../shared/account-state.ts';
import type { Fields } from '../shared/emulator.ts';
import type { EmulatorAnswer } from '../shared/exchange.ts';
import { findFieldProblems, isFields } from '../shared/field-rules.ts';
import type { FieldRule } from '../shared/field-rules.ts';
import { parseJsonText } from '../shared/json-text.ts';
import { envelopeError } from './wacm.answers.ts';

/** What is not documented about the update, with the values assumed. */
export interface WacmUpdateRules {
  /** Answers, and accepts, "True", "False" and "67890" as in the page's examples. Default false. */
  readonly stringScalars: boolean;
  /** What null does to a field. Default "ignore". */
  readonly nulls: 'ignore' | 'clear' | 'refuse';
  /** What "" does to a field other than email. Default "clear": the field is "" afterwards. */
  readonly emptyStrings: 'clear' | 'ignore' | 'refuse';
  /** Whether `active: true` alone brings a deactivated user back. Default false: only `reinstate` does. */
  readonly activeReinstates: boolean;
  /** Whether `mfa: true` switches MFA on. Default true, though the page's own example asks for it in vain. */
  readonly mfaCanBeEnabled: boolean;
}

const TEXT_FIELDS = [
  ...['firstName', 'lastName', 'userRole', 'address1', 'address2', 'country', 'city', 'stateName', 'zip', 'phone'],
];
const BOOLEAN_FIELDS = ['active', 'reinstate', 'mfa'];

const RULES: Readonly<Record<string, FieldRule>> = {
  email: { type: 'text', email: true },
  password: { type: 'text' },
  ...Object.fromEntries(TEXT_FIELDS.map((field) => [field, { type: 'text', nullable: true } as const])),
  ...Object.fromEntries(BOOLEAN_FIELDS.map((field) => [field, { type: 'boolean', nullable: true } as const])),
};

/** The user as it will be, or the refusal. The checks are in the order of the page's notes. */
export function applyWacmUpdate(
  text: string,
  current: { readonly id: string; readonly user: Readonly<Fields>; readonly state: AccountState },
  rules: WacmUpdateRules,
): Fields | EmulatorAnswer {
  const sent = readObject(text);
  if (sent === undefined) return envelopeError(400, 'Request body must be a JSON object');
  if (current.user.isSsoUser === true) return envelopeError(400, 'SSO users cannot be updated');
  const body = rules.stringScalars ? readStringBooleans(sent) : sent;
  const errors = findErrors(body, current, rules);
  if (Object.keys(errors).length > 0) return envelopeError(400, 'Bad request', errors);
  return { ...current.user, ...toTexts(body, rules), ...toMfa(body, rules), ...toStatus(body, current.user, rules) };
}

/** True for an answer, false for the fields of a user. */
export function isRefusal(result: Fields | EmulatorAnswer): result is EmulatorAnswer {
  return 'headers' in result;
}

function readObject(text: string): Fields | undefined {
  try {
    const body = parseJsonText(text);
    return isFields(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

function readStringBooleans(body: Fields): Fields {
  const read = (value: unknown) => (value === 'True' ? true : value === 'False' ? false : value);
  const booleans = BOOLEAN_FIELDS.filter((field) => Object.hasOwn(body, field));
  return { ...body, ...Object.fromEntries(booleans.map((field) => [field, read(body[field])])) };
}

function findErrors(
  body: Fields,
  current: Parameters<typeof applyWacmUpdate>[1],
  rules: WacmUpdateRules,
): Record<string, string[]> {
  const errors: Record<string, string[]> = {};
  for (const { field, message } of findFieldProblems(body, RULES)) errors[field] = [message];
  if (body.email === undefined || body.email === null || body.email === '') errors.email = ['email cannot be empty.'];
  if (isEmailTaken(body.email, current)) errors.email = ['email must be unique.'];
  if (body.active === false && body.reinstate === true) {
    errors.reinstate = ['reinstate cannot be true if active is false.'];
  }
  if (typeof body.password === 'string') {
    if (current.user.verified !== true) errors.password = ['User must be verified.'];
    if (body.password === '') errors.password = ['password cannot be empty.'];
  }
  for (const field of [...TEXT_FIELDS, ...BOOLEAN_FIELDS]) {
    if (body[field] === null && rules.nulls === 'refuse') errors[field] = [`${field} must not be null.`];
    if (body[field] === '' && rules.emptyStrings === 'refuse') errors[field] = [`${field} cannot be empty.`];
  }
  return errors;
}

function isEmailTaken(email: unknown, { id, state }: Parameters<typeof applyWacmUpdate>[1]): boolean {
  if (typeof email !== 'string') return false;
  for (const [other, user] of state.entries()) {
    if (other !== id && String(user.email).toLowerCase() === email.toLowerCase()) return true;
  }
  return false;
}

function toTexts(body: Fields, rules: WacmUpdateRules): Fields {
  const heeded = ['email', ...TEXT_FIELDS].filter((field) => {
    if (!Object.hasOwn(body, field)) return false;
    if (body[field] === null) return rules.nulls === 'clear';
    return body[field] !== '' || rules.emptyStrings === 'clear';
  });
  // The same datum has one name when it is written and another when it is read.
  return Object.fromEntries(heeded.map((field) => [field === 'stateName' ? 'state' : field, body[field]]));
}

function toMfa(body: Fields, rules: WacmUpdateRules): Fields {
  if (body.mfa === false || (body.mfa === true && rules.mfaCanBeEnabled)) return { mfa: body.mfa };
  return {};
}

function toStatus(body: Fields, user: Readonly<Fields>, rules: WacmUpdateRules): Fields {
  if (body.active === false) return { status: 'DEACTIVATED' };
  const comesBack = body.reinstate === true || (body.active === true && rules.activeReinstates);
  return comesBack && user.status === 'DEACTIVATED' ? { status: 'ACTIVE' } : {};
}
