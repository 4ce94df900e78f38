import { isPlain, quoted, textOf, textThatFails, type JsonText, type Maybe } from './json-text.ts';
import type { AnswerPath, QueryRun } from './query-run.ts';

/** Writes an object, or a field of it: `ExecuteSelectionSet` and `ExecuteField` of the specification, 6.3 and 6.4. */
export type SourceWriter = (source: unknown, run: QueryRun, path: AnswerPath | undefined) => Maybe<JsonText>;

/** A field of an object, as a document asks for it. */
export interface ObjectField {
  /** Its key in the answer. */
  readonly key: string;
  readonly write: SourceWriter;
  /** The property that it is; null where it has to be resolved. */
  readonly property: Property | null;
}

/** A property whose text, truth value or null is its value in the answer. */
export interface Property {
  readonly name: string;
  readonly kind: 'TEXT' | 'TRUTH' | 'OTHER';
  readonly isNullable: boolean;
  /** Writes any value of it, which has been read: a property can be one that may be read but once. */
  readonly writeValue: PropertyWriter;
}

export type PropertyWriter = (
  value: unknown,
  source: unknown,
  run: QueryRun,
  path: AnswerPath | undefined,
) => Maybe<JsonText>;

/** More fields than anybody asks for by hand make more code than they are worth. */
const MAX_FIELDS = 200;

/**
 * The function that writes an object with these fields, made of code of its own: then the engine knows each property's
 * place, where one function for all objects looks every one of them up. Docs: docs/decisions/0028.
 */
export function writerOfObject(fields: readonly ObjectField[]): SourceWriter {
  const isCode =
    fields.length <= MAX_FIELDS && fields.every(({ property }) => property === null || NAME.test(property.name));
  return isCode ? compiled(fields) : looped(fields);
}

/** What a GraphQL name can be. Nothing else of a document becomes code, but for its keys, and those as JSON texts. */
const NAME = /^[_A-Za-z][_0-9A-Za-z]*$/;

function looped(fields: readonly ObjectField[]): SourceWriter {
  const labelled = fields.map((field, index) => ({ label: labelOf(field, index), write: field.write }));
  return (source, run, path) => {
    let text = fields.length === 0 ? '{' : '';
    let parts: Maybe<JsonText>[] | undefined;
    try {
      for (const { label, write } of labelled) {
        const written = write(source, run, path);
        if (typeof written === 'string') text += label + written;
        else {
          (parts ??= []).push(text + label, written);
          text = '';
        }
      }
    } catch (error) {
      return textThatFails(error, parts);
    }
    return textOf(parts, `${text}}`);
  };
}

function labelOf({ key }: ObjectField, index: number): JsonText {
  return `${index === 0 ? '{' : ','}${quoted(key)}:`;
}

type Compile = (
  writers: readonly (SourceWriter | PropertyWriter)[],
  tools: {
    readonly isPlain: typeof isPlain;
    readonly textOf: typeof textOf;
    readonly textThatFails: typeof textThatFails;
  },
  anyway: SourceWriter,
) => SourceWriter;

/**
 * A text that needs no escaping is added without its second quote, which comes with what follows: whether it is owed is
 * what `owed` says. Two additions for a field instead of four are also two pieces less to put together at the end.
 */
function compiled(fields: readonly ObjectField[]): SourceWriter {
  const code = `'use strict';
    const { isPlain, textOf, textThatFails } = tools;
    ${fields.map((_, index) => `const write${index} = writers[${index}];`).join('\n')}
    return (source, run, path) => {
      if (typeof source !== 'object' || source === null) return anyway(source, run, path);
      let text = '${fields.length === 0 ? '{' : ''}', owed = false, parts, value, written;
      try {
        ${fields.map(codeOf).join('\n')}
      } catch (error) {
        return textThatFails(error, parts);
      }
      return textOf(parts, text + ${next('}')});
    };`;
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- what it is made of is checked above: NAME, and JSON texts
  const compile = new Function('writers', 'tools', 'anyway', code) as Compile;
  const writers = fields.map(({ write, property }) => property?.writeValue ?? write);
  return compile(writers, { isPlain, textOf, textThatFails }, looped(fields));
}

/** Code of a piece of the answer, with the quote before it that may be owed. */
function next(piece: string): string {
  return `(owed ? ${JSON.stringify(`"${piece}`)} : ${JSON.stringify(piece)})`;
}

function codeOf(field: ObjectField, index: number): string {
  const label = labelOf(field, index);
  const { property } = field;
  const anyValue = `{
    written = write${index}(${property === null ? '' : 'value, '}source, run, path);
    if (typeof written === 'string') text = text + ${next(label)} + written;
    else { (parts ??= []).push(text + ${next(label)}, written); text = ''; }
    owed = false;
  }`;
  if (property === null) return anyValue;
  const word = (value: 'true' | 'false' | 'null'): string =>
    `if (value === ${value}) { text += ${next(label + value)}; owed = false; }`;
  const textValue = `if (typeof value === 'string') {
    if (isPlain(value)) { text = text + ${next(`${label}"`)} + value; owed = true; }
    else { text = text + ${next(label)} + JSON.stringify(value); owed = false; }
  }`;
  const branches = [
    ...(property.kind === 'TEXT' ? [textValue] : []),
    ...(property.kind === 'TRUTH' ? [word('true'), word('false')] : []),
    ...(property.isNullable ? [word('null')] : []),
    anyValue,
  ];
  return `value = source.${property.name};\n${branches.join('\nelse ')}`;
}
