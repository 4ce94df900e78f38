import { describe, expect, it } from '@jest/globals';
import { writerOfObject, type ObjectField, type Property } from './object-code.ts';
import { QueryRun } from './query-run.ts';

const run = new QueryRun(null, {});

function property(name: string, kind: Property['kind'] = 'TEXT', key = name): ObjectField {
  const writeValue = (value: unknown): string => `<${String(value)}>`;
  return {
    key,
    write: (source) => writeValue((source as Readonly<Record<string, unknown>>)[name]),
    property: { name, kind, isNullable: true, writeValue },
  };
}

const written = (fields: readonly ObjectField[], source: unknown) => writerOfObject(fields)(source, run, undefined);

describe('the writer of an object', () => {
  it('writes texts, truth values and nulls itself, and leaves everything else to the property', () => {
    const fields = [property('a'), property('b', 'TRUTH'), property('c', 'TRUTH'), property('d', 'OTHER', 'other')];
    expect(written(fields, { a: 'x"y', b: true, c: false, d: 'z' })).toBe(
      '{"a":"x\\"y","b":true,"c":false,"other":<z>}',
    );
    expect(written(fields, { a: null, b: null, c: 1, d: null })).toBe('{"a":null,"b":null,"c":<1>,"other":null}');
    expect(written(fields, {})).toBe('{"a":<undefined>,"b":<undefined>,"c":<undefined>,"other":<undefined>}');
  });

  it('closes every text that it has opened, whatever follows', () => {
    const fields = [property('a'), property('b'), property('c', 'TRUTH'), property('d', 'OTHER'), property('e')];
    expect(written(fields, { a: 'x', b: '"', c: true, d: 1, e: 'y' })).toBe(
      '{"a":"x","b":"\\"","c":true,"d":<1>,"e":"y"}',
    );
    expect(written(fields, { a: '\n', b: 'x', c: null, d: 1, e: 2 })).toBe(
      '{"a":"\\n","b":"x","c":null,"d":<1>,"e":<2>}',
    );
    expect(written([property('a'), property('d', 'OTHER')], { a: 'x', d: 1 })).toBe('{"a":"x","d":<1>}');
  });

  it('reads each property once', () => {
    let reads = 0;
    const source = {
      get a() {
        reads += 1;
        return 5;
      },
    };
    expect(written([property('a')], source)).toBe('{"a":<5>}');
    expect(reads).toBe(1);
  });

  it('waits for what comes later, in the order of the fields', async () => {
    const late: ObjectField = { key: 'late', write: () => Promise.resolve('1'), property: null };
    expect(await written([property('a'), late, property('b')], { a: 'x', b: 'y' })).toBe('{"a":"x","late":1,"b":"y"}');
  });

  it('writes objects without fields, and sources that are none', () => {
    const constant: ObjectField = { key: 'k', write: () => '"T"', property: null };
    expect(written([], {})).toBe('{}');
    expect(written([constant], undefined)).toBe('{"k":"T"}');
  });

  it.each(['a b', 'a;throw 1', '', '1', "a'", 'a\\u0062', '__proto__.x'])('makes no code of %j', (name) => {
    expect(written([property(name, 'TEXT', 'k')], { [name]: 'x' })).toBe('{"k":<x>}');
  });

  it.each(["'", '\\', '\u2028', '${run}', '`', '"'])('takes %j in a key for a character', (character) => {
    const text = written([property('a', 'TRUTH', character)], { a: true }) as string;
    expect(JSON.parse(text)).toEqual({ [character]: true });
  });

  it('writes many fields, too', () => {
    const names = Array.from({ length: 500 }, (_, index) => `f${index}`);
    const source = Object.fromEntries(names.map((name) => [name, name]));
    expect(
      written(
        names.map((name) => property(name)),
        source,
      ),
    ).toBe(`{${names.map((name) => `"${name}":<${name}>`).join(',')}}`);
  });
});
