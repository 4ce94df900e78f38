import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, Kind, OperationTypeNode } from 'graphql';
import { ErrorCode } from '../domain/errors.ts';
import type { GraphqlContext } from '../graphql/context.ts';

/**
 * Refuses a request with the header `Idempotency-Key` and several mutations, before any of them runs: one key is one
 * update. Several updates in one request carry a key each in their inputs.
 */
export const idempotencyKeyForOneMutation: ApolloServerPlugin<GraphqlContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation: ({ contextValue, operation }) => {
        if (contextValue.idempotencyKey === null || operation?.operation !== OperationTypeNode.MUTATION)
          return Promise.resolve();
        const { selections } = operation.selectionSet;
        if (selections.length === 1 && selections[0]?.kind === Kind.FIELD) return Promise.resolve();
        throw new GraphQLError(
          'The header Idempotency-Key goes with a request of one mutation. Give each of several its own idempotencyKey.',
          { extensions: { code: ErrorCode.INVALID_VALUE, http: { status: 400 } } },
        );
      },
    }),
};
