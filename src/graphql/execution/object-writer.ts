import {
  GraphQLBoolean,
  GraphQLID,
  GraphQLString,
  isLeafType,
  isNonNullType,
  locatedError,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
} from 'graphql';
import { argumentReader } from './argument-reader.ts';
import { quoted, type JsonText, type Maybe } from './json-text.ts';
import {
  writerOfObject,
  type ObjectField,
  type Property,
  type PropertyWriter,
  type SourceWriter,
} from './object-code.ts';
import { isPromise, keysOf, type AnswerPath, type QueryRun } from './query-run.ts';
import { selectedFields, type SelectionScope } from './selected-fields.ts';
import { valueWriter, type ValueWriter, type WrittenField } from './value-writer.ts';

/** How an object of this type is written with the fields that these nodes ask of it. */
export function objectWriter(
  scope: SelectionScope,
  type: GraphQLObjectType,
  nodes: readonly Pick<FieldNode, 'selectionSet'>[],
): SourceWriter {
  const sets = nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []));
  const selected = selectedFields(scope, type, sets);
  return writerOfObject([...selected].map(([key, fieldNodes]) => objectField(scope, type, { key, nodes: fieldNodes })));
}

/** A field as a document asks for it, under its key in the answer. */
interface AskedField {
  readonly key: string;
  readonly nodes: readonly FieldNode[];
}

function objectField(scope: SelectionScope, parentType: GraphQLObjectType, asked: AskedField): ObjectField {
  const { key } = asked;
  const name = asked.nodes[0]?.name.value ?? '';
  if (name === '__typename') {
    const text = quoted(parentType.name);
    return { key, write: () => text, property: null };
  }
  const field = parentType.getFields()[name];
  // Introspection has been left to graphql-js, and validation has seen that there is no other such field.
  if (!field) throw new TypeError(`${parentType.name} has no field ${name}.`);
  const plan = { ...asked, field, parentType, written: writtenField(scope, { ...asked, parentType, field }) };
  if (field.resolve !== undefined || field.args.length > 0) return { key, write: resolvedWriter(plan), property: null };
  const writeValue = propertyWriter(plan);
  const read = (source: unknown): unknown => (source as Readonly<Record<string, unknown>> | null | undefined)?.[name];
  return {
    key,
    write: (source, run, path) => writeValue(read(source), source, run, path),
    property: { name, writeValue, ...kindOf(field) },
  };
}

function kindOf({ type }: GraphQLField<unknown, unknown>): Pick<Property, 'kind' | 'isNullable'> {
  const isNullable = !isNonNullType(type);
  const some = isNullable ? type : type.ofType;
  const kind = some === GraphQLString || some === GraphQLID ? 'TEXT' : some === GraphQLBoolean ? 'TRUTH' : 'OTHER';
  return { kind, isNullable };
}

interface FieldPlan extends AskedField {
  readonly field: GraphQLField<unknown, unknown>;
  readonly parentType: GraphQLObjectType;
  readonly written: WrittenField;
}

/** A field that is a property of its object, as most are: without arguments, and without resolve info. */
function propertyWriter(plan: FieldPlan): PropertyWriter {
  const { field } = plan;
  const write = valueWriter(field.type, plan.written);
  const method = resolvedWriter(plan);
  const isLeaf = isLeafType(isNonNullType(field.type) ? field.type.ofType : field.type);
  // Never read: leaves have no path of their own.
  const nowhere: AnswerPath = { prev: undefined, key: plan.key, typename: undefined };
  return (value, source, run, path) => {
    if (typeof value === 'function') return method(source, run, path);
    if (!isLeaf || isPromise(value)) return written(plan, { write, value, run, here: pathTo(plan, path) });
    try {
      return write(value, run, nowhere);
    } catch (reason) {
      return failed(plan, reason, run, pathTo(plan, path));
    }
  };
}

/** Any field: its resolver, or its property, which may be a method. */
function resolvedWriter(plan: FieldPlan): SourceWriter {
  const { field, nodes } = plan;
  const write = valueWriter(field.type, plan.written);
  const [node] = nodes;
  if (!node) throw new TypeError('A field is asked for by at least one node.');
  const readArguments = field.args.length === 0 ? () => ({}) : argumentReader(field, node);
  const resolve = field.resolve ?? propertyOf;
  return (source, run, path) => {
    const here = pathTo(plan, path);
    let value: unknown;
    try {
      value = resolve(source, readArguments(run.variables), run.context, plan.written.info(run, here));
    } catch (reason) {
      return failed(plan, reason, run, here);
    }
    return written(plan, { write, value, run, here });
  };
}

interface Resolved {
  readonly write: ValueWriter;
  readonly value: unknown;
  readonly run: QueryRun;
  readonly here: AnswerPath;
}

/** What a field was resolved to, now or later; null where that fails and may be null. */
function written(plan: FieldPlan, { write, value, run, here }: Resolved): Maybe<JsonText> {
  const fail = (reason: unknown): JsonText => failed(plan, reason, run, here);
  try {
    const text = isPromise(value) ? value.then((resolved) => write(resolved, run, here)) : write(value, run, here);
    return typeof text === 'string' ? text : text.then(undefined, fail);
  } catch (reason) {
    return fail(reason);
  }
}

/** graphql-js's own default resolver. */
function propertyOf(source: unknown, args: unknown, context: unknown, info: GraphQLResolveInfo): unknown {
  if ((typeof source !== 'object' && typeof source !== 'function') || source === null) return undefined;
  const value = (source as Readonly<Record<string, unknown>>)[info.fieldName];
  // A method, so that it is called as one.
  if (typeof value !== 'function') return value;
  return (source as Record<string, (...given: unknown[]) => unknown>)[info.fieldName]?.(args, context, info);
}

function pathTo({ key, parentType }: FieldPlan, prev: AnswerPath | undefined): AnswerPath {
  return { prev, key, typename: parentType.name };
}

/** A field that may be null is null after an error; any other takes its object with it. */
function failed({ field, nodes }: FieldPlan, reason: unknown, run: QueryRun, path: AnswerPath): JsonText {
  const error = locatedError(reason, nodes, keysOf(path));
  if (isNonNullType(field.type)) throw error;
  run.fail(error, path);
  return 'null';
}

function writtenField(
  scope: SelectionScope,
  { nodes, field, parentType }: AskedField & Pick<FieldPlan, 'field' | 'parentType'>,
): WrittenField {
  const { schema, fragments, operation } = scope;
  const fixed = {
    fieldName: field.name,
    fieldNodes: nodes,
    returnType: field.type,
    parentType,
    schema,
    fragments,
    operation,
  };
  return {
    parentType,
    name: field.name,
    nodes,
    // Packages for later versions of graphql-js widen its type with what version 16 does not have.
    info: (run, path) =>
      ({ ...fixed, path, rootValue: undefined, variableValues: run.variables }) as unknown as GraphQLResolveInfo,
    objectWriter: (type) => objectWriter(scope, type, nodes),
  };
}
