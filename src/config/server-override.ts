import type { z } from 'zod';
import { describeIssue } from './describe-issue.ts';
import type { Variables } from './interpolation.ts';
import type { ProblemList } from './problem-list.ts';
import { hostSetting, portSetting } from './section.schema.ts';

/** What the environment says about where to listen; it wins over the file. */
export interface ServerOverride {
  readonly host?: string;
  readonly port?: number;
}

/** Reads HOST and PORT. An empty one counts as not set; a wrong one is a problem under its own name. */
export function readServerOverride(variables: Variables, problems: ProblemList): ServerOverride {
  const host = read('HOST', hostSetting);
  const port = read('PORT', portSetting);
  return { ...(host === undefined ? {} : { host }), ...(port === undefined ? {} : { port }) };

  function read<T>(name: string, schema: z.ZodType<T>): T | undefined {
    const text = variables[name];
    if (text === undefined || text === '') return undefined;
    const result = schema.safeParse(text, { error: describeIssue });
    if (result.success) return result.data;
    for (const issue of result.error.issues) problems.add([name], issue.message);
    return undefined;
  }
}
