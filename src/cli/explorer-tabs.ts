import { Kind, parse, separateOperations, TokenKind, type ASTNode, type DocumentNode, type Token } from 'graphql';

/** A tab of the explorer: an operation that runs as it stands, and variables for it. */
export interface ExplorerTab {
  readonly query: string;
  /** A JSON text. */
  readonly variables: string;
}

/**
 * Makes a tab of each operation, with the fragments that it uses and the comments above both.
 *
 * @param documents The texts of the sample operations, which share their fragments.
 * @param variables Sample variables by the operation's name.
 */
export function explorerTabs(
  documents: readonly string[],
  variables: Readonly<Record<string, unknown>>,
): readonly ExplorerTab[] {
  const text = documents.join('\n');
  return Object.entries(separateOperations(parse(text))).map(([name, document]) => ({
    query: operationFirst(document)
      .map((definition) => withComments(definition, text))
      .join('\n\n'),
    variables: name in variables ? JSON.stringify(variables[name], null, 2) : '',
  }));
}

function operationFirst({ definitions }: DocumentNode): readonly ASTNode[] {
  const isOperation = ({ kind }: ASTNode) => kind === Kind.OPERATION_DEFINITION;
  return [...definitions.filter(isOperation), ...definitions.filter((definition) => !isOperation(definition))];
}

function withComments({ loc }: ASTNode, text: string): string {
  if (!loc) return '';
  let first: Token = loc.startToken;
  while (first.prev?.kind === TokenKind.COMMENT) first = first.prev;
  return text.slice(first.start, loc.end);
}
