import fc from 'fast-check';
import {
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
} from 'graphql';
import { fuzzedIds } from './fuzzed-ids.ts';

/** Values of arguments as GraphQL text: mostly of the right type, with ids that exist and ids that nobody should write. */
export class InputLiterals {
  readonly #id: fc.Arbitrary<string>;

  constructor(ids: readonly string[]) {
    this.#id = fc.oneof(fc.constantFrom(...ids), fuzzedIds).map((id) => JSON.stringify(id));
  }

  /** With its parentheses; empty where there are no arguments. */
  ofArguments(args: readonly GraphQLArgument[]): fc.Arbitrary<string> {
    if (args.length === 0) return fc.constant('');
    return this.#named(args).map((values) => (values === '' ? '' : `(${values})`));
  }

  /** `a: 1, b: "x"`, of which what is required is rarely left out. */
  #named(fields: readonly (GraphQLArgument | GraphQLInputField)[]): fc.Arbitrary<string> {
    const pairs = fields.map((field) => {
      const pair = this.#literal(field.type).map((value) => `${field.name}: ${value}`);
      return fc.option(pair, { nil: '', freq: isRequiredInputField(field) ? 50 : 1 });
    });
    return fc.tuple(...pairs).map((values) => values.filter((value) => value !== '').join(', '));
  }

  #literal(type: GraphQLInputType): fc.Arbitrary<string> {
    const wrong = fc.constantFrom('null', '1', '"x"', '[]', '{}', 'X', '$v', '{ a: { b: [1] } }');
    return fc.oneof({ weight: 60, arbitrary: this.#right(type) }, { weight: 1, arbitrary: wrong });
  }

  #right(type: GraphQLInputType): fc.Arbitrary<string> {
    if (isNonNullType(type)) return this.#right(type.ofType);
    if (isListType(type)) {
      return fc.array(this.#literal(type.ofType), { maxLength: 4 }).map((items) => `[${items.join(', ')}]`);
    }
    if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ name }) => name));
    if (isInputObjectType(type)) return this.#named(Object.values(type.getFields())).map((pairs) => `{ ${pairs} }`);
    switch (type.name) {
      case 'ID':
        return this.#id;
      case '_Any':
        return this.#id.map((id) => `{ __typename: "Account", id: ${id} }`);
      case 'Int':
        return fc.oneof(fc.integer({ min: -1, max: 30 }), fc.integer()).map(String);
      case 'Float':
        return fc.double({ noNaN: true, noDefaultInfinity: true }).map(String);
      case 'Boolean':
        return fc.constantFrom('true', 'false');
      default:
        return fc
          .oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.constantFrom('x', '', ' ', 'a@b.example'))
          .map((text) => JSON.stringify(text));
    }
  }
}
