import {
  buildClientSchema,
  getIntrospectionQuery,
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type GraphQLInputObjectType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type IntrospectionQuery,
} from 'graphql';
import type { Client } from '../support/client.ts';

// Not data of the account itself: where it is, and what was done to it.
const NOT_SELECTED = ['source', 'operations'];

/** The schema as a running server tells it. */
export async function introspect(client: Client): Promise<GraphQLSchema> {
  const { data } = await client.query(getIntrospectionQuery());
  return buildClientSchema(data as unknown as IntrospectionQuery);
}

/** A selection of everything an account says, with the details of one provider. */
export function selectAccount(schema: GraphQLSchema, details: string): string {
  return selectAll(schema, objectType(schema, 'Account'), details);
}

/** The names of an object type's fields. */
export function fieldNames(schema: GraphQLSchema, type: string): readonly string[] {
  return Object.keys(objectType(schema, type).getFields());
}

/** The fields of a patch; those of an input object in it with a dot: `address.city`. A list counts as one field. */
export function patchFields(schema: GraphQLSchema, type: string): readonly string[] {
  const input = schema.getType(type);
  if (!isInputObjectType(input)) throw new TypeError(`${type} is no input type of the schema.`);
  return flatten(input);
}

function flatten(input: GraphQLInputObjectType): readonly string[] {
  return Object.values(input.getFields()).flatMap(({ name, type }) => {
    const plain = isNonNullType(type) ? type.ofType : type;
    if (isListType(plain) || !isInputObjectType(plain)) return [name];
    return flatten(plain).map((inner) => `${name}.${inner}`);
  });
}

function selectAll(schema: GraphQLSchema, type: GraphQLObjectType, details: string): string {
  const parts = Object.values(type.getFields())
    .filter(({ name }) => !NOT_SELECTED.includes(name))
    .map(({ name, type: fieldType }) => {
      const inner = getNamedType(fieldType);
      if (isUnionType(inner)) {
        return `${name} { __typename ... on ${details} ${selectAll(schema, objectType(schema, details), details)} }`;
      }
      return isObjectType(inner) ? `${name} ${selectAll(schema, inner, details)}` : name;
    });
  return `{ ${parts.join(' ')} }`;
}

function objectType(schema: GraphQLSchema, name: string): GraphQLObjectType {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new TypeError(`${name} is no object type of the schema.`);
  return type;
}
