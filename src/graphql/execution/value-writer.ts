import {
  GraphQLError,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  locatedError,
  type FieldNode,
  type GraphQLAbstractType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
} from 'graphql';
import { textOf, textThatFails, type JsonText, type Maybe } from './json-text.ts';
import { leafWriter } from './leaf-writer.ts';
import { isPromise, keysOf, type AnswerPath, type QueryRun } from './query-run.ts';

/** Writes what a resolver answered: `CompleteValue` of the specification, 6.4.3. Throws, or rejects, where that fails. */
export type ValueWriter = (value: unknown, run: QueryRun, path: AnswerPath) => Maybe<JsonText>;

/** The field whose values are written. */
export interface WrittenField {
  readonly parentType: GraphQLObjectType;
  readonly name: string;
  readonly nodes: readonly FieldNode[];
  /** What its resolver is told. */
  info(run: QueryRun, path: AnswerPath): GraphQLResolveInfo;
  /** How an object of a type is written with the fields that are asked of it here. */
  objectWriter(type: GraphQLObjectType): ValueWriter;
}

/** How values of a type are written. */
export function valueWriter(type: GraphQLOutputType, field: WrittenField): ValueWriter {
  if (isNonNullType(type)) {
    const write = someWriter(type.ofType, field);
    return (value, run, path) => {
      if (value === null || value === undefined) {
        throw new Error(`Cannot return null for non-nullable field ${field.parentType.name}.${field.name}.`);
      }
      return write(value, run, path);
    };
  }
  const write = someWriter(type, field);
  return (value, run, path) => (value === null || value === undefined ? 'null' : write(value, run, path));
}

/** How values are written that are there; an error is one that fails. */
function someWriter(type: GraphQLOutputType, field: WrittenField): ValueWriter {
  const write = writerOf(type, field);
  return (value, run, path) => {
    if (value instanceof Error) throw value;
    return write(value, run, path);
  };
}

function writerOf(type: GraphQLOutputType, field: WrittenField): ValueWriter {
  if (isLeafType(type)) return leafWriter(type);
  if (isListType(type)) return listWriter(type.ofType, field);
  if (isAbstractType(type)) return abstractWriter(type, field);
  return checkedObjectWriter(type as GraphQLObjectType, field);
}

function listWriter(itemType: GraphQLOutputType, field: WrittenField): ValueWriter {
  const write = itemWriter(itemType, field);
  return (value, run, path) => {
    if (!isIterable(value)) {
      const place = `${field.parentType.name}.${field.name}`;
      throw new GraphQLError(`Expected Iterable, but did not find one for field "${place}".`);
    }
    let text = '[';
    let parts: Maybe<JsonText>[] | undefined;
    let index = 0;
    try {
      for (const item of value) {
        if (index > 0) text += ',';
        const written = write(item, run, { prev: path, key: index, typename: undefined });
        index += 1;
        if (typeof written === 'string') text += written;
        else {
          (parts ??= []).push(text, written);
          text = '';
        }
      }
    } catch (error) {
      return textThatFails(error, parts);
    }
    return textOf(parts, `${text}]`);
  };
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

/** An item is protected from its errors as a field is: one that may be null is null, any other takes the list with it. */
function itemWriter(type: GraphQLOutputType, field: WrittenField): ValueWriter {
  const write = valueWriter(type, field);
  const isNullable = !isNonNullType(type);
  return (item, run, path) => {
    const failed = (reason: unknown): JsonText => {
      const error = locatedError(reason, field.nodes, keysOf(path));
      if (!isNullable) throw error;
      run.fail(error, path);
      return 'null';
    };
    try {
      const written = isPromise(item) ? item.then((resolved) => write(resolved, run, path)) : write(item, run, path);
      return typeof written === 'string' ? written : written.then(undefined, failed);
    } catch (reason) {
      return failed(reason);
    }
  };
}

function abstractWriter(type: GraphQLAbstractType, field: WrittenField): ValueWriter {
  const writers = new Map<string, ValueWriter>();
  const writerFor = (name: string | undefined, { schema }: GraphQLResolveInfo): ValueWriter => {
    const known = writers.get(name ?? '');
    if (known) return known;
    const possible = schema.getPossibleTypes(type).find((one) => one.name === name);
    if (!possible) throw new GraphQLError(`A value of "${type.name}" is of none of its types.`);
    const writer = checkedObjectWriter(possible, field);
    writers.set(possible.name, writer);
    return writer;
  };
  return (value, run, path) => {
    const info = field.info(run, path);
    const name = type.resolveType
      ? type.resolveType(value, run.context, info, type)
      : (value as { readonly __typename?: string }).__typename;
    if (isPromise(name)) return name.then((resolved) => writerFor(resolved, info)(value, run, path));
    return writerFor(name, info)(value, run, path);
  };
}

function checkedObjectWriter(type: GraphQLObjectType, field: WrittenField): ValueWriter {
  const { isTypeOf } = type;
  let known: ValueWriter | undefined;
  // With the first value, since a document may go deeper than any value does.
  const write: ValueWriter = (value, run, path) => (known ??= field.objectWriter(type))(value, run, path);
  if (!isTypeOf) return write;
  const writeIf = (isOne: boolean, ...[value, run, path]: Parameters<ValueWriter>): Maybe<JsonText> => {
    if (!isOne) throw new GraphQLError(`A value is none of type "${type.name}".`);
    return write(value, run, path);
  };
  return (value, run, path) => {
    const isOne = isTypeOf(value, run.context, field.info(run, path));
    return isPromise(isOne) ? isOne.then((is) => writeIf(is, value, run, path)) : writeIf(isOne, value, run, path);
  };
}
