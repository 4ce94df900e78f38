import type { AccountDetails } from '../account.ts';
import type { TranslatedPatch } from '../datasource.ts';
import { ErrorCode } from '../errors.ts';
import type { JsonValue } from '../json-value.ts';
import type { Patch, PatchProblem, UpdateWarning } from '../update.ts';
import type { Field } from './field.ts';

/** What one unified field becomes at a provider. */
export type Translation =
  /** Nothing to do: the account is in that state. */
  | { readonly same: true }
  | { readonly field: string; readonly value: JsonValue; readonly warning?: UpdateWarning }
  | { readonly problem: PatchProblem };

/** Where a provider says a unified field in other words: by the unified field's name. */
export type UnifiedTranslations = Readonly<Record<string, (value: JsonValue) => Translation>>;

/**
 * Puts a unified patch into a provider's words: a field with a writable row of the same name is kept, one with a
 * translation goes through it, and any other is refused as FIELD_NOT_WRITABLE. Pure.
 */
export function translateUnified<Wire, Details extends AccountDetails>(
  table: readonly Field<Wire, Details>[],
  patch: Patch,
  translations: UnifiedTranslations,
): TranslatedPatch {
  const out: Record<string, JsonValue> = {};
  const names: Record<string, string> = {};
  const problems: PatchProblem[] = [];
  const warnings: UpdateWarning[] = [];
  for (const [name, value] of Object.entries(patch)) {
    const translated = translate(
      table,
      { name, value },
      Object.hasOwn(translations, name) ? translations[name] : undefined,
    );
    if ('problem' in translated) {
      problems.push(translated.problem);
    } else if ('field' in translated) {
      out[translated.field] = translated.value;
      if (translated.field !== name) names[translated.field] = name;
      if (translated.warning) warnings.push(translated.warning);
    }
  }
  return { patch: out, names, problems, warnings };
}

function translate<Wire, Details extends AccountDetails>(
  table: readonly Field<Wire, Details>[],
  entry: { readonly name: string; readonly value: JsonValue },
  translation: ((value: JsonValue) => Translation) | undefined,
): Translation {
  if (translation) return translation(entry.value);
  if (table.some((field) => field.name === entry.name && field.write)) return { field: entry.name, value: entry.value };
  const message = `${entry.name} cannot be changed at this provider.`;
  return { problem: { code: ErrorCode.FIELD_NOT_WRITABLE, field: entry.name, message } };
}

/**
 * The unified status in a provider's words. A status that the account has already is left alone, so that a status
 * which Accord only approximates (CPP's NotPaid reads as DEACTIVATED) survives being written back.
 */
export function translateStatus(
  current: string | null,
  write: (status: 'ACTIVE' | 'DEACTIVATED') => Translation,
): (value: JsonValue) => Translation {
  return (value) => {
    if (value === null) {
      const message = 'status has no empty state; set it to ACTIVE or DEACTIVATED.';
      return { problem: { code: ErrorCode.FIELD_NOT_CLEARABLE, field: 'status', message } };
    }
    if (value !== 'ACTIVE' && value !== 'DEACTIVATED') {
      const message = 'status must be one of ACTIVE, DEACTIVATED.';
      return { problem: { code: ErrorCode.INVALID_VALUE, field: 'status', message } };
    }
    return value === current ? { same: true } : write(value);
  };
}
