import { readFileSync } from 'node:fs';
import { packageFolder } from '../package-folder.ts';

const packageJson = JSON.parse(readFileSync(new URL('package.json', packageFolder), 'utf8')) as {
  readonly version: string;
};

/** This build's version. */
export const { version } = packageJson;
