import { AccountError } from '../domain/errors.ts';

/**
 * An error as a log may show it: name, code, message and stack of our own; of any other, name, code and frames.
 *
 * The messages of other errors are withheld, because libraries repeat what they were given: `JSON.parse` quotes the
 * answer, Node quotes the argument, drivers quote the row. The frames say where it happened.
 */
export function describeError(error: Error): Record<string, unknown> {
  const cause = isError(error.cause) ? { cause: error.cause } : {};
  const all = 'errors' in error && Array.isArray(error.errors) ? { errors: error.errors.filter(isError) } : {};
  if (error instanceof AccountError) {
    const { name, code, message, details, stack } = error;
    return { name, code, message, details, stack, ...cause };
  }
  return { name: plainName(error.name) ?? 'Error', ...codeOf(error), frames: framesOf(error), ...cause, ...all };
}

/** Also of another realm (a VM context, a worker), whose classes are not ours. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
}

function codeOf(error: Error): { code?: string } {
  const code = 'code' in error ? plainName(error.code) : undefined;
  return code === undefined ? {} : { code };
}

/** Names and codes are words; anything else in their place is not shown. */
function plainName(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w.$-]{1,60}$/.test(value) ? value : undefined;
}

const frame = /^ {4}at .{1,300}$/;

function framesOf({ stack = '', message }: Error): string[] {
  // The message stands first and may have lines of its own, even ones that look like frames.
  const start = stack.indexOf(message);
  const lines = (start === -1 ? stack : stack.slice(start + message.length)).split('\n');
  const lastOther = lines.findLastIndex((line) => line !== '' && !frame.test(line));
  return lines
    .slice(lastOther + 1)
    .slice(0, 20)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
