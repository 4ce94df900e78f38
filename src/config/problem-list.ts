import { z } from 'zod';
import type { ConfigPath, ConfigProblem } from './config-error.ts';
import { formatPath } from './config-error.ts';
import { describeIssue } from './describe-issue.ts';

/** Where a key stands in the file, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What is known of the file beside its values. */
export interface ProblemContext {
  /** Paths whose value could not be read and has its problem already: no second one is told there. */
  readonly settled?: ReadonlySet<string>;
  /** The place of a key in the file; undefined where the values did not come from one. */
  readonly positionOf?: (path: string) => Position | undefined;
}

// Below these, a value that was not put in quotes ("ab,cd" in braces) can turn into a key, and a key is printed.
const holdersOfSecrets = new Set(['auth', 'store', 'cache']);
const ordinaryKey = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/;

/** A schema whose keys are known. */
export type ObjectSchema = z.ZodObject<z.ZodRawShape, z.core.$ZodObjectConfig>;

/** Collects what is wrong while the rest is still being read, so that everything can be told at once. */
export class ProblemList {
  readonly #problems: ConfigProblem[] = [];
  readonly #context: ProblemContext;

  constructor(context: ProblemContext = {}) {
    this.#context = context;
  }

  get problems(): readonly ConfigProblem[] {
    return this.#problems;
  }

  /** Adds a problem, unless that place has one from an earlier step. The message must not hold any value. */
  add(path: ConfigPath, message: string): void {
    const at = formatPath(path);
    if (this.#context.settled?.has(at) !== true) this.#problems.push({ path: at, message });
  }

  /**
   * Reads one flat object strictly: undefined where anything in it is wrong, each problem under its own path.
   *
   * @param knownKeys the keys to name beside an unknown one, where they are more than the schema's own.
   */
  readObject<S extends ObjectSchema>(
    { schema, knownKeys = Object.keys(schema.shape) }: { schema: S; knownKeys?: readonly string[] },
    value: unknown,
    path: ConfigPath,
  ): z.output<S> | undefined {
    if (!isMapping(value)) {
      this.add(path, `must be a mapping with the keys ${knownKeys.join(', ')}`);
      return undefined;
    }
    const result = z.safeParse(schema.strict(), value, { error: describeIssue });
    if (result.success) return result.data as z.output<S>;
    for (const issue of result.error.issues) {
      const at = [...path, ...issue.path.filter((step) => typeof step !== 'symbol')];
      if (issue.code === 'unrecognized_keys') {
        const holder = valueAt(value, issue.path);
        for (const key of issue.keys) {
          this.#addUnknownKey({ at, key, value: holder?.[key] }, issue.path.length === 0 ? knownKeys : []);
        }
      } else {
        this.add(at, issue.message);
      }
    }
    return undefined;
  }

  #addUnknownKey(unknown: { at: ConfigPath; key: string; value: unknown }, knownKeys: readonly string[]): void {
    const { at, key, value } = unknown;
    const known = knownKeys.length === 0 ? '' : `; known here: ${knownKeys.join(', ')}`;
    const holder = at.at(-1);
    const shown =
      ordinaryKey.test(key) && value !== null && !(typeof holder === 'string' && holdersOfSecrets.has(holder));
    if (shown) {
      this.add([...at, key], `is not a known key${known}`);
      return;
    }
    const position = this.#context.positionOf?.(formatPath([...at, key]));
    const place = position === undefined ? '' : ` at line ${position.line}, column ${position.column}`;
    const why = 'not shown, as it may be part of a secret: a value with , : { } [ ] # or & goes in quotes';
    this.add(at, `has an unknown key${place} (${why})${known}`);
  }
}

function valueAt(root: Readonly<Record<string, unknown>>, path: readonly PropertyKey[]) {
  let value: unknown = root;
  for (const step of path) value = (value as Readonly<Record<PropertyKey, unknown>>)[step];
  return isMapping(value) ? value : undefined;
}

/** Whether this is what a YAML mapping becomes. */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
