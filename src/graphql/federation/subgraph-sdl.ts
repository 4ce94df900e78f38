import {
  GraphQLObjectType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  lexicographicSortSchema,
  print,
  printType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';

// The oldest version with all that is used: any gateway of Federation 2 can read it.
const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.0", import: ["@key", "@shareable"])';
const FEDERATION_TYPES = new Set(['_Any', '_Entity', '_Service']);
const FEDERATION_FIELDS = new Set(['_entities', '_service']);

const printed = new WeakMap<GraphQLSchema, string>();

/**
 * The schema as a subgraph publishes it: sorted, with its federation directives and the link to their definitions,
 * without what the specification adds to every subgraph. Printed once for each schema, and only where it is asked for.
 */
export function subgraphSdl(schema: GraphQLSchema): string {
  let sdl = printed.get(schema);
  if (sdl === undefined) {
    sdl = printSdl(schema);
    printed.set(schema, sdl);
  }
  return sdl;
}

function printSdl(schema: GraphQLSchema): string {
  const types = Object.values(lexicographicSortSchema(schema).getTypeMap()).filter(isOwnType);
  return `${[LINK, ...types.map((type) => (isObjectType(type) ? printObject(type) : printType(type)))].join('\n\n')}\n`;
}

function isOwnType(type: GraphQLNamedType): boolean {
  return !isIntrospectionType(type) && !isSpecifiedScalarType(type) && !FEDERATION_TYPES.has(type.name);
}

/** An object type with the directives that it was declared with, which graphql-js does not print. */
function printObject(type: GraphQLObjectType): string {
  const config = type.toConfig();
  const fields = Object.entries(config.fields).filter(([name]) => !FEDERATION_FIELDS.has(name));
  const text = printType(new GraphQLObjectType({ ...config, fields: Object.fromEntries(fields) }));
  const directives = (type.astNode?.directives ?? []).map((directive) => ` ${print(directive)}`).join('');
  return text.replace(/^(type .*) \{$/m, (_line, head: string) => `${head}${directives} {`);
}
