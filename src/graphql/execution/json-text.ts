/** A JSON text of one value. */
export type JsonText = string;

/** A value, or one that is to be waited for. */
export type Maybe<T> = T | Promise<T>;

// Nothing to escape: no control character, quote or backslash, and no half of a surrogate pair, nor a whole one, which is
// rare and may as well take the long way.
const PLAIN = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/;

/** Whether a string between two quotes is its JSON. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

/** A string as JSON, exactly as `JSON.stringify` has it. */
export function quoted(text: string): JsonText {
  return isPlain(text) ? `"${text}"` : JSON.stringify(text);
}

/** What was written so far, and what was to be waited for between, as one text. */
export function textOf(parts: readonly Maybe<JsonText>[] | undefined, end: JsonText): Maybe<JsonText> {
  if (parts === undefined) return end;
  // Added up and not joined: the engine copies the characters once, when the whole answer is written.
  return Promise.all(parts as readonly Promise<JsonText>[]).then((texts) => texts.reduce(added) + end);
}

function added(before: JsonText, after: JsonText): JsonText {
  return before + after;
}

/** Throws the error, but not before everything that is under way has ended: it may fail too, and nobody would hear of it. */
export function textThatFails(error: unknown, parts: readonly Maybe<JsonText>[] | undefined): Promise<JsonText> {
  if (parts === undefined) throw error;
  return Promise.allSettled(parts as readonly Promise<JsonText>[]).then(() => {
    throw error;
  });
}
