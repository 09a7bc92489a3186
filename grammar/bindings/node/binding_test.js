import assert from 'node:assert';
import { test } from 'node:test';
import language from './index.js';

// The runtime is an optional peer: without it, the tests that parse are skipped.
const Parser = await import('tree-sitter').then(module => module.default, () => undefined);
const skip = Parser === undefined && 'the package `tree-sitter` is not installed';

const queries = ['HIGHLIGHTS_QUERY', 'LOCALS_QUERY', 'TAGS_QUERY', 'FOLDS_QUERY', 'TEXTOBJECTS_QUERY'];

function parse(text) {
  const parser = new Parser();
  parser.setLanguage(language);
  return parser.parse(text);
}

test('the addon loads', () => {
  assert.strictEqual(language.name, 'ascribe');
  assert.strictEqual(typeof language.language, 'object');
  assert(language.nodeTypeInfo.some(({ type }) => type === 'quotation'));
});

test('the queries are there', () => {
  for (const name of queries) assert(language[name].includes('@'), name);
});

test('a document is parsed', { skip }, () => {
  const tree = parse('@moe: Ida Moe\n\n"No,"{@moe} she said.\n');
  assert.deepStrictEqual(
    tree.rootNode.namedChildren.map(node => node.type),
    ['actor_declaration', 'paragraph'],
  );
  assert(!tree.rootNode.hasError);
});

test('the queries fit the grammar', { skip }, () => {
  for (const name of queries) assert.doesNotThrow(() => new Parser.Query(language, language[name]), name);
});
