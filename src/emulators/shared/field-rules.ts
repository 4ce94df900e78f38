/** The checks on a request body that all providers share; each words its own refusal. */
import type { Fields } from './emulator.ts';

/** The longest text any of the emulated providers stores. */
const MAX_TEXT_LENGTH = 4000;

/** What one field of a body must be. */
export interface FieldRule {
  readonly type: 'text' | 'boolean' | 'int32' | 'int64' | 'object' | 'textList' | 'int64List' | 'objectList';
  /** True when null is allowed. Default false. */
  readonly nullable?: boolean;
  /** The only texts allowed (for a list: its only members). Default any. */
  readonly oneOf?: readonly string[];
  /** Text must look like an e-mail address. Default false. */
  readonly email?: boolean;
}

/** A field that breaks its rule. */
export interface FieldProblem {
  readonly field: string;
  readonly problem: 'type' | 'null' | 'length' | 'enum' | 'email';
  readonly message: string;
}

/** True for a JSON object: no array, no null. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for text with one @, no blanks, and a dot in its domain. */
export function isEmailAddress(text: string): boolean {
  return /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>".]+$/.test(text);
}

/** Checks the fields that are present, in the order of the rules. Fields without a rule are ignored. */
export function findFieldProblems(body: Fields, rules: Readonly<Record<string, FieldRule>>): FieldProblem[] {
  return Object.entries(rules).flatMap(([field, rule]) => {
    const problem = Object.hasOwn(body, field) ? findProblem(field, body[field], rule) : undefined;
    return problem === undefined ? [] : [problem];
  });
}

function findProblem(field: string, value: unknown, rule: FieldRule): FieldProblem | undefined {
  if (value === null) {
    return rule.nullable === true ? undefined : { field, problem: 'null', message: `${field} must not be null.` };
  }
  if (!hasType(value, rule.type)) {
    return { field, problem: 'type', message: `${field} must be ${NAMES[rule.type]}.` };
  }
  const tooLong = textsIn(value).some((text) => text.length > MAX_TEXT_LENGTH);
  if (tooLong) {
    return { field, problem: 'length', message: `${field} must have at most ${MAX_TEXT_LENGTH} characters.` };
  }
  const texts = rule.type === 'text' || rule.type === 'textList' ? textsIn(value) : [];
  if (rule.oneOf !== undefined && !texts.every((text) => rule.oneOf?.includes(text))) {
    return { field, problem: 'enum', message: `${field} must be one of ${rule.oneOf.join(', ')}.` };
  }
  if (rule.email === true && !texts.every(isEmailAddress)) {
    return { field, problem: 'email', message: `${field} must be a valid e-mail address.` };
  }
  return undefined;
}

const NAMES: Record<FieldRule['type'], string> = {
  text: 'a string',
  boolean: 'a boolean',
  int32: 'a 32-bit integer',
  int64: 'a 64-bit integer',
  object: 'an object',
  textList: 'an array of strings',
  int64List: 'an array of 64-bit integers',
  objectList: 'an array of objects',
};

function hasType(value: unknown, type: FieldRule['type']): boolean {
  switch (type) {
    case 'text':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'int32':
      return typeof value === 'number' && value === (value | 0);
    case 'int64':
      return isInt64(value);
    case 'object':
      return isFields(value);
    case 'textList':
      return Array.isArray(value) && value.every((member) => typeof member === 'string');
    case 'int64List':
      return Array.isArray(value) && value.every(isInt64);
    case 'objectList':
      return Array.isArray(value) && value.every(isFields);
  }
}

function isInt64(value: unknown): boolean {
  return typeof value === 'bigint' ? BigInt.asIntN(64, value) === value : Number.isSafeInteger(value);
}

/** Every text inside a value, however deep. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isFields(value) ? Object.values(value).flatMap(textsIn) : [];
}
