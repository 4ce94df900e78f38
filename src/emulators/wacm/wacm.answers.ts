/** The forms of WACM's answers: the envelope, and the two error forms of its documentation. */
import type { Fields } from '../shared/emulator.ts';
import { jsonAnswer } from '../shared/exchange.ts';
import type { EmulatorAnswer } from '../shared/exchange.ts';
import { isFields } from '../shared/field-rules.ts';
import type { Fault } from '../shared/faults.ts';
import { toJsonText } from '../shared/json-text.ts';

/** Success, as on the page. */
export function updatedAnswer(user: Readonly<Fields>, stringScalars: boolean): EmulatorAnswer {
  const envelope = { success: true, code: 'RES-I-0017', message: 'User has been successfully updated!', data: user };
  return jsonAnswer(200, stringScalars ? toStringScalars(envelope) : envelope);
}

/** Form A, of the authentication guide: the code is a number. */
export function plainError(status: number, error: string, headers: Record<string, string> = {}): EmulatorAnswer {
  return jsonAnswer(status, { error, code: status }, headers);
}

/** Form B: the envelope with `success: false`. `errors` names the fields at fault, where there are any. */
export function envelopeError(
  status: number,
  message: string,
  errors: Readonly<Record<string, readonly string[]>> | null = null,
): EmulatorAnswer {
  return jsonAnswer(status, failure(message, errors));
}

/** A fault in which WACM answers HTTP 200, says `success: false`, and applies nothing. */
export function refusedWithOk(message = 'User could not be updated!'): Fault {
  return { type: 'status', status: 200, body: toJsonText(failure(message, null)) };
}

function failure(message: string, errors: Readonly<Record<string, readonly string[]>> | null): Fields {
  return { success: false, code: 'RES-E-0017', message, data: null, errors };
}

/** Booleans as "True" and "False", numbers as digits in quotes: how the page's examples were printed. */
function toStringScalars(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number' || typeof value === 'bigint') return value.toString();
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toStringScalars(member)]));
}
