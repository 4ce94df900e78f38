import {
  isLeafType,
  isNonNullType,
  locatedError,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
} from 'graphql';
import { argumentReader } from './argument-reader.ts';
import { quoted, textOf, textThatFails, type JsonText, type Maybe } from './json-text.ts';
import { isPromise, keysOf, type AnswerPath, type QueryRun } from './query-run.ts';
import { selectedFields, type SelectionScope } from './selected-fields.ts';
import { valueWriter, type ValueWriter, type WrittenField } from './value-writer.ts';

/** Writes an object, or a field of it: `ExecuteSelectionSet` and `ExecuteField` of the specification, 6.3 and 6.4. */
type SourceWriter = (source: unknown, run: QueryRun, path: AnswerPath | undefined) => Maybe<JsonText>;

/** How an object of this type is written with the fields that these nodes ask of it. */
export function objectWriter(
  scope: SelectionScope,
  type: GraphQLObjectType,
  nodes: readonly Pick<FieldNode, 'selectionSet'>[],
): SourceWriter {
  const sets = nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []));
  const fields = [...selectedFields(scope, type, sets)].map(([key, fieldNodes], index) => ({
    label: `${index === 0 ? '{' : ','}${quoted(key)}:`,
    write: fieldWriter(scope, type, { key, nodes: fieldNodes }),
  }));
  return (source, run, path) => {
    let text = fields.length === 0 ? '{' : '';
    let parts: Maybe<JsonText>[] | undefined;
    try {
      for (const { label, write } of fields) {
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

/** A field as a document asks for it, under its key in the answer. */
interface AskedField {
  readonly key: string;
  readonly nodes: readonly FieldNode[];
}

function fieldWriter(scope: SelectionScope, parentType: GraphQLObjectType, asked: AskedField): SourceWriter {
  const name = asked.nodes[0]?.name.value ?? '';
  if (name === '__typename') {
    const text = quoted(parentType.name);
    return () => text;
  }
  const field = parentType.getFields()[name];
  // Introspection has been left to graphql-js, and validation has seen that there is no other such field.
  if (!field) throw new TypeError(`${parentType.name} has no field ${name}.`);
  const plan = { ...asked, field, parentType, written: writtenField(scope, { ...asked, parentType, field }) };
  const isLeaf = isLeafType(isNonNullType(field.type) ? field.type.ofType : field.type);
  return field.resolve === undefined && field.args.length === 0 && isLeaf ? propertyWriter(plan) : resolvedWriter(plan);
}

interface FieldPlan extends AskedField {
  readonly field: GraphQLField<unknown, unknown>;
  readonly parentType: GraphQLObjectType;
  readonly written: WrittenField;
}

/** A field that is a property of its object and has no fields of its own, as most are. */
function propertyWriter(plan: FieldPlan): SourceWriter {
  const { field } = plan;
  const { name } = field;
  const write = valueWriter(field.type, plan.written);
  const method = resolvedWriter(plan);
  // Never read: leaves have no path of their own.
  const nowhere: AnswerPath = { prev: undefined, key: plan.key, typename: undefined };
  return (source, run, path) => {
    const value = (source as Readonly<Record<string, unknown>> | null | undefined)?.[name];
    if (typeof value === 'function') return method(source, run, path);
    try {
      if (!isPromise(value)) return write(value, run, nowhere);
    } catch (reason) {
      return failed(plan, reason, run, pathTo(plan, path));
    }
    return written(plan, { write, value, run, here: pathTo(plan, path) });
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
