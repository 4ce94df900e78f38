import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  buildSchema,
  execute,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLUnionType,
  isInterfaceType,
  parse,
  validate,
  type DocumentNode,
  type GraphQLError,
  type OperationDefinitionNode,
} from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { Random } from '../../../test/histories/random.ts';
import { planQuery } from './query-plan.ts';

const RUNS = Number(process.env.ACCORD_TEST_QUERY_RUNS ?? 200);

/** A schema with every kind of type and of nullability; values come from the root value, resolvers from the context. */
const schema = buildSchema(`
  scalar DateTime
  enum Colour { RED GREEN }
  interface Named { name: String! friend: Named }
  type Cat implements Named { name: String! friend: Named lives: Int! colour: Colour born: DateTime owner: Person! }
  type Dog implements Named { name: String! friend: Named tricks: [String!]! litter: [Dog]! }
  union Pet = Cat | Dog
  type Person { id: ID! name: String age: Int tall: Boolean height: Float pets: [Pet!] named: [Named]! best: Pet boss: Person staff(first: Int = 2, tag: String, only: [ID!]): [Person!]! echo(text: String!): String }
  type Query { person(id: ID): Person everyone: [Person!]! someone: Person! text: String must: String! }
  type Mutation { change(to: String, by: Int): Person other: String }
`);

const byTypename = (value: object): string | undefined => (value as { readonly kind?: string }).kind;

beforeAll(() => {
  const dateTime = schema.getType('DateTime');
  if (dateTime instanceof GraphQLScalarType) dateTime.serialize = GraphQLDateTime.serialize;
  for (const type of Object.values(schema.getTypeMap())) {
    if (isInterfaceType(type)) type.resolveType = byTypename;
    // As type-graphql has it.
    if (type instanceof GraphQLUnionType)
      type.resolveType = (value: object) =>
        (value as { readonly isSlow?: boolean }).isSlow === true
          ? Promise.resolve(byTypename(value))
          : byTypename(value);
    if (!(type instanceof GraphQLObjectType) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      if (type.name === 'Query' || type.name === 'Mutation')
        field.resolve = (_source, _args, context: Readonly<Record<string, unknown>>) => context[field.name];
      if (field.name === 'echo') field.resolve = (_source, { text }: { readonly text: string }) => `${text}!`;
      if (field.name === 'staff') {
        field.resolve = (source: { readonly staff: unknown }, args, _context, info) => {
          if (info.fieldName !== 'staff') throw new Error('The wrong field was told.');
          return JSON.stringify(args) === '{}' ? null : source.staff;
        };
      }
    }
  }
});

/** Becomes a promise when it is asked for: one that is made beforehand may reject before anybody listens. */
class Later {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}

/**
 * Values by chance, which may fail in each of the ways there are. Promises and failures at once never meet in one list of
 * several items: graphql-js leaves a promise behind there whose rejection nobody hears, which ends the process.
 */
class Values {
  readonly #random: Random;
  readonly #kind: 'AT_ONCE' | 'SHORT_LISTS' | 'LATE_FAILURES';

  constructor(seed: number) {
    this.#random = new Random(seed);
    this.#kind = this.#random.pick(['AT_ONCE', 'SHORT_LISTS', 'LATE_FAILURES']);
  }

  root(): Readonly<Record<string, unknown>> {
    return {
      person: this.#unreliable(() => this.#person(3)),
      everyone: this.#list(() => this.#person(2)),
      someone: this.#unreliable(() => this.#person(3)),
      text: this.#text(),
      must: this.#text(),
      change: this.#unreliable(() => this.#person(3)),
    };
  }

