import type { Fields } from '../shared/emulator.ts';
import type { EmulatorRequest } from '../shared/exchange.ts';
import { isFields } from '../shared/field-rules.ts';
import { parseJsonText } from '../shared/json-text.ts';

/** Reads a JSON body; undefined where it is not sent as JSON or is no JSON object. */
export function parseBody(request: EmulatorRequest): Fields | undefined {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return undefined;
  try {
    const body = parseJsonText(request.text);
    return isFields(body) ? body : undefined;
  } catch {
    return undefined;
  }
}
