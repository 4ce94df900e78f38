import {
  getArgumentValues,
  isNonNullType,
  Kind,
  visit,
  type ArgumentNode,
  type FieldNode,
  type GraphQLField,
} from 'graphql';

type Variables = Readonly<Record<string, unknown>>;

/** A field's arguments for one execution. Throws a GraphQLError for one that is missing or wrong. */
export type ArgumentReader = (variables: Variables) => Record<string, unknown>;

/**
 * How a field's arguments are read. What has no variable in it is worked out once; a variable alone is looked up, since it
 * has been coerced to a value of its type; whatever else there is takes graphql-js's own way each time.
 */
export function argumentReader(field: GraphQLField<unknown, unknown>, node: FieldNode): ArgumentReader {
  const any: ArgumentReader = (variables) => getArgumentValues(field, node, variables);
  const given = node.arguments ?? [];
  const byVariable = given.filter(isVariable);
  if (given.some((argument) => !isVariable(argument) && hasVariable(argument))) return any;
  const fixed = given.filter((argument) => !isVariable(argument));
  const optional = field.args.filter(({ name }) => !byVariable.some((argument) => argument.name.value === name));
  // Two parts: each argument is in one of them.
  const constants = getArgumentValues({ ...field, args: optional }, { ...node, arguments: fixed });
  const lookedUp = byVariable.map((argument) => ({
    name: argument.name.value,
    variable: argument.value.name.value,
    isRequired: isNonNullType(field.args.find(({ name }) => name === argument.name.value)?.type),
  }));
  if (lookedUp.length === 0) return () => ({ ...constants });
  return (variables) => {
    const values: Record<string, unknown> = { ...constants };
    for (const { name, variable, isRequired } of lookedUp) {
      const value = variables[variable];
      // Absent, a default may apply; null where there must be something is an error. graphql-js knows both.
      if (value === undefined || (value === null && isRequired)) return any(variables);
      values[name] = value;
    }
    return values;
  };
}

type VariableArgument = ArgumentNode & { readonly value: { readonly kind: Kind.VARIABLE } };

function isVariable(argument: ArgumentNode): argument is VariableArgument {
  return argument.value.kind === Kind.VARIABLE;
}

function hasVariable(argument: ArgumentNode): boolean {
  let found = false;
  visit(argument, {
    Variable: () => {
      found = true;
    },
  });
  return found;
}
