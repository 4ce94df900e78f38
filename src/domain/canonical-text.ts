/**
 * One text for one value, whatever the order of its keys: JSON with sorted keys, in which dates and 64-bit integers are
 * told apart from texts. A key whose value is `undefined` is absent. Made to be hashed, not to be read back.
 */
export function canonicalText(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (value instanceof Date) return `Date(${value.toISOString()})`;
  return Array.isArray(value) ? listText(value) : objectText(value as Readonly<Record<string, unknown>>);
}

function listText(items: readonly unknown[]): string {
  let text = '[';
  for (const [index, item] of items.entries()) text += index === 0 ? canonicalText(item) : `,${canonicalText(item)}`;
  return `${text}]`;
}

function objectText(value: Readonly<Record<string, unknown>>): string {
  let text = '{';
  for (const key of sortedKeys(value)) {
    const item = value[key];
    if (item !== undefined) text += `${text === '{' ? '' : ','}${JSON.stringify(key)}:${canonicalText(item)}`;
  }
  return `${text}}`;
}

/** Above this, sorting by insertion would take its time. */
const FEW = 40;

/** By their UTF-16 code units. Every account's document comes here, and most have few keys: these are sorted in place. */
function sortedKeys(value: object): readonly string[] {
  const keys = Object.keys(value);
  if (keys.length > FEW) return keys.sort();
  for (let index = 1; index < keys.length; index += 1) {
    const key = keys[index] ?? '';
    let place = index;
    for (; place > 0 && (keys[place - 1] ?? '') > key; place -= 1) keys[place] = keys[place - 1] ?? '';
    keys[place] = key;
  }
  return keys;
}
