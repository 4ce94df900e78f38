/** A document of 2^levels fields in as many fragments, each of which spreads the next one twice. */
export function expanding(levels: number): string {
  const doubles = Array.from({ length: levels }, (_, i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`);
  return `{ ...F0 } ${doubles.join(' ')} fragment F${levels} on Query { sources { id } }`;
}
