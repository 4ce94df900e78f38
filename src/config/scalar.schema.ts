import { z } from 'zod';
import { Secret } from '../domain/secret.ts';

/** A zod error text: what is wanted, told apart for a missing and for a wrong value. The value is never shown. */
export function expected(wanted: string): (issue: { readonly input?: unknown }) => string {
  return ({ input }) => (input === undefined ? `is missing; it must be ${wanted}` : `must be ${wanted}`);
}

/** The bounds of a number, both included. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
}

/** A whole number, which may also be text with digits, because `"${PORT}"` always is. */
export function integerSetting({ min, max }: NumberRange): z.ZodType<number, number | string> {
  const wanted = `a whole number from ${min} to ${max}`;
  const number = z.int(`must be ${wanted}`).min(min, `must be ${wanted}`).max(max, `must be ${wanted}`);
  return orText(number, { form: /^-?\d{1,15}$/, wanted });
}

/** true or false, which may also be text, because `"${FLAG}"` always is. */
export const booleanSetting: z.ZodType<boolean, boolean | 'true' | 'false'> = z
  .union([z.boolean(), z.literal('true'), z.literal('false')], { error: expected('true or false') })
  .transform((input) => input === true || input === 'true');

/** A number with or without a fraction, which may also be text, because `"${RATE}"` always is. */
export function numberSetting({ min, max }: NumberRange): z.ZodType<number, number | string> {
  const wanted = `a number from ${min} to ${max}`;
  const number = z.number().min(min, `must be ${wanted}`).max(max, `must be ${wanted}`);
  return orText(number, { form: /^-?\d{1,15}(\.\d{1,15})?$/, wanted });
}

function orText(number: z.ZodType<number, number>, { form, wanted }: { form: RegExp; wanted: string }) {
  return z.union([number, z.string()], { error: expected(wanted) }).transform((input, context) => {
    if (typeof input === 'number') return input;
    // The form first: Number("") and Number(" ") are 0.
    const value = form.test(input) ? Number(input) : Number.NaN;
    if (number.safeParse(value).success) return value;
    context.addIssue({ code: 'custom', message: `must be ${wanted}` });
    return z.NEVER;
  });
}

/** What text may hold. */
export interface TextRule {
  readonly pattern: RegExp;
  /** What the pattern says, in words: "must be …". */
  readonly wanted: string;
}

/** At least one character and nothing that ends a line or steers a terminal. */
export const plainText: TextRule = {
  // eslint-disable-next-line no-control-regex -- control characters are exactly what is refused here
  pattern: /^[^\u0000-\u001f\u007f-\u009f]+$/,
  wanted: 'text without line breaks and control characters, and not empty',
};

/** What a header carries whole: visible ASCII without spaces. */
export const headerText: TextRule = {
  pattern: /^[\x21-\x7e]+$/,
  wanted: 'visible ASCII text without spaces and line breaks, and not empty',
};

/** Text. A bare number is refused, since YAML has already read it as one and `007` is lost by then. */
export function textSetting(rule: TextRule): z.ZodString {
  return z.string({ error: expected('text; a number goes in quotes') }).regex(rule.pattern, `must be ${rule.wanted}`);
}

/** Text that nobody may see. */
export function secretSetting(rule: TextRule): z.ZodType<Secret, string> {
  return textSetting(rule).transform((text) => new Secret(text));
}

/** May be left out, and empty counts as left out: that is how `${NAME:-}` says "where there is one". */
export function optionalSetting<S extends z.ZodType>(schema: S): z.ZodType<z.output<S> | undefined> {
  return z.preprocess((input) => (input === '' ? undefined : input), schema.optional());
}
