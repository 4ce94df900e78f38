import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { describeIssue } from './describe-issue.ts';

const canary = 'cAnArY7731';

function messages(schema: z.ZodType, value: unknown): string[] {
  const issues = schema.safeParse(value, { error: describeIssue }).error?.issues ?? [];
  return issues.map((issue) => issue.message);
}

describe('describeIssue', () => {
  it.each<[z.ZodType, unknown, string]>([
    [z.string(), undefined, 'is missing; it must be text; a number goes in quotes'],
    [z.string(), 5, 'must be text; a number goes in quotes'],
    [z.number(), canary, 'must be a number'],
    [z.int(), 1.5, 'must be a whole number'],
    [z.boolean(), canary, 'must be true or false'],
    [z.array(z.string()), canary, 'must be a list'],
    [z.object({}), canary, 'must be a mapping'],
    [z.date(), canary, 'must be of another type'],
    [z.literal('a'), canary, 'must be a'],
    [z.enum(['a', 'b']), canary, 'must be one of a, b'],
    [z.string().min(20), canary, 'must be at least 20 characters long'],
    [z.string().max(2), canary, 'must be at most 2 characters long'],
    [z.array(z.string()).min(2), [canary], 'must be at least 2 entries long'],
    [z.number().max(2), 3, 'must be at most 2'],
    [z.string().regex(/^x/), canary, 'must be text of the form /^x/'],
    [z.email(), canary, expect.stringMatching(/^must be text of the form \/\^/) as unknown as string],
    [z.number().multipleOf(2), 3, 'must be a multiple of 2'],
    [z.union([z.number(), z.boolean()]), canary, 'must be of another form'],
    [z.string().refine(() => false), canary, 'must be of another form'],
    [z.record(z.literal('a'), z.string()), { [canary]: '' }, 'must be of another form'],
  ])('%# says what would be right and not what was given', (schema, value, message) => {
    const found = messages(schema, value);
    expect(found).toContainEqual(message);
    expect(found.join()).not.toContain(canary);
  });

  it("leaves a schema's own words alone", () => {
    expect(messages(z.string('must be a name'), 5)).toEqual(['must be a name']);
  });
});
