import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  Kind,
  typeFromAST,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type InlineFragmentNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { QueryDocument } from './query-run.ts';

/** The fields of one object in the order of the answer; several nodes where a document asks for one key repeatedly. */
export type SelectedFields = ReadonlyMap<string, readonly FieldNode[]>;

/** What decides which selections count: the document, and the variables of its `@skip` and `@include`. */
export interface SelectionScope extends QueryDocument {
  readonly conditions: Readonly<Record<string, unknown>>;
}

/** The fields that these selection sets ask of an object of this type: `CollectFields` of the specification, 6.3.2. */
export function selectedFields(
  scope: SelectionScope,
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
): SelectedFields {
  const fields = new Map<string, FieldNode[]>();
  const visited = new Set<string>();
  const visit = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (!counts(scope, selection)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const nodes = fields.get(key);
        if (nodes) nodes.push(selection);
        else fields.set(key, [selection]);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (fits(scope, selection, type)) visit(selection.selectionSet);
      } else if (!visited.has(selection.name.value)) {
        visited.add(selection.name.value);
        const fragment = scope.fragments[selection.name.value];
        if (fragment && fits(scope, fragment, type)) visit(fragment.selectionSet);
      }
    }
  };
  selectionSets.forEach(visit);
  return fields;
}

function counts({ conditions }: SelectionScope, selection: SelectionNode): boolean {
  if (selection.directives === undefined || selection.directives.length === 0) return true;
  return (
    getDirectiveValues(GraphQLSkipDirective, selection, conditions)?.if !== true &&
    getDirectiveValues(GraphQLIncludeDirective, selection, conditions)?.if !== false
  );
}

function fits(
  { schema }: SelectionScope,
  { typeCondition }: FragmentDefinitionNode | InlineFragmentNode,
  type: GraphQLObjectType,
): boolean {
  if (!typeCondition) return true;
  const condition = typeFromAST(schema, typeCondition);
  return condition === type || (isAbstractType(condition) && schema.isSubType(condition, type));
}
