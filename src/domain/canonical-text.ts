/**
 * One text for one value, whatever the order of its keys: JSON with sorted keys, in which dates and 64-bit integers are
 * told apart from texts. A key whose value is `undefined` is absent. Made to be hashed, not to be read back.
 */
export function canonicalText(value: unknown): string {
  if (value instanceof Date) return `Date(${value.toISOString()})`;
  if (typeof value === 'bigint') return `${value}n`;
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalText(item)}`).join(',')}}`;
}