  #person(depth: number): unknown {
    const pet = (): unknown => this.#pet(depth - 1);
    return {
      id: this.#unreliable(() => this.#one(['a', 7, 'ž'])),
      name: this.#text(),
      age: this.#unreliable(() => this.#one([1, 2.5, -3])),
      tall: this.#unreliable(() => this.#one([true, false, 1])),
      height: this.#unreliable(() => this.#one([1.5, 2, '3'])),
      pets: this.#list(pet),
      named: this.#list(pet),
      best: this.#unreliable(pet),
      boss: depth === 0 ? null : this.#unreliable(() => this.#person(depth - 1)),
      staff: depth === 0 ? [] : this.#list(() => this.#person(depth - 1), 0),
    };
  }

  #pet(depth: number): unknown {
    const name = this.#text();
    const isSlow = this.#kind !== 'AT_ONCE';
    if (this.#random.chance(0.5)) {
      const litter = depth < 1 ? [] : this.#list(() => this.#pet(depth - 1));
      return {
        isSlow,
        kind: this.#one(['Dog', 'Dog', 'Dog', 'Whale']),
        name,
        tricks: this.#list(() => 'roll'),
        litter,
      };
    }
    return {
      isSlow,
      kind: 'Cat',
      name,
      friend: depth < 1 ? null : this.#unreliable(() => this.#pet(depth - 1)),
      lives: this.#unreliable(() => 9),
      colour: this.#unreliable(() => this.#one(['RED', 'GREEN', 'BLUE'])),
      born: this.#unreliable(() => new Date(this.#one([0, 1_700_000_000_123, Number.NaN]))),
      owner: depth < 1 ? { id: 'x' } : this.#unreliable(() => this.#person(depth - 1)),
    };
  }

  #text(): unknown {
    return this.#unreliable(() => this.#one(['plain', 'Kovač', '"\\', '\u0000\n', '😀', '\ud800', '']));
  }

  #list(item: () => unknown, methods = 0.05): unknown {
    const length = this.#random.integer(this.#kind === 'SHORT_LISTS' ? 2 : 4);
    // Methods are properties of objects and no items of lists.
    return this.#unreliable(() => Array.from({ length }, () => this.#unreliable(item, 0)), methods);
  }

  #unreliable(right: () => unknown, methods = 0.05): unknown {
    const chance = this.#random.next();
    const late = this.#kind !== 'AT_ONCE';
    if (chance < 0.05) {
      if (this.#kind === 'LATE_FAILURES') return new Later(new Error('late'));
      return this.#random.pick<unknown>([null, '', new Error('broken'), { an: 'object' }, Number.NaN, 7]);
    }
    const value = right();
    if (chance < 0.2) return late ? new Later(value) : value;
    return chance < 0.2 + methods ? () => value : value;
  }

  /** One of these, of which only the first is right for certain. */
  #one<T>(values: readonly T[]): T {
    return this.#kind === 'LATE_FAILURES' ? (values[0] as T) : this.#random.pick(values);
  }
}

/** A copy whose later values are promises. */
function fresh(value: unknown): unknown {
  if (value instanceof Later) {
    return value.value instanceof Error ? Promise.reject(value.value) : Promise.resolve(fresh(value.value));
  }
  if (typeof value === 'function') return () => fresh((value as () => unknown)());
  if (Array.isArray(value)) return value.map(fresh);
  if (typeof value !== 'object' || value === null || value instanceof Error || value instanceof Date) return value;
  // Property by property and only when it is read, so that no promise rejects that nobody asked for.
  const copy = {};
  for (const [key, one] of Object.entries(value)) {
    Object.defineProperty(copy, key, { enumerable: true, get: () => fresh(one) });
  }
  return copy;
}

const documents = [
  '{ person { id name age tall height } text must }',
  '{ a: person { id b: id __typename } c: person { name } __typename }',
  'query($id: ID) { person(id: $id) { pets { __typename ... on Cat { lives colour born owner { id } } ... on Dog { tricks litter { name } } } } }',
  '{ someone { named { name friend { name friend { __typename } } ... on Dog { tricks } ...C } } } fragment C on Cat { colour born friend { ...C2 } } fragment C2 on Cat { lives }',
  '{ everyone { id staff { id name boss { id } } } }',
  '{ everyone { staff(first: 1) { id } some: staff(only: ["a"], tag: "x") { name } } text }',
  'query($first: Int, $tag: String = "t", $text: String!, $id: ID!) { everyone { staff(first: $first, tag: $tag, only: [$id]) { id } echo(text: $text) } }',
  'query($yes: Boolean!, $no: Boolean = false) { text @include(if: $yes) must @skip(if: $no) person { id @include(if: true) name @skip(if: $yes) ... @include(if: $no) { age } } }',
  '{ person { name boss { name } } person { boss { id age } name } }',
  'mutation($tag: String, $first: Int) { done: change(to: $tag, by: $first) { id name boss { age } pets { __typename } } }',
  'mutation($no: Boolean = false) { change(by: 1) @skip(if: $no) { ...P } } fragment P on Person { id staff { name } }',
  '{ person { best { ... on Named { name } } boss { best { ... on Cat { owner { name pets { __typename } } } } } } someone { id } must }',
];

