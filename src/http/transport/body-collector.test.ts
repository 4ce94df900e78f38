import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BodyCollector } from './body-collector.ts';

function collect(...chunks: readonly Uint8Array[]): string | undefined {
  const body = new BodyCollector();
  for (const chunk of chunks) body.add(Buffer.from(chunk));
  return body.text();
}

describe('BodyCollector', () => {
  it('puts any text together again, wherever it was cut', () => {
    const chunkSizes = fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 20 });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', size: 'large', maxLength: 20_000 }), chunkSizes, (text, sizes) => {
        fc.pre(!text.startsWith('\ufeff'));
        let rest: Buffer = Buffer.from(text);
        const chunks = sizes.map((size) => {
          const chunk = rest.subarray(0, size);
          rest = rest.subarray(size);
          return chunk;
        });
        expect(collect(...chunks, rest)).toBe(text);
      }),
    );
  });

  it('leaves the chunks it was given as they were', () => {
    const body = new BodyCollector();
    const chunks = ['one', 'two', 'three'].map((text) => Buffer.from(text));
    for (const chunk of chunks) body.add(chunk);
    expect(body.text()).toBe('onetwothree');
    expect(chunks.map(String)).toStrictEqual(['one', 'two', 'three']);
  });

  it('takes no body at all for an empty one', () => {
    expect(collect()).toBe('');
    expect(collect(Buffer.alloc(0))).toBe('');
  });

  it('drops a byte order mark', () => {
    expect(collect(Buffer.from('\ufeff{}'))).toBe('{}');
  });

  it.each([[[0xff]], [[0xc3, 0x28]], [[0xed, 0xa0, 0x80]], [[0xc0, 0xaf]], [[0xe2, 0x82]]])(
    'has no text for the bytes %j',
    (bytes) => {
      expect(collect(Buffer.from(bytes))).toBeUndefined();
      expect(collect(Buffer.from('ok'), Buffer.from(bytes))).toBeUndefined();
    },
  );
});
