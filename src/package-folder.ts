import { existsSync } from 'node:fs';

/** The folder of this package's package.json, with a slash at its end: from the source tree and from a bundle alike. */
export const packageFolder = findFrom(new URL('./', import.meta.url));

function findFrom(folder: URL): URL {
  if (existsSync(new URL('package.json', folder))) return folder;
  const above = new URL('../', folder);
  if (above.href === folder.href)
    throw new Error('The program was moved out of its package: there is no package.json above it.');
  return findFrom(above);
}
