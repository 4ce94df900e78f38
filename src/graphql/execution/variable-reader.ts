import {
  getVariableValues,
  GraphQLBoolean,
  GraphQLID,
  GraphQLString,
  isNonNullType,
  typeFromAST,
  type GraphQLSchema,
  type VariableDefinitionNode,
} from 'graphql';

type Variables = Readonly<Record<string, unknown>>;

/** Reads the variables of one execution; null where they are not what the document declares. */
export type VariableReader = (given: Variables) => Variables | null;

/** A variable whose usual values are what they are coerced to. */
interface SimpleVariable {
  readonly name: string;
  readonly type: 'string' | 'boolean';
  readonly isRequired: boolean;
}

/** How an operation's variables are read: `CoerceVariableValues` of the specification, 6.1.2. */
export function variableReader(schema: GraphQLSchema, definitions: readonly VariableDefinitionNode[]): VariableReader {
  const any: VariableReader = (given) =>
    getVariableValues(schema, definitions, given, { maxErrors: 1 }).coerced ?? null;
  const simple = definitions.map((definition) => simpleVariable(schema, definition));
  if (simple.includes(null)) return any;
  return (given) => {
    const read: Record<string, unknown> = {};
    for (const variable of simple as readonly SimpleVariable[]) {
      const { name, type, isRequired } = variable;
      const value = Object.hasOwn(given, name) ? given[name] : undefined;
      if (typeof value === type || (value === null && !isRequired)) read[name] = value;
      // Absent, of another type, or missing: graphql-js knows what is right.
      else return any(given);
    }
    return read;
  };
}

function simpleVariable(schema: GraphQLSchema, definition: VariableDefinitionNode): SimpleVariable | null {
  const type = typeFromAST(schema, definition.type);
  const isRequired = isNonNullType(type);
  const some = isRequired ? type.ofType : type;
  const name = definition.variable.name.value;
  if (definition.defaultValue !== undefined) return null;
  if (some === GraphQLString || some === GraphQLID) return { name, type: 'string', isRequired };
  return some === GraphQLBoolean ? { name, type: 'boolean', isRequired } : null;
}
