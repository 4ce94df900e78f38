import { createHash } from 'node:crypto';
import { Kind, parse, print, separateOperations } from 'graphql';

/**
 * The operations of some texts as a manifest of trusted documents, in the form that Apollo's clients and tools share:
 * each with its fragments, printed as clients print generated documents, and known by the SHA-256 of that text.
 */
export function persistedDocuments(texts: readonly string[]): string {
  const separate = separateOperations(parse(texts.join('\n')));
  const operations = Object.entries(separate).map(([name, { definitions }]) => {
    const [operation] = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
    if (operation === undefined) throw new Error(`There is no operation ${name}.`);
    // The generator of typed documents has them in this order, and a text is trusted letter by letter.
    fragments.sort((left, right) => (left.name.value < right.name.value ? -1 : 1));
    const body = print({ kind: Kind.DOCUMENT, definitions: [operation, ...fragments] });
    return { id: createHash('sha256').update(body).digest('hex'), name, type: operation.operation, body };
  });
  const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
