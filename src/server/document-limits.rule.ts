import type { ValidationRule } from 'graphql';
import type { LimitsConfig } from '../config/accord-config.ts';
import { limitError, type ExceededLimit } from '../graphql/limit-error.ts';
import { measureDocument, type MeasuredOperation } from './document-measure.ts';

type DocumentLimits = Pick<LimitsConfig, 'depth' | 'aliases' | 'rootMutationFields' | 'directives' | 'tokens'>;

/**
 * Refuses a document that is over a limit. The other rules do not look into such a document any more: what they would
 * cost grows faster than the document, and nobody is told about a schema by way of a document that is never run.
 */
export function documentLimits(limits: DocumentLimits): ValidationRule {
  return (context) => ({
    Document: {
      enter(document) {
        const exceeded = findExceeded(measureDocument(document), limits);
        if (exceeded === null) return undefined;
        context.reportError(limitError(exceeded));
        // To the visitor this deletes the document from what is left to be visited, for all rules.
        return null;
      },
    },
  });
}

function findExceeded(operations: readonly MeasuredOperation[], limits: DocumentLimits): ExceededLimit | null {
  for (const { isMutation, size } of operations) {
    const found = {
      depth: size.depth,
      aliases: size.aliases,
      rootMutationFields: isMutation ? size.rootFields : 0,
      directives: size.directives,
      tokens: size.fields,
    };
    for (const limit of ['depth', 'aliases', 'rootMutationFields', 'directives', 'tokens'] as const) {
      if (found[limit] > limits[limit]) return { limit, max: limits[limit] };
    }
  }
  return null;
}
