/**
 * The query parameter `responseFields`, which "limits which fields are returned in the response body" (page).
 *
 * ASSUMED: names are separated by commas, `name(inner,…)` goes inside an object or the members of a list, unknown names
 * are ignored, and an empty parameter limits nothing.
 */
import { isFields } from '../shared/field-rules.ts';

/** Names to keep, each with the names to keep inside it; no names keep all. */
type Selection = Map<string, Selection>;

/** Leaves only the asked fields of an answer. */
export function selectResponseFields(value: unknown, responseFields: string | null): unknown {
  if (responseFields === null || responseFields.trim() === '') return value;
  return select(value, parseSelection(responseFields));
}

function select(value: unknown, selection: Selection): unknown {
  if (selection.size === 0) return value;
  if (Array.isArray(value)) return value.map((member) => select(member, selection));
  if (!isFields(value)) return value;
  const kept = Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
    const innerSelection = selection.get(name);
    return innerSelection === undefined ? [] : [[name, select(inner, innerSelection)]];
  });
  return Object.fromEntries(kept);
}

function parseSelection(text: string): Selection {
  const root: Selection = new Map();
  const open: Selection[] = [root];
  let last: Selection | undefined;
  for (const [token] of text.matchAll(/[(),]|[^(),]+/g)) {
    if (token === '(') open.push(last ?? new Map<string, Selection>());
    else if (token === ')' && open.length > 1) open.pop();
    else if (token !== ',' && token !== ')') {
      last = new Map();
      open.at(-1)?.set(token.trim(), last);
    }
  }
  return root;
}
