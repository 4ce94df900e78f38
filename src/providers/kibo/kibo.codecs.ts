import type { Codec } from '../../domain/fields/codec.ts';

/** Whether a text is a BCP 47 language tag: a language of two or three letters, then what may follow it. */
export function isLanguageTag(value: string): boolean {
  // The usual forms (en, pt-BR, zh-Hant-TW) are right as they are; Intl takes its time, for every account that is read.
  if (/^[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-[A-Za-z]{2})?$/.test(value)) return true;
  // Intl alone takes words of five to eight letters for languages: "english", "Croatian".
  if (!/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/.test(value)) return false;
  try {
    return Intl.getCanonicalLocales(value).length === 1;
  } catch {
    return false;
  }
}

/** A language tag, sent as it is written. The provider may answer it in other upper and lower case. */
export function languageTag(): Codec<string> {
  return {
    accept: (value) =>
      typeof value === 'string' && isLanguageTag(value)
        ? { ok: true, value }
        : { ok: false, expected: 'a language tag (BCP 47), such as fr or en-GB' },
    toWire: (value) => value,
    isShown: (sent, seen) =>
      typeof sent === 'string' && typeof seen === 'string' && sent.toLowerCase() === seen.toLowerCase(),
  };
}

/** A new password. What makes a good one is not documented and left to Kibo. */
export function newPassword(): Codec<string> {
  return {
    accept: (value) =>
      typeof value === 'string' && value !== '' ? { ok: true, value } : { ok: false, expected: 'text, and not empty' },
    toWire: (value) => value,
    // It can never be read back.
    isShown: () => false,
  };
}
