import type { AccountState } from '../shared/account-state.ts';
import type { Fields } from '../shared/emulator.ts';
import type { EmulatorAnswer } from '../shared/exchange.ts';
import { findFieldProblems, isEmailAddress, isFields } from '../shared/field-rules.ts';
import type { FieldRule } from '../shared/field-rules.ts';
import { parseJsonText } from '../shared/json-text.ts';
import { errorAnswer, invalidAnswer } from './cpp.answers.ts';
import { LEGACY_IDS_BELOW, ROLES, STATUSES, toUsernameKey } from './cpp.accounts.ts';

/** What is not documented about the update, with the values assumed. */
export interface CppUpdateRules {
  /** The role of the caller; only a SystemAdmin changes an AccountId. Default "SystemAdmin". */
  readonly callerRole: (typeof ROLES)[number];
  /** Stands before each field name in ModelState. Default "account.". */
  readonly modelStatePrefix: string;
}

/** An update that can be stored. */
export interface CppUpdate {
  /** The body as the framework binds it: what was left out is null, or 0 for numbers. */
  readonly dto: Fields;
  /** The account as it will be. */
  readonly account: Fields;
}

const TEXT: FieldRule = { type: 'text', nullable: true };
const RULES: Readonly<Record<string, FieldRule>> = {
  Username: TEXT,
  Email: TEXT,
  GoogleLoginEmails: TEXT,
  Name: TEXT,
  Surname: TEXT,
  Status: { ...TEXT, oneOf: STATUSES },
  Role: { ...TEXT, oneOf: ROLES },
  AccountId: { type: 'int32' },
  TranslationLanguage: { type: 'int32' },
  DepartmentId: { type: 'int32' },
};

/** Reads a body into an update, or into the refusal. */
export function readCppUpdate(text: string, state: AccountState, rules: CppUpdateRules): CppUpdate | EmulatorAnswer {
  const body = readObject(text);
  if (body === undefined) return invalidAnswer({ account: ['The body must be a JSON object.'] });
  const dto = bind(body);
  const problems = findFieldProblems(body, RULES).map(({ field, message }) => [field, message] as const);
  if (problems.length > 0) return refuse(problems, rules);
  if (typeof dto.Username !== 'string' || dto.Username === '') {
    return refuse([['Username', 'The Username field is required.']], rules);
  }
  const current = state.get(dto.Username);
  if (current === undefined) return errorAnswer(404, 'The user was not found.');
  const changesId = dto.AccountId !== 0 && dto.AccountId !== current.AccountId;
  if (changesId && rules.callerRole !== 'SystemAdmin') {
    return errorAnswer(403, 'Only a system administrator can change the account ID.');
  }
  const conflicts = [
    ...findEmailProblem(dto),
    ...findGoogleProblem(dto, state),
    ...(changesId ? findIdProblem(dto, state) : []),
  ];
  if (conflicts.length > 0) return refuse(conflicts, rules);
  const kept = { Username: current.Username, AccountId: changesId ? dto.AccountId : current.AccountId };
  return { dto, account: { ...current, ...dto, ...kept } };
}

function refuse(problems: readonly (readonly [field: string, message: string])[], rules: CppUpdateRules) {
  return invalidAnswer(
    Object.fromEntries(problems.map(([field, message]) => [rules.modelStatePrefix + field, [message]])),
  );
}

function readObject(text: string): Fields | undefined {
  try {
    const body = parseJsonText(text);
    return isFields(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

function bind(body: Fields): Fields {
  const missing = (rule: FieldRule) => (rule.type === 'int32' ? 0 : null);
  return Object.fromEntries(
    Object.entries(RULES).map(([field, rule]) => [field, Object.hasOwn(body, field) ? body[field] : missing(rule)]),
  );
}

type Problems = (readonly [field: string, message: string])[];

function findEmailProblem({ Email }: Fields): Problems {
  const isFine = typeof Email !== 'string' || Email === '' || isEmailAddress(Email);
  return isFine ? [] : [['Email', 'The e-mail address is not valid.']];
}

function findGoogleProblem(dto: Fields, state: AccountState): Problems {
  const field = 'GoogleLoginEmails';
  const wanted = splitAddresses(dto[field]);
  if (!wanted.every(isEmailAddress)) return [[field, 'Each Google address must be a valid e-mail address.']];
  const taken = new Set<string>();
  for (const [key, account] of state.entries()) {
    if (key !== toUsernameKey(String(dto.Username))) splitAddresses(account[field]).forEach((each) => taken.add(each));
  }
  const isUnique = new Set(wanted).size === wanted.length && !wanted.some((address) => taken.has(address));
  return isUnique ? [] : [[field, 'Each Google address must be unique.']];
}

/** In lower case, since no two accounts may differ by case alone. */
function splitAddresses(text: unknown): string[] {
  if (typeof text !== 'string' || text.trim() === '') return [];
  return text.split(',').map((address) => address.trim().toLowerCase());
}

function findIdProblem({ AccountId, Username }: Fields, state: AccountState): Problems {
  const id = Number(AccountId);
  if (id < 1 || id >= LEGACY_IDS_BELOW) return [['AccountId', `The account ID must be below ${LEGACY_IDS_BELOW}.`]];
  for (const [key, account] of state.entries()) {
    if (account.AccountId === id && key !== toUsernameKey(String(Username))) {
      return [['AccountId', 'The account ID is already in use.']];
    }
  }
  return [];
}
