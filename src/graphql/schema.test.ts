import { describe, expect, it } from '@jest/globals';
import { isEnumType, isInputObjectType, isInterfaceType, isIntrospectionType, isObjectType } from 'graphql';
import { providers } from '../providers/registry.ts';
import { subgraphSdl } from './federation/subgraph-sdl.ts';
import { createSchema } from './schema.ts';

const schema = createSchema(providers);
const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type));

interface Described {
  readonly description?: string | null | undefined;
}

/** Everything in the schema that can have a description, by its coordinate. */
function* coordinates(): Generator<readonly [coordinate: string, Described]> {
  for (const type of types) {
    yield [type.name, type];
    if (isEnumType(type)) for (const value of type.getValues()) yield [`${type.name}.${value.name}`, value];
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) yield [`${type.name}.${field.name}`, field];
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      yield [`${type.name}.${field.name}`, field];
      for (const argument of field.args) yield [`${type.name}.${field.name}(${argument.name}:)`, argument];
    }
  }
}

describe('the schema', () => {
  it('SCHEMA-DESCRIBED says of everything what it is', () => {
    const all = [...coordinates()];
    expect(all.length).toBeGreaterThan(300);
    expect(all.filter(([, { description }]) => !description?.trim()).map(([coordinate]) => coordinate)).toEqual([]);
  });

  it('SCHEMA-KEYS has an account for its one entity, and shares what other subgraphs would define too', () => {
    const sdl = subgraphSdl(schema);
    const applied = [...sdl.matchAll(/^type (\w+).* (@\w+.*) \{$/gm)].map(
      ([, type, directive]) => `${type} ${directive}`,
    );
    expect(applied).toEqual([
      'Account @key(fields: "id")',
      'AccountRole @shareable',
      'PageInfo @shareable',
      'PhoneNumber @shareable',
      'PostalAddress @shareable',
    ]);
  });

  it('SCHEMA-DIRECTIVES applies directives to object types only, which are all that the SDL prints', () => {
    const fields = types.flatMap((type) => (isObjectType(type) ? Object.values(type.getFields()) : []));
    expect(fields.filter((field) => (field.astNode?.directives ?? []).length > 0)).toEqual([]);
  });
});
