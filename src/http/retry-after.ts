/** The longest wait that a timer of Node can hold (2^31 ms); a longer one would fire at once. */
const MAX_SECONDS = 2_147_483;

const HTTP_DATE =
  /^(?:[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT|[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4})$/;

/**
 * Reads a `Retry-After` header in both its forms (RFC 9110, 10.2.3): seconds, or an HTTP date in any of the three
 * spellings that a recipient must accept.
 *
 * The answer is whole seconds from `nowMs`, 0 for a date that has passed and at most 2,147,483; undefined for a header
 * that is absent or is neither form.
 */
export function parseRetryAfter(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(Number(text), MAX_SECONDS);
  // Date.parse alone would accept "1.5" or "-5" as dates.
  if (!HTTP_DATE.test(text)) return undefined;
  // The asctime form carries no zone, and means UTC all the same.
  const atMs = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  if (Number.isNaN(atMs)) return undefined;
  return Math.min(Math.max(0, Math.ceil((atMs - nowMs) / 1000)), MAX_SECONDS);
}
