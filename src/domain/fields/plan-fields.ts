import type { AccountDetails } from '../account.ts';
import { ErrorCode } from '../errors.ts';
import { isSameJson, type JsonValue, type WireValue } from '../json-value.ts';
import type { FieldChange, Patch, PatchProblem, UpdateWarning } from '../update.ts';
import type { Field, FieldWrite } from './field.ts';

/** A field that will be sent. */
export interface PlannedField {
  readonly change: FieldChange;
  /** The key in the request's body. */
  readonly wireName: string;
  readonly value: WireValue;
  readonly secret: boolean;
}

export interface PlannedFields {
  readonly fields: readonly PlannedField[];
  readonly warnings: readonly UpdateWarning[];
  readonly problems: readonly PatchProblem[];
}

/** How a secret shows in changes and plans. */
export const SHOWN_SECRET = '[secret]';

interface Verdict {
  readonly field?: PlannedField;
  readonly warnings?: readonly UpdateWarning[];
  readonly problem?: PatchProblem;
}

/**
 * Turns a patch into the fields to send: checks each value, drops what is so already, translates the rest.
 *
 * `wire` is the account now, or null where nothing is known of it; then every named field is sent. Pure.
 */
export function planFields<Wire, Details extends AccountDetails>(
  table: readonly Field<Wire, Details>[],
  patch: Patch,
  wire: Wire | null,
): PlannedFields {
  const verdicts: Verdict[] = [];
  for (const field of table) {
    const value = patch[field.name];
    if (value === undefined) continue;
    verdicts.push(field.write === undefined ? notWritable(field.name) : judge(field, field.write, { value, wire }));
  }
  for (const name of Object.keys(patch)) {
    if (!table.some((field) => field.name === name)) verdicts.push(notWritable(name));
  }
  return {
    fields: verdicts.flatMap((verdict) => verdict.field ?? []),
    warnings: verdicts.flatMap((verdict) => verdict.warnings ?? []),
    problems: verdicts.flatMap((verdict) => verdict.problem ?? []),
  };
}

function judge<Wire, Details extends AccountDetails>(
  field: Field<Wire, Details>,
  write: FieldWrite,
  input: { readonly value: JsonValue; readonly wire: Wire | null },
): Verdict {
  const asked = input.value === null ? clear(field.name, write) : set(field.name, write, input.value);
  if ('problem' in asked) return asked;
  const from = input.wire !== null && field.current ? field.current(input.wire) : null;
  // Nothing to send; that the provider keeps a part of the value only is still worth saying.
  if (input.wire !== null && field.current && isSameValue(write, from, asked.to)) {
    return { warnings: asked.warnings.filter(({ code }) => code === 'LOSSY') };
  }
  return {
    field: {
      change: {
        field: field.name,
        from: write.secret === true ? null : from,
        to: write.secret === true && asked.to !== null ? SHOWN_SECRET : asked.to,
        effect: 'PLANNED',
      },
      wireName: write.wireName ?? field.wireName,
      value: asked.value,
      secret: write.secret === true,
    },
    warnings: [
      ...asked.warnings,
      // A side effect is that of a new value: nobody is mailed at an address that is emptied.
      ...(field.sideEffect === undefined || isEmptyValue(asked.to)
        ? []
        : [warning('SIDE_EFFECT', field.name, field.sideEffect)]),
    ],
  };
}

interface Asked {
  readonly to: JsonValue;
  readonly value: WireValue;
  readonly warnings: readonly UpdateWarning[];
}

function set(name: string, write: FieldWrite, value: JsonValue): Asked | { problem: PatchProblem } {
  const accepted = write.codec.accept(value);
  if (!accepted.ok) {
    return {
      problem: { code: ErrorCode.INVALID_VALUE, field: name, message: `${name} must be ${accepted.expected}.` },
    };
  }
  return {
    to: accepted.value,
    value: write.codec.toWire(accepted.value),
    warnings: accepted.lossy === undefined ? [] : [warning('LOSSY', name, accepted.lossy)],
  };
}

function clear(name: string, write: FieldWrite): Asked | { problem: PatchProblem } {
  if ('refused' in write.clear) {
    return { problem: { code: ErrorCode.FIELD_NOT_CLEARABLE, field: name, message: write.clear.refused } };
  }
  const assumed = `The provider does not document how ${name} is emptied; ${
    write.clear.to === null ? 'null' : 'an empty text'
  } is sent.`;
  return {
    to: null,
    value: write.clear.to,
    warnings: write.clear.confidence === 'ASSUMED' ? [warning('ASSUMED_SEMANTICS', name, assumed)] : [],
  };
}

/**
 * Whether sending `to` over `from` would change nothing. An empty list and null are the same; so are "" and null where
 * "" empties a field.
 */
function isSameValue(write: FieldWrite, from: JsonValue, to: JsonValue): boolean {
  const emptyText = 'to' in write.clear && write.clear.to === '';
  const emptyAsNull = (value: JsonValue) => (isEmptyList(value) || (emptyText && value === '') ? null : value);
  return isSameJson(emptyAsNull(from), emptyAsNull(to));
}

/** Whether a value says that a field holds nothing, in whichever way its provider says it. */
export function isEmptyValue(value: JsonValue): boolean {
  return value === null || value === '' || isEmptyList(value);
}

function isEmptyList(value: JsonValue): boolean {
  return Array.isArray(value) && value.length === 0;
}

function notWritable(name: string): Verdict {
  const message = `${name} cannot be changed at this provider.`;
  return { problem: { code: ErrorCode.FIELD_NOT_WRITABLE, field: name, message } };
}

function warning(code: UpdateWarning['code'], field: string, message: string): UpdateWarning {
  return { code, field, message };
}
