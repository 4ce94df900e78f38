import type { TrustedDocuments } from './accord-config.ts';
import { describeReadFailure } from './interpolation.ts';
import { isMapping, type ProblemList } from './problem-list.ts';
import { parseTrustedDocuments } from './trusted-documents.ts';

/** The path in the configuration. */
const PATH = ['access', 'documents'] as const;

/**
 * Reads the file that `access.documents` names. Undefined where none is named, null where it cannot be used, which is a
 * problem then.
 *
 * @param readFile reads a path as it stands in the configuration.
 */
export async function readTrustedDocuments(
  document: unknown,
  readFile: (path: string) => Promise<string>,
  problems: ProblemList,
): Promise<TrustedDocuments | null | undefined> {
  const access = isMapping(document) ? document.access : undefined;
  const path = isMapping(access) ? access.documents : undefined;
  if (typeof path !== 'string' || path === '') return undefined;
  try {
    const documents = parseTrustedDocuments(await readFile(path));
    if (documents !== null) return documents;
    problems.add(PATH, 'must be a file with a persisted query manifest, or with a JSON object of texts by id');
  } catch (error) {
    problems.add(PATH, `names a file that ${describeReadFailure(error)}`);
  }
  return null;
}
