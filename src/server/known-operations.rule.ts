import { GraphQLError, type ValidationRule } from 'graphql';

/**
 * Refuses operations of a kind that the schema has not, which are subscriptions. GraphQL's own rules let them through, and
 * the engine then fails as if something were wrong with it.
 */
export const knownOperations: ValidationRule = (context) => ({
  OperationDefinition(node) {
    if (context.getSchema().getRootType(node.operation)) return;
    context.reportError(new GraphQLError(`There is no ${node.operation} in this schema.`, { nodes: [node] }));
  },
});
