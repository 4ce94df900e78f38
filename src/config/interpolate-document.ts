import type { ConfigPath } from './config-error.ts';
import { formatPath } from './config-error.ts';
import type { InterpolationSources } from './interpolation.ts';
import { interpolate } from './interpolation.ts';
import { isMapping, ProblemList } from './problem-list.ts';

/** A document whose text values have been replaced. */
export interface InterpolatedDocument {
  /** Where a value could not be replaced, it is the empty text. */
  readonly value: unknown;
  /** What could not be replaced, and why. */
  readonly problems: ProblemList;
  /** The paths of those values. */
  readonly failed: ReadonlySet<string>;
}

/** Interpolates every text value of a document, after YAML was read: a value stays one text, whatever it holds. */
export async function interpolateDocument(
  document: unknown,
  sources: InterpolationSources,
): Promise<InterpolatedDocument> {
  const problems = new ProblemList();
  const failed = new Set<string>();
  const value = await walk(document, []);
  return { value, problems, failed };

  async function walk(node: unknown, path: ConfigPath): Promise<unknown> {
    if (typeof node === 'string') return replace(node, path);
    if (Array.isArray(node)) {
      const items: unknown[] = [];
      for (const [index, item] of node.entries()) items.push(await walk(item, [...path, index]));
      return items;
    }
    if (!isMapping(node)) return node;
    const entries: [string, unknown][] = [];
    for (const [key, child] of Object.entries(node)) entries.push([key, await walk(child, [...path, key])]);
    return Object.fromEntries(entries);
  }

  async function replace(text: string, path: ConfigPath): Promise<string> {
    const result = await interpolate(text, sources);
    if (result.ok) return result.text;
    failed.add(formatPath(path));
    for (const reason of result.reasons) problems.add(path, reason);
    return '';
  }
}
