import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** What of a document has a limit; the names are those of the configuration's `limits:`. */
export type DocumentLimitName = 'depth' | 'aliases' | 'rootMutationFields' | 'directives' | 'tokens';

/** A limit that a document is over. */
export interface ExceededLimit {
  readonly limit: DocumentLimitName;
  /** The most that is taken. */
  readonly max: number;
}

// The code of every refusal of a document for its size.
const LIMIT_EXCEEDED = 'DOCUMENT_LIMIT_EXCEEDED';

const sentences: Readonly<Record<DocumentLimitName, (max: number) => string>> = {
  depth: (max) => `The document nests fields more than ${max} deep.`,
  aliases: (max) => `The document has more than ${max} aliases and repeated fields.`,
  rootMutationFields: (max) => `The document has more than ${max} mutations.`,
  directives: (max) => `The document has more than ${max} directives.`,
  tokens: (max) =>
    `The document has more than ${max} tokens, or more than ${max} fields with its fragments written out.`,
};

/** The refusal of a document that is over a limit, for a validation rule to report. */
export function limitError(exceeded: ExceededLimit): GraphQLError {
  return new GraphQLError(sentences[exceeded.limit](exceeded.max), { extensions: { exceeded } });
}

// The parser counts tokens and comments itself, and says so in words alone.
const parserRefusal = /^Syntax Error: Document contains more tha[nt] (\d+) (?:tokens|comments)\b/;

/** The same refusal as clients see it; null for any other error. */
export function formatLimitError(formatted: GraphQLFormattedError): GraphQLFormattedError | null {
  const exceeded = exceededLimitOf(formatted);
  if (exceeded === null) return null;
  const { limit, max } = exceeded;
  return { message: sentences[limit](max), extensions: { code: LIMIT_EXCEEDED, limit, max } };
}

function exceededLimitOf({ message, extensions }: GraphQLFormattedError): ExceededLimit | null {
  const tokens = parserRefusal.exec(message)?.[1];
  if (tokens !== undefined) return { limit: 'tokens', max: Number(tokens) };
  return (extensions?.exceeded as ExceededLimit | undefined) ?? null;
}
