/** Up to this many characters, head and body of an answer are one text, and are written as one. */
const SHORT = 4_096;

/**
 * An answer's text as it is best given to Node: a long one as bytes. As a text it would be copied whole for its length,
 * again with the head before it, and a third time into bytes.
 */
export function answerBody(text: string): string | Buffer {
  return text.length <= SHORT ? text : Buffer.from(text, 'utf8');
}
