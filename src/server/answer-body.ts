import { transcode } from 'node:buffer';

/** Up to this many characters, head and body of an answer are one text, and are written as one. */
const SHORT = 4_096;

/**
 * An answer's text as it is best given to Node: a long one as bytes. As a text it would be copied whole for its length,
 * again with the head before it, and a third time into bytes. It goes by way of UTF-16, which is how the engine has it
 * where one letter is not of Latin-1: that is copied, and converted many characters at a time; one step would take each by
 * itself, and three times as long. JSON texts have no halves of surrogate pairs, which this would not take.
 */
export function answerBody(text: string): string | Buffer {
  return text.length <= SHORT ? text : transcode(Buffer.from(text, 'utf16le'), 'utf16le', 'utf8');
}
