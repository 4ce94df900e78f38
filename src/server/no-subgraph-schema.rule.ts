import { GraphQLError, type ValidationRule } from 'graphql';

/** Refuses `_service`, which tells the whole schema to whoever asks, as introspection does. */
export const noSubgraphSchema: ValidationRule = (context) => ({
  Field(node) {
    if (node.name.value !== '_service' || context.getParentType() !== context.getSchema().getQueryType()) return;
    context.reportError(new GraphQLError('The schema is not told here: _service is off.', { nodes: [node] }));
  },
});
