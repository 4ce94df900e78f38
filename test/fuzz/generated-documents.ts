import fc from 'fast-check';
import {
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isUnionType,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLUnionType,
} from 'graphql';
import { InputLiterals } from './input-literals.ts';

type Composite = GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType;
type Field = GraphQLField<unknown, unknown>;

/** Operations as the schema allows them, but for the values of their arguments. */
export function generatedDocuments(schema: GraphQLSchema, ids: readonly string[]): fc.Arbitrary<string> {
  const selections = new Selections(schema, new InputLiterals(ids));
  const kind = fc.oneof(
    { weight: 3, arbitrary: selections.of('Query').map((text) => `query ${text}`) },
    { weight: 1, arbitrary: selections.of('Mutation').map((text) => `mutation ${text}`) },
  );
  const wrapped = selections.of('Query').map((text) => `query Q { ...F } fragment F on Query ${text}`);
  return fc.oneof({ weight: 5, arbitrary: kind }, { weight: 1, arbitrary: wrapped });
}

/** Selection sets by type. Fields without fields of their own grow likelier with every level. */
class Selections {
  readonly #byType: Readonly<Record<string, fc.Arbitrary<string>>>;
  readonly #literals: InputLiterals;

  constructor(schema: GraphQLSchema, literals: InputLiterals) {
    this.#literals = literals;
    const types = Object.values(schema.getTypeMap()).filter((type) => isComposite(type));
    this.#byType = fc.letrec<Record<string, string>>((tie) =>
      Object.fromEntries(types.map((type) => [type.name, this.#selectionSet(type, { schema, tie })])),
    );
  }

  of(type: string): fc.Arbitrary<string> {
    return this.#byType[type] ?? fc.constant('{ __typename }');
  }

  #selectionSet(type: Composite, world: World): fc.Arbitrary<string> {
    const fields = isUnionType(type) ? [] : Object.values(type.getFields());
    const leaves = fields.filter((field) => isLeafType(getNamedType(field.type)));
    const deeper = [
      ...fields.filter((field) => !leaves.includes(field)).map((field) => this.#field(field, world)),
      ...(isObjectType(type) ? [] : world.schema.getPossibleTypes(type).map((possible) => inFragment(possible, world))),
    ];
    const leaf = fc.oneof(fc.constant('__typename'), ...leaves.map((field) => this.#field(field, world)));
    const one = deeper.length === 0 ? leaf : fc.oneof({ maxDepth: 5, depthIdentifier: 'selection' }, leaf, ...deeper);
    // The same name twice with other arguments is not valid, and would hide the rest.
    const selections = fc.uniqueArray(one, { minLength: 1, maxLength: 4, selector: responseName });
    return selections.map((parts) => `{ ${parts.join(' ')} }`);
  }

  #field(field: Field, { tie }: World): fc.Arbitrary<string> {
    const type = getNamedType(field.type);
    const below = isComposite(type) ? tie(type.name) : fc.constant('');
    const alias = fc.constantFrom('', '', '', 'a: ', 'b: ');
    const directive = fc.oneof(
      { weight: 400, arbitrary: fc.constant('') },
      { weight: 50, arbitrary: fc.constantFrom(' @include(if: true)', ' @skip(if: false)', ' @skip(if: true)') },
      { weight: 1, arbitrary: fc.constant(' @nonsense') },
    );
    return fc
      .tuple(alias, this.#literals.ofArguments(field.args), directive, below)
      .map(([name, values, after, selection]) => `${name}${field.name}${values}${after} ${selection}`);
  }
}

interface World {
  readonly schema: GraphQLSchema;
  readonly tie: (type: string) => fc.Arbitrary<string>;
}

function responseName(selection: string): string {
  return selection.split(/[^\w.]/, 1)[0] ?? selection;
}

function inFragment(type: GraphQLObjectType, { tie }: World): fc.Arbitrary<string> {
  return tie(type.name).map((selection) => `... on ${type.name} ${selection}`);
}

function isComposite(type: GraphQLNamedType): type is Composite {
  return !type.name.startsWith('__') && (isObjectType(type) || isInterfaceType(type) || isUnionType(type));
}
