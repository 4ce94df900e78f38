import type { Document, ErrorCode, Node, ParsedNode } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { ConfigPath, ConfigProblem } from './config-error.ts';
import { formatPath } from './config-error.ts';
import type { Position } from './problem-list.ts';

/** What a YAML text holds, as plain values, and where its keys stand. */
export type YamlDocument =
  | { readonly ok: true; readonly value: unknown; readonly positionOf: (path: string) => Position | undefined }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

const maxDepth = 32;
/** Counted with every alias written out, so that a file of ten lines cannot stand for a billion values. */
const maxNodes = 10_000;

/** Reads one YAML 1.2 document; every syntax error is told with its line and column, and none repeats the text. */
export function parseYaml(text: string): YamlDocument {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      schema: 'core',
      resolveKnownTags: false,
      uniqueKeys: true,
    });
    const faults = [...document.errors, ...document.warnings];
    if (faults.length > 0)
      return refused(faults.map((fault) => problemAt(fault.pos[0], syntaxMessage(fault.code), lines)));
    if (document.contents === null) return refused([{ path: '', message: 'is empty; it must hold at least sources' }]);
    return { ok: true, ...new Reader(document, lines).read() };
  } catch (error) {
    if (error instanceof Refusal) return refused([problemAt(error.offset, error.message, lines)]);
    // The parser is recursive: brackets nested a hundred thousand deep end its stack before anything can count them.
    if (error instanceof RangeError) return refused([{ path: '', message: 'is nested too deeply' }]);
    throw error;
  }
}

class Refusal extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Turns nodes into plain values. Written here rather than taken from the library, for its limits and its positions. */
class Reader {
  readonly #document: Document.Parsed;
  readonly #lines: LineCounter;
  readonly #positions = new Map<string, Position>();
  #nodes = 0;

  constructor(document: Document.Parsed, lines: LineCounter) {
    this.#document = document;
    this.#lines = lines;
  }

  read(): { value: unknown; positionOf: (path: string) => Position | undefined } {
    const value = this.#read(this.#document.contents, []);
    return { value, positionOf: (path) => this.#positions.get(path) };
  }

  #read(node: ParsedNode | Node | null, path: ConfigPath): unknown {
    const offset = node?.range?.[0] ?? 0;
    this.#nodes += 1;
    if (this.#nodes > maxNodes) throw new Refusal('has too many values, or aliases that multiply', offset);
    if (path.length > maxDepth) throw new Refusal('is nested too deeply, or an alias holds itself', offset);
    if (isAlias(node)) {
      const target = node.resolve(this.#document);
      if (target === undefined) throw new Refusal('has an alias (*name) without its anchor before it', offset);
      return this.#read(target, path);
    }
    if (isSeq<ParsedNode>(node)) return node.items.map((item, index) => this.#read(item, [...path, index]));
    if (isMap<ParsedNode | null, ParsedNode | null>(node)) {
      return Object.fromEntries(
        node.items.map(({ key, value }) => {
          const name = this.#readKey(key, path);
          return [name, this.#read(value, [...path, name])];
        }),
      );
    }
    return isScalar(node) ? node.value : null;
  }

  #readKey(key: ParsedNode | null, path: ConfigPath): string {
    const offset = key?.range[0] ?? 0;
    if (!isScalar(key) || typeof key.value !== 'string') throw new Refusal('has a key that is not text', offset);
    const { line, col: column } = this.#lines.linePos(offset);
    this.#positions.set(formatPath([...path, key.value]), { line, column });
    return key.value;
  }
}

function refused(problems: readonly ConfigProblem[]): YamlDocument {
  return { ok: false, problems };
}

function problemAt(offset: number, message: string, lines: LineCounter): ConfigProblem {
  const { line, col } = lines.linePos(offset);
  return { path: '', message: `line ${line}, column ${col}: ${message}` };
}

// The library's own texts repeat what stands in the file (tags, aliases, block headers), which can be a secret that
// was not put in quotes. Its codes do not.
const syntaxMessages: Partial<Record<ErrorCode, string>> = {
  DUPLICATE_KEY: 'this key stands here twice',
  MULTIPLE_DOCS: 'there must be only one document ("---")',
  TAG_RESOLVE_FAILED: 'tags ("!name") are not taken; a text that begins with "!" goes in quotes',
  TAB_AS_INDENT: 'tabs cannot indent; use spaces',
  BLOCK_AS_IMPLICIT_KEY: 'a text with ": " in it or ":" at its end goes in quotes',
  BAD_SCALAR_START: 'a text that begins with a reserved character goes in quotes',
  MISSING_CHAR: 'something that was opened is not closed, or a character is missing',
  BAD_DQ_ESCAPE: 'this escape with "\\" is not known; single quotes take it as it is',
};

function syntaxMessage(code: ErrorCode): string {
  return syntaxMessages[code] ?? `not valid YAML (${code}); a text with special characters goes in quotes`;
}
