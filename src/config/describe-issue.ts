import type { z } from 'zod';

/**
 * Words for what zod found, where the schema has none of its own.
 *
 * They say what would be right and never what was given: zod's own texts are not used, because a value of the file
 * can be a secret in the wrong place.
 */
export function describeIssue(issue: z.core.$ZodRawIssue): string {
  const wanted = describeWanted(issue);
  return issue.input === undefined ? `is missing; it must be ${wanted}` : `must be ${wanted}`;
}

function describeWanted(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return nouns[issue.expected] ?? 'of another type';
    case 'invalid_value':
      return issue.values.length === 1 ? String(issue.values[0]) : `one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return issue.minimum === 1 && issue.origin !== 'number'
        ? 'not empty'
        : `at least ${issue.minimum}${unit(issue.origin)}`;
    case 'too_big':
      return `at most ${issue.maximum}${unit(issue.origin)}`;
    case 'invalid_format':
      return issue.pattern === undefined ? `a valid ${issue.format}` : `text of the form ${issue.pattern}`;
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return 'of another form';
  }
}

const nouns: Readonly<Record<string, string>> = {
  string: 'text; a number goes in quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
};

function unit(origin: string): string {
  return origin === 'string' ? ' characters long' : origin === 'array' ? ' entries long' : '';
}
