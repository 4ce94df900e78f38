import { describe, expect, it } from '@jest/globals';
import { Kind, parse, type DocumentNode, type FieldNode, type FragmentDefinitionNode } from 'graphql';
import { wantedFields, type AccountPath } from './wanted-fields.ts';

/** What a resolver is told of the fields with that name at the root of a document. */
function infoOf(document: DocumentNode, root: string, variableValues: Record<string, unknown> = {}) {
  const fragments: Record<string, FragmentDefinitionNode> = {};
  const fieldNodes: FieldNode[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    for (const node of definition.selectionSet.selections) {
      if (node.kind === Kind.FIELD && node.name.value === root) fieldNodes.push(node);
    }
  }
  return { fieldNodes, fragments, variableValues };
}

function wanted(text: string, options: { root?: string; variables?: object; paths?: readonly AccountPath[] } = {}) {
  const { root = 'account', variables = {}, paths } = options;
  return [...wantedFields(infoOf(parse(text), root, { ...variables }), paths)].sort();
}

describe('wantedFields', () => {
  it.each([
    ['plain fields', '{ account { id email } }', ['email', 'id']],
    ['an alias under its own name', '{ account { mail: email } }', ['email']],
    ['no parts of a field', '{ account { phone { raw } address { city } } }', ['address', 'phone']],
    [
      'the details with what is in them',
      '{ account { details { ... on HuaweiCloudDetails { mobilePhone } } } }',
      ['details', 'mobilePhone'],
    ],
    [
      'nothing of another account below it',
      '{ account { operations { nodes { account { email } } } } }',
      ['operations'],
    ],
    ['an inline fragment', '{ account { ... { id } ... on Account { email } } }', ['email', 'id']],
    [
      'fragments in fragments',
      '{ account { ...A } } fragment A on Account { id ...B } fragment B on Node { email }',
      ['email', 'id'],
    ],
    ['both places of one field', '{ account { id } account { email } }', ['email', 'id']],
    ['nothing skipped', '{ account { id email @skip(if: true) phone @include(if: false) { raw } } }', ['id']],
    [
      'no skipped fragment',
      '{ account { id ...A @skip(if: true) ... @include(if: false) { phone { raw } } } } fragment A on Account { email }',
      ['id'],
    ],
    [
      'a fragment that is skipped in one place and taken in another',
      '{ account { ...A @skip(if: true) ...A } } fragment A on Account { email }',
      ['email'],
    ],
  ])('takes %s', (_what, text, names) => {
    expect(wanted(text)).toEqual(names);
  });

  it('follows the paths to the accounts of a connection, and nothing beside them', () => {
    const text =
      '{ accounts { problems { message } nodes { id } edges { cursor node { ...A } } } } fragment A on Account { email }';
    expect(wanted(text, { root: 'accounts', paths: [['nodes'], ['edges', 'node']] })).toEqual(['email', 'id']);
  });

  it('looks at variables again with each request', () => {
    const document = parse('query ($more: Boolean!) { account { id email @include(if: $more) } }');
    const names = (more: boolean) => [...wantedFields(infoOf(document, 'account', { more }))];
    expect([names(true), names(false), names(true)]).toEqual([['id', 'email'], ['id'], ['id', 'email']]);
  });

  it('looks at a selection without variables once for all requests', () => {
    const info = infoOf(parse('{ account { id email } }'), 'account');
    expect(wantedFields(info)).toBe(wantedFields({ ...info }));
  });

  it('takes time by the text of the document, not by what its fragments unfold to', () => {
    const doubling = Array.from({ length: 60 }, (_, i) => `fragment F${i} on Account { ...F${i + 1} ...F${i + 1} }`);
    const text = `{ account { ...F0 } } ${doubling.join(' ')} fragment F60 on Account { email }`;
    expect(wanted(text)).toEqual(['email']);
  });
});
