/**
 * Refusals in Kibo's form: `{message, errorCode, applicationName, items, additionalErrorData}`, and sometimes an
 * `exceptionDetail` with a stack trace.
 *
 * The keys are those of the vendor's SDKs; ITEM_NOT_FOUND, UNEXPECTED_ERROR, UNAUTHORIZED and FORBIDDEN are documented.
 * MISSING_OR_INVALID_PARAMETER with a "ParameterName" was seen in a log of another Kibo service (third party).
 * ASSUMED: ITEM_ALREADY_EXISTS, and one `items` entry for each bad parameter.
 */
import { randomUUID } from 'node:crypto';
import { jsonAnswer, textAnswer } from '../shared/exchange.ts';
import type { EmulatorAnswer } from '../shared/exchange.ts';
import type { Fault } from '../shared/faults.ts';

const APPLICATION_NAME = 'AdminUser';

/** A parameter that was refused, and why. */
export interface ParameterProblem {
  readonly name: string;
  readonly reason: string;
}

/** Makes the answers of one emulator. */
export interface KiboAnswers {
  /** A JSON answer with a correlation id of its own. */
  ok(value: unknown): EmulatorAnswer;
  /** 200 without a body. */
  done(): EmulatorAnswer;
  /** 400: parameters are missing or bad; the first one is told at the top, all of them in `items`. */
  refuseParameters(problems: readonly ParameterProblem[]): EmulatorAnswer;
  /** 401 with an errorCode always: the vendor's client takes a refusal without one for a ticket. */
  refuseCredentials(reason: string): EmulatorAnswer;
  /** 403: good credentials that may not do this. */
  refuseAccess(reason: string): EmulatorAnswer;
  /** 404 with a body: the record does not exist. */
  refuseUnknownItem(userId: string): EmulatorAnswer;
  /** 404 without a body: the URL does not exist. */
  refuseUnknownPath(): EmulatorAnswer;
  /** 409, or 400 where told so: another user has this e-mail address. */
  refuseDuplicate(emailAddress: string, status: 409 | 400): EmulatorAnswer;
  /** 429 without a body, as in the vendor's sample: `Retry-After: 60`, however long the wait. */
  refuseTooMany(): EmulatorAnswer;
  /** 500. */
  refuseInternally(): EmulatorAnswer;
}

/** A fault to add: 429 as the vendor's sample shows it. */
export const throttled: Fault = {
  type: 'status',
  status: 429,
  body: '',
  headers: { 'retry-after': '60', 'x-vol-correlation': '00000000000000000000000000000429' },
};

/**
 * Creates the answers of one emulator.
 *
 * @param stackTrace Put into an `exceptionDetail` of each refusal with a body; without it there is none.
 */
export function createKiboAnswers(stackTrace: string | undefined): KiboAnswers {
  function refuse(status: number, errorCode: string, message: string, details: object = {}): EmulatorAnswer {
    const exceptionDetail = {
      message,
      source: APPLICATION_NAME,
      stackTrace,
      targetSite: 'Execute',
      type: 'VaultException',
    };
    const body = {
      message,
      errorCode,
      applicationName: APPLICATION_NAME,
      items: [],
      additionalErrorData: [],
      ...details,
      ...(stackTrace === undefined ? {} : { exceptionDetail }),
    };
    return jsonAnswer(status, body, correlationHeader());
  }

  return {
    ok: (value) => jsonAnswer(200, value, correlationHeader()),
    done: () => textAnswer(200, '', correlationHeader()),
    refuseParameters(problems) {
      const items = problems.map(({ name, reason }) => ({
        applicationName: APPLICATION_NAME,
        errorCode: 'MISSING_OR_INVALID_PARAMETER',
        message: `Missing or invalid parameter: ${name} ${reason}`,
        applicationErrorData: [{ name: 'ParameterName', value: name }],
      }));
      const message = items[0]?.message ?? 'Missing or invalid parameter';
      const additionalErrorData = items[0]?.applicationErrorData ?? [];
      return refuse(400, 'MISSING_OR_INVALID_PARAMETER', message, { items, additionalErrorData });
    },
    refuseCredentials: (reason) => refuse(401, 'UNAUTHORIZED', reason),
    refuseAccess: (reason) => refuse(403, 'FORBIDDEN', reason),
    refuseUnknownItem: (userId) => refuse(404, 'ITEM_NOT_FOUND', `Item not found: User ${userId}`),
    refuseUnknownPath: () => textAnswer(404, '', correlationHeader()),
    refuseDuplicate: (emailAddress, status) =>
      refuse(status, 'ITEM_ALREADY_EXISTS', `Item already exists: User with email address ${emailAddress}`, {
        additionalErrorData: [{ name: 'ParameterName', value: 'emailAddress' }],
      }),
    refuseTooMany: () => textAnswer(429, '', { ...correlationHeader(), 'retry-after': '60' }),
    refuseInternally: () => refuse(500, 'UNEXPECTED_ERROR', 'An unexpected error has occurred.'),
  };
}

function correlationHeader(): Record<string, string> {
  return { 'x-vol-correlation': randomUUID().replaceAll('-', '') };
}
