/** Where something stands in the file: keys and indexes from the root. */
export type ConfigPath = readonly (string | number)[];

/** One thing that is wrong. Neither text ever holds a value of the file or of the environment. */
export interface ConfigProblem {
  /** `sources[1].auth.clientSecret`, the name of a variable or flag, or empty for the file as a whole. */
  readonly path: string;
  /** What is wrong and what would be right. */
  readonly message: string;
}

/** Writes a path the way people point at it: `sources[1].auth.clientSecret`. */
export function formatPath(path: ConfigPath): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}

/** Thrown with every problem at once, before anything listens. Its message is the whole list, fit for a console. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];

  /** @param subject what was read, for the first line: a file's path or "The command line". */
  constructor(subject: string, problems: readonly ConfigProblem[]) {
    const lines = problems.map(({ path, message }) => (path === '' ? `  ${message}` : `  ${path}: ${message}`));
    const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
    super([`${subject} has ${count}:`, ...lines].join('\n'));
    this.problems = problems;
  }
}
