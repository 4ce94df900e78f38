/**
 * Percent-encodes as RFC 3986 has it: only letters, digits and `-._~` stay, everything else becomes its UTF-8 bytes.
 * encodeURIComponent leaves `!'()*` alone too, and signatures are made over the stricter form.
 *
 * Throws URIError for half a surrogate pair.
 */
export function percentEncode(text: string): string {
  // Most ids and numbers are as they are.
  if (/^[\w.~-]*$/.test(text)) return text;
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
