/** The little of Jest's results that is looked at. Its own types are in a package that we do not depend on. */
interface Results {
  readonly testResults: readonly { readonly testResults: readonly TestResult[] }[];
}

interface TestResult {
  readonly status: string;
  readonly title: string;
  readonly ancestorTitles: readonly string[];
}

/**
 * Says at the very end what was not run. A test that is left out looks like one that passed, unless somebody says so:
 * one line for each group of skipped tests, by the name of the outermost `describe`, which says why.
 *
 * Jest loads this file without a transform, so it is TypeScript that Node can read by itself.
 */
export default class LeftOutReporter {
  readonly #isFiltered: boolean;

  constructor({ testNamePattern }: { readonly testNamePattern?: string }) {
    // Whoever asks for some tests by name knows that the others do not run.
    this.#isFiltered = testNamePattern !== undefined && testNamePattern !== '';
  }

  onRunComplete(_contexts: unknown, results: Results): void {
    if (this.#isFiltered) return;
    const lines = [...leftOut(results)].map(
      ([name, count]) => `left out: ${count} ${count === 1 ? 'test' : 'tests'} of "${name}"\n`,
    );
    // Jest's own summary comes after all reporters.
    if (lines.length > 0) process.once('exit', () => process.stderr.write(lines.join('')));
  }
}

/** How many tests were not run, by the name of their outermost group. */
function leftOut(results: Results): ReadonlyMap<string, number> {
  const groups = new Map<string, number>();
  for (const { testResults } of results.testResults) {
    for (const { status, ancestorTitles, title } of testResults) {
      if (status === 'passed' || status === 'failed') continue;
      const name = ancestorTitles[0] ?? title;
      groups.set(name, (groups.get(name) ?? 0) + 1);
    }
  }
  return groups;
}
