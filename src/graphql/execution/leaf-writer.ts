import {
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLError,
  GraphQLID,
  GraphQLString,
  type GraphQLLeafType,
  type GraphQLScalarType,
} from 'graphql';
import { dateText } from './date-text.ts';
import { quoted, type JsonText } from './json-text.ts';

/** Writes a value that is neither null nor an error. Throws what the type's `serialize` throws. */
export type LeafWriter = (value: unknown) => JsonText;

/** How values of a scalar or an enum are written: what `serialize` answers, as JSON. */
export function leafWriter(type: GraphQLLeafType): LeafWriter {
  if (type instanceof GraphQLEnumType) return enumWriter(type);
  const any = scalarWriter(type);
  // The usual values of the usual scalars are what they are serialized to.
  if (type === GraphQLString || type === GraphQLID) {
    return (value) => (typeof value === 'string' ? quoted(value) : any(value));
  }
  if (type === GraphQLBoolean) return (value) => (value === true ? 'true' : value === false ? 'false' : any(value));
  return any;
}

function scalarWriter(type: GraphQLScalarType): LeafWriter {
  return (value) => {
    const serialized = type.serialize(value);
    if (serialized === null || serialized === undefined) {
      throw new GraphQLError(`A value of ${type.name} was serialized to nothing.`);
    }
    return serialized instanceof Date && !Number.isNaN(serialized.getTime())
      ? dateText(serialized)
      : JSON.stringify(serialized);
  };
}

function enumWriter(type: GraphQLEnumType): LeafWriter {
  const texts = new Map<unknown, JsonText>(type.getValues().map(({ name, value }) => [value, quoted(name)]));
  return (value) => texts.get(value) ?? quoted(String(type.serialize(value)));
}
