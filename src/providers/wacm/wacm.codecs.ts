import type { Codec } from '../../domain/fields/codec.ts';
import { isSameJson } from '../../domain/json-value.ts';

/** A new password: any text but none. Which passwords are good enough is for WACM to say; its page names no rule. */
export function passwordCodec(): Codec<string> {
  return {
    accept: (value) =>
      typeof value === 'string' && value !== ''
        ? { ok: true, value }
        : { ok: false, expected: 'a password of at least one character' },
    toWire: (value) => value,
    isShown: isSameJson,
  };
}
