import type { ApolloServerPlugin } from '@apollo/server';
import {
  GraphQLError,
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { ErrorCode } from '../domain/errors.ts';
import type { GraphqlContext } from '../graphql/context.ts';

/** Refuses a request for more than `max` entities, in all of its `_entities` fields together, before any is resolved. */
export function limitEntities(max: number): ApolloServerPlugin<GraphqlContext> {
  // Looked for once in each document: few have any.
  const known = new WeakMap<OperationDefinitionNode, readonly ValueNode[]>();
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ operation, document, request }) => {
          // Apollo has one by now; its types do not say so.
          if (!operation) return Promise.resolve();
          let lists = known.get(operation);
          if (!lists) known.set(operation, (lists = representationsIn(operation, document)));
          const count = lists.reduce((sum, list) => sum + lengthOf(list, operation, request.variables ?? {}), 0);
          if (count <= max) return Promise.resolve();
          throw new GraphQLError(`One request can ask for ${max} entities; this one asks for ${count}.`, {
            extensions: { code: ErrorCode.INVALID_VALUE, http: { status: 400 } },
          });
        },
      }),
  };
}

/** The arguments of the operation's `_entities` fields. */
function representationsIn(operation: OperationDefinitionNode, document: DocumentNode): readonly ValueNode[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const lists: ValueNode[] = [];
  const visit = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) visit(selection.selectionSet);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value);
        // Spread again, it says the same under the same names.
        fragments.delete(selection.name.value);
        if (fragment) visit(fragment.selectionSet);
      } else if (selection.name.value === '_entities') {
        lists.push(...(selection.arguments ?? []).map((argument) => argument.value));
      }
    }
  };
  visit(operation.selectionSet);
  return lists;
}

function lengthOf(list: ValueNode, operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>) {
  if (list.kind !== Kind.VARIABLE) return list.kind === Kind.LIST ? list.values.length : 1;
  const name = list.name.value;
  const given = variables[name];
  if (given !== undefined) return Array.isArray(given) ? given.length : 1;
  const definition = operation.variableDefinitions?.find(({ variable }) => variable.name.value === name);
  return definition?.defaultValue?.kind === Kind.LIST ? definition.defaultValue.values.length : 1;
}