const variables = fc.record({
  id: fc.oneof(fc.string(), fc.nat()),
  first: fc.option(fc.nat(), { nil: undefined }),
  tag: fc.oneof(fc.constantFrom(null, undefined), fc.string()),
  text: fc.string(),
  yes: fc.boolean(),
  no: fc.constantFrom(true, false, undefined),
});

function operationOf(document: DocumentNode): OperationDefinitionNode {
  return document.definitions[0] as OperationDefinitionNode;
}

/** Both ways of executing, over values of their own that are equal. */
async function both(document: DocumentNode, values: object, variableValues: Readonly<Record<string, unknown>>) {
  const plan = planQuery(schema, document, operationOf(document));
  const planned = await plan?.execute(variableValues, fresh(values));
  const expected = await execute({ schema, document, variableValues, contextValue: fresh(values) });
  return { planned, expected };
}

/**
 * What is compared of errors, by their places: in which order things fail that happen at the same time is nobody's promise,
 * nor how many of them are told inside of what has become null as a whole; one is, at least. Messages that are about the
 * server's own defects, which nobody gets to see, are worded in other ways.
 */
function shown(errors: readonly GraphQLError[] = [], data: unknown) {
  const ownDefect = /of none of its types|Abstract type|serialize/;
  const places = errors.map(({ message, path, locations }) => ({
    message: ownDefect.test(message) ? 'a defect' : message,
    path: path?.join('.'),
    isInside: path !== undefined && isInsideNull(data, path),
    locations,
  }));
  return {
    own: places
      .filter(({ isInside }) => !isInside)
      .sort((left, right) => String(left.path).localeCompare(String(right.path))),
    hasInside: places.some(({ isInside }) => isInside),
  };
}

function isInsideNull(data: unknown, path: readonly (string | number)[]): boolean {
  let value = data;
  for (const key of path) {
    if (value === null || value === undefined) return true;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return false;
}

describe('a planned query', () => {
  it('says what graphql-js says, character for character, whatever fails below it', async () => {
    let failed = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...documents), fc.nat(), variables, async (source, seed, given) => {
        const { planned, expected } = await both(parse(source), new Values(seed).root(), given);
        if (!planned) {
          expect(expected.data).toBeUndefined();
          return;
        }
        failed += planned.errors.length;
        expect(planned.data).toBe(JSON.stringify(expected.data));
        expect(shown(planned.errors, expected.data)).toEqual(shown(expected.errors, expected.data));
      }),
      { numRuns: RUNS },
    );
    expect(failed).toBeGreaterThan(RUNS / 10);
  });

  it('is made of documents that are valid', () => {
    expect(documents.flatMap((source) => validate(schema, parse(source)))).toEqual([]);
  });

  it('refuses variables that are not what the document declares, and executes nothing', () => {
    const document = parse('query($yes: Boolean!) { text @include(if: $yes) }');
    const plan = planQuery(schema, document, operationOf(document));
    let reads = 0;
    const context = {
      get text() {
        reads += 1;
        return 'x';
      },
    };
    expect(plan?.execute({ yes: 'maybe' }, context)).toBeNull();
    expect(reads).toBe(0);
  });

  it.each([
    ['a mutation of two fields', 'mutation { change { id } other }'],
    ['a mutation by a fragment', 'mutation { ...M } fragment M on Mutation { change { id } other }'],
    ['a mutation with a text of its own', 'mutation { change(to: "a secret") { id } }'],
    ['introspection', '{ text __schema { description } }'],
    ['introspection of a type', '{ __type(name: "Query") { name } }'],
    ['a directive of another kind', 'query @live { text }'],
    [
      'more conditions than four',
      `query(${'abcde'.replace(/./g, '$$$&: Boolean! ')}) { ${'abcde'.replace(/./g, '$&: text @skip(if: $$$&) ')} }`,
    ],
  ])('leaves %s to graphql-js', (_what, source) => {
    const document = parse(source);
    expect(planQuery(schema, document, operationOf(document))).toBeNull();
  });
});
