import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import ts from 'typescript';
import { safetyRows, type SafetyRow } from './safety-rows.ts';

/** One `safety(…)` in a test's source. */
export interface SafetyCall {
  /** The path from the project's folder. */
  readonly file: string;
  readonly row: SafetyRow;
  readonly figure: string;
}

/** Every `safety(…)` of the tests, by file and place. Nothing is run. */
export async function findSafetyCalls(): Promise<readonly SafetyCall[]> {
  const files = globSync(['src/**/*.test.ts', 'test/**/*.ts']);
  const calls = files.sort().map(async (file) => callsIn(file, await readFile(file, 'utf8')));
  return (await Promise.all(calls)).flat();
}

/** The calls in one source text. @throws where an argument is not a literal, or names no row. */
export function callsIn(file: string, text: string): readonly SafetyCall[] {
  if (!text.includes('safety(')) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext);
  const calls: SafetyCall[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'safety') {
      const [row, figure] = node.arguments.map((argument) => {
        if (ts.isStringLiteralLike(argument)) return argument.text;
        throw new Error(`${file}: safety(…) takes plain literals, because docs/safety.md is made without running it.`);
      });
      if (!isRow(row) || figure === undefined) throw new Error(`${file}: safety('${String(row)}', …) names no row.`);
      calls.push({ file, row, figure });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return calls;
}

function isRow(text: string | undefined): text is SafetyRow {
  return text !== undefined && Object.hasOwn(safetyRows, text);
}
