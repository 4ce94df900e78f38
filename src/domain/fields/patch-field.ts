import type { AccountDetails } from '../account.ts';
import type { Field } from './field.ts';

/**
 * The patch field behind a provider's name for it ("EmailAddress" → "email"), for errors that name one. Upper and lower
 * case do not count: providers spell their fields in other ways in errors than in bodies. Undefined: it is none.
 */
export function patchFieldOf<Wire, Details extends AccountDetails>(
  table: readonly Field<Wire, Details>[],
  wireName: string,
): string | undefined {
  const wanted = wireName.toLowerCase();
  return table.find(({ write, wireName: own }) => (write?.wireName ?? own).toLowerCase() === wanted && write)?.name;
}
