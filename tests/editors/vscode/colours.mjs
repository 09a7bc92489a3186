// The TextMate grammar, tokenised by VS Code's own engine.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { CODE, SCRATCH } = process.env;
const require = createRequire(join(CODE, 'index.js'));
const textmate = require('vscode-textmate');
const oniguruma = require('vscode-oniguruma');

const GRAMMAR = join(SCRATCH, 'vsix', 'extension', 'syntaxes', 'ascribe.tmLanguage.json');

async function load() {
  const wasm = readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(readFileSync(GRAMMAR, 'utf8'), GRAMMAR),
  });
  return registry.loadGrammar('text.ascribe');
}

/** Tokens with a colour: `text scope`, with the innermost scope. */
function tokens(grammar, text) {
  let state = null;
  return text.split('\n').flatMap((line) => {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    return result.tokens
      .map(({ startIndex, endIndex, scopes }) => [line.slice(startIndex, endIndex), scopes.at(-1).replace(/\.ascribe$/, '')])
      .filter(([token, scope]) => token.trim() && !/^(text|meta|punctuation)\b/.test(scope))
      .map((token) => token.join('  '));
  });
}

const CASES = {
  'front matter, declarations and their fields': [
    '---\ntitle: A: b\nsource: ^s\n---\n\n@a.b: Ann B\n  role: Chair\n  affiliation: @c\n^s: Talk\n\nText: none',
    [
      'title  support.type.property-name', 'A: b  string.unquoted',
      'source  support.type.property-name', 's  entity.name.namespace.source',
      'a.b  entity.name.type.actor', 'Ann B  entity.name.section',
      'role  support.type.property-name', 'Chair  string.unquoted',
      'affiliation  support.type.property-name', 'c  entity.name.type.actor',
      's  entity.name.namespace.source', 'Talk  entity.name.section',
    ],
  ],
  'what an annotation holds': [
    'A [b]{claim #l @a ^s denies=#x,f/g#y verdict=false note="p \\"q\\"" draft}.',
    [
      'claim  keyword.other.kind', 'l  entity.name.label', 'a  entity.name.type.actor', 's  entity.name.namespace.source',
      'denies  entity.other.attribute-name', '=  keyword.operator.assignment', 'x  entity.name.label',
      'f/g  string.unquoted.path', 'y  entity.name.label',
      'verdict  entity.other.attribute-name', '=  keyword.operator.assignment', 'false  string.unquoted',
      'note  entity.other.attribute-name', '=  keyword.operator.assignment', 'p \\"q\\"  string.quoted.double',
      'draft  storage.modifier.draft',
    ],
  ],
  'quotations of every kind': [
    `"a''{@p} “b” „c“ «d»{@q} \`\`e'' ‘f’s’{@r} ‘g’ 6'2" tall`,
    [
      'a  string.quoted.double', 'p  entity.name.type.actor', 'b  string.quoted.double', 'c  string.quoted.double',
      'd  string.quoted.other', 'q  entity.name.type.actor', 'e  string.quoted.double',
      'f’s  string.quoted.single', 'r  entity.name.type.actor',
    ],
  ],
  'a quotation goes over a line end, but not over a paragraph': [
    '"a\nb\n\nc\n"d "e" f',
    ['a  string.quoted.double', 'b  string.quoted.double', 'd   string.quoted.double', 'e  string.quoted.double'],
  ],
  'notes': [
    '%% allow: loaded-verb - why\nA\n%% b',
    ['allow  keyword.other.allow', 'loaded-verb  constant.other.rule', ' - why  comment.line', ' b  comment.line'],
  ],
  'plain text has no colour': [
    'A [sic] {b} @c #d ^e $f *g* it’s 5%% \\{ “h”\\{i}\n@c: said',
    ['\\{  constant.character.escape', 'h  string.quoted.double', '\\{  constant.character.escape'],
  ],
};

export async function colours(test) {
  const grammar = await load();
  for (const [name, [text, expected]] of Object.entries(CASES)) {
    await test(`colours: ${name}`, () => assert.deepEqual(tokens(grammar, text), expected));
  }
  await test('colours: brackets without end take no time', () => {
    const start = Date.now();
    for (const text of ['[', '[a ', '" "a ', '‘a', '``', '[a] ']) tokens(grammar, text.repeat(3000));
    assert.ok(Date.now() - start < 5000);
  });
}
