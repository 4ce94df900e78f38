import { readFileSync } from 'node:fs';

// Two folders up from here, in the source tree as in the build.
const packageJson = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};

/** This build's version. */
export const { version } = packageJson;
