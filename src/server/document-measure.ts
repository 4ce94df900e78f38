import {
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** How big an operation is when its fragments are written out wherever they are spread. */
export interface DocumentSize {
  /** How deep fields are nested; what is below `__schema` and `__type` does not count. */
  readonly depth: number;
  /** Fields with an alias, and fields that stand twice in one selection set, which is the same work. */
  readonly aliases: number;
  readonly directives: number;
  /** All fields. */
  readonly fields: number;
  /** The fields of the outermost level. */
  readonly rootFields: number;
}

const nothing: DocumentSize = { depth: 0, aliases: 0, directives: 0, fields: 0, rootFields: 0 };

/** What one operation of a document measures. */
export interface MeasuredOperation {
  readonly isMutation: boolean;
  readonly size: DocumentSize;
}

/**
 * Measures every operation of a document, in one pass over its text: a fragment is measured once, however often it is
 * spread. Works on documents that are not valid, too; a fragment that spreads itself counts as empty inside itself.
 */
export function measureDocument(document: DocumentNode): readonly MeasuredOperation[] {
  const measure = new Measure(document);
  return document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
    const variables = definition.variableDefinitions ?? [];
    const declared = variables.reduce(
      (sum, variable) => sum + countOf(variable.directives),
      countOf(definition.directives),
    );
    const size = measure.selectionSet(definition.selectionSet);
    return [
      {
        isMutation: definition.operation === OperationTypeNode.MUTATION,
        size: { ...size, directives: size.directives + declared },
      },
    ];
  });
}

class Measure {
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #sizes = new Map<string, DocumentSize>();

  constructor(document: DocumentNode) {
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(definition.name.value, definition);
    }
  }

  selectionSet({ selections }: SelectionSetNode): DocumentSize {
    const names = new Set<string>();
    let sum = nothing;
    for (const selection of selections) {
      const size = this.#selection(selection);
      sum = add(sum, size);
      if (selection.kind !== Kind.FIELD || selection.alias !== undefined) continue;
      if (names.has(selection.name.value)) sum = { ...sum, aliases: sum.aliases + 1 };
      names.add(selection.name.value);
    }
    return sum;
  }

  #selection(selection: SelectionNode): DocumentSize {
    const directives = countOf(selection.directives);
    switch (selection.kind) {
      case Kind.FIELD: {
        const { name, alias, selectionSet } = selection;
        const below = selectionSet === undefined ? nothing : this.selectionSet(selectionSet);
        const isIntrospection = name.value === '__schema' || name.value === '__type';
        return {
          depth: 1 + (isIntrospection ? 0 : below.depth),
          aliases: below.aliases + (alias === undefined ? 0 : 1),
          directives: below.directives + directives,
          fields: below.fields + 1,
          rootFields: 1,
        };
      }
      case Kind.INLINE_FRAGMENT: {
        const inside = this.selectionSet(selection.selectionSet);
        return { ...inside, directives: inside.directives + directives };
      }
      case Kind.FRAGMENT_SPREAD: {
        const inside = this.#fragment(selection.name.value);
        return { ...inside, directives: inside.directives + directives };
      }
    }
  }

  #fragment(name: string): DocumentSize {
    const known = this.#sizes.get(name);
    if (known !== undefined) return known;
    const fragment = this.#fragments.get(name);
    if (fragment === undefined) return nothing;
    this.#sizes.set(name, nothing);
    const inside = this.selectionSet(fragment.selectionSet);
    const size = { ...inside, directives: inside.directives + countOf(fragment.directives) };
    this.#sizes.set(name, size);
    return size;
  }
}

function add(left: DocumentSize, right: DocumentSize): DocumentSize {
  return {
    depth: Math.max(left.depth, right.depth),
    aliases: left.aliases + right.aliases,
    directives: left.directives + right.directives,
    fields: left.fields + right.fields,
    rootFields: left.rootFields + right.rootFields,
  };
}

function countOf(nodes: readonly unknown[] | undefined): number {
  return nodes?.length ?? 0;
}
