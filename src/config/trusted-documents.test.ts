import { describe, expect, it } from '@jest/globals';
import { canary, loadText, oneSource, problemsOf } from '../../test/support/config/load-text.ts';

const top = 'access: { mode: open, documents: ./persisted.json }';
const load = (text: string) => loadText(oneSource({ top }), { files: { '/etc/accord/persisted.json': text } });
const problems = (text: string) => problemsOf(oneSource({ top }), { files: { '/etc/accord/persisted.json': text } });

const manifest = {
  format: 'apollo-persisted-query-manifest',
  version: 1,
  operations: [{ id: 'one', name: 'A', type: 'query', body: '{ a }' }],
};

describe('access.documents', () => {
  it('are all documents where it is left out or empty', async () => {
    expect((await loadText(oneSource())).access.documents).toBeUndefined();
    expect(
      (await loadText(oneSource({ top: 'access: { mode: open, documents: "${NO:-}" }' }))).access,
    ).not.toHaveProperty('documents');
  });

  it.each([
    ['a manifest', JSON.stringify(manifest)],
    ['a map', JSON.stringify({ one: '{ a }' })],
  ])('are read from %s beside the configuration, by id and by hash', async (_name, text) => {
    const documents = (await load(text)).access.documents ?? new Map<string, string>();
    expect([...documents.values()]).toEqual(['{ a }', '{ a }']);
    expect([...documents.keys()]).toEqual(['one', expect.stringMatching(/^[0-9a-f]{64}$/)]);
  });

  const form = 'access.documents: must be a file with a persisted query manifest, or with a JSON object of texts by id';
  it.each([
    canary,
    '',
    '[]',
    '{}',
    JSON.stringify({ one: 5 }),
    JSON.stringify({ one: '' }),
    JSON.stringify({ ...manifest, version: 2 }),
    JSON.stringify({ ...manifest, operations: [] }),
  ])('are refused where the file holds %j', async (text) => {
    expect(await problems(text)).toEqual([form]);
  });

  it('are refused once, beside everything else, where the file does not exist or is no name', async () => {
    expect(await problemsOf(oneSource({ top: `${top}\nserver: { port: x }` }))).toEqual([
      'access.documents: names a file that does not exist',
      'server.port: must be a whole number from 0 to 65535',
    ]);
    expect(await problemsOf(oneSource({ top: 'access: { mode: open, documents: 5 }' }))).toHaveLength(1);
  });
});
