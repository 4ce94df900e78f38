/** The one update there is: an account's description. */
import type { AccountState } from '../shared/account-state.ts';
import type { Fields } from '../shared/emulator.ts';
import type { EmulatorAnswer, EmulatorRequest } from '../shared/exchange.ts';
import { findFieldProblems, isFields } from '../shared/field-rules.ts';
import type { FieldRule } from '../shared/field-rules.ts';
import { parseJsonText } from '../shared/json-text.ts';
import { toAccountDto } from './huawei-cloud.accounts.ts';
import { answer, refuseMissingHeader, refuseParameter, refuseUnknownAccount } from './huawei-cloud.errors.ts';

const RULES: Record<string, FieldRule> = { description: { type: 'text', nullable: true } };

/** Changes the description; "" empties it, null or nothing leaves it. The answer never has contact information. */
export function updateAccount(
  state: AccountState,
  request: EmulatorRequest,
  unknownKeys: 'refused' | 'ignored',
): EmulatorAnswer {
  if (!request.headers['content-type']?.startsWith('application/json')) return refuseMissingHeader('Content-Type');
  const accountId = request.params.accountId ?? '';
  const account = state.get(accountId);
  if (account === undefined) return refuseUnknownAccount();

  const body = parseBody(request.text);
  if (body === undefined) return refuseParameter('body', 'is not a JSON object.');
  const unknown = Object.keys(body).find((name) => name !== 'description');
  if (unknown !== undefined && unknownKeys === 'refused') return refuseParameter(unknown, 'is not known.');
  const problem = findFieldProblems(body, RULES)[0];
  if (problem !== undefined) return refuseParameter(problem.field, problem.message);

  const { description } = body;
  const nothingToDo = description === undefined || description === null;
  const updated = nothingToDo ? account : state.save(accountId, { ...account, description });
  return answer(200, { account: toAccountDto(updated, false) });
}

function parseBody(text: string): Fields | undefined {
  if (text === '') return {};
  try {
    const body = parseJsonText(text);
    return isFields(body) ? body : undefined;
  } catch {
    return undefined;
  }
}
