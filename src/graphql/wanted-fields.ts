import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  type FieldNode,
  type GraphQLResolveInfo,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** Of what a resolver is told, what a selection is read from. */
export type SelectionInfo = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments' | 'variableValues'>;

/** Where a field's value has its accounts: the fields that lead to them. */
export type AccountPath = readonly string[];

/** The field's value is the account. */
const ITSELF: readonly AccountPath[] = [[]];

// By the field as a document has it, and documents are kept between requests: a selection is looked at once.
const known = new WeakMap<FieldNode, ReadonlySet<string>>();

/**
 * The fields of the accounts below a field that a request asks for, those of `details` among them; fragments are
 * followed, whatever type they are on, and `@skip` and `@include` honoured.
 */
export function wantedFields(info: SelectionInfo, paths: readonly AccountPath[] = ITSELF): ReadonlySet<string> {
  const [node, ...others] = info.fieldNodes;
  const found = node && known.get(node);
  if (found && others.length === 0) return found;
  const search = new SelectionSearch(info);
  for (const path of paths) {
    for (const { selectionSet } of info.fieldNodes) search.descend(selectionSet, path);
  }
  if (node && others.length === 0 && !search.dependsOnVariables) known.set(node, search.names);
  return search.names;
}

/** Collects the names of one selection. */
class SelectionSearch {
  readonly names = new Set<string>();
  /** Whether another request with the same document may ask for other fields. */
  dependsOnVariables = false;
  readonly #info: SelectionInfo;
  // A fragment is followed once on each level, however often it is spread.
  readonly #followed = new Set<string>();

  constructor(info: SelectionInfo) {
    this.#info = info;
  }

  descend(selectionSet: SelectionSetNode | undefined, path: AccountPath): void {
    for (const selection of selectionSet?.selections ?? []) {
      if (this.#isLeftOut(selection)) continue;
      if (selection.kind === Kind.FIELD) this.#field(selection, path);
      else if (selection.kind === Kind.INLINE_FRAGMENT) this.descend(selection.selectionSet, path);
      else this.#fragment(selection.name.value, path);
    }
  }

  #field(field: FieldNode, path: AccountPath): void {
    const [next, ...rest] = path;
    if (next === undefined) {
      this.names.add(field.name.value);
      // Its parts are called like the rows of the field tables, which have the details beside the account's own.
      if (field.name.value === 'details') this.descend(field.selectionSet, []);
    } else if (field.name.value === next) {
      this.descend(field.selectionSet, rest);
    }
  }

  #fragment(name: string, path: AccountPath): void {
    const key = `${path.join('.')}:${name}`;
    if (this.#followed.has(key)) return;
    this.#followed.add(key);
    this.descend(this.#info.fragments[name]?.selectionSet, path);
  }

  #isLeftOut(selection: SelectionNode): boolean {
    if (selection.directives === undefined || selection.directives.length === 0) return false;
    this.dependsOnVariables ||= selection.directives.some((directive) =>
      directive.arguments?.some(({ value }) => value.kind === Kind.VARIABLE),
    );
    const { variableValues } = this.#info;
    return (
      getDirectiveValues(GraphQLSkipDirective, selection, variableValues)?.if === true ||
      getDirectiveValues(GraphQLIncludeDirective, selection, variableValues)?.if === false
    );
  }
}
