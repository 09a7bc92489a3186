// Runs inside the extension host, as an extension would.

const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const vscode = require('vscode');

const results = [];
const run = vscode.commands.executeCommand;
const folder = vscode.workspace.workspaceFolders[0].uri;
const uri = vscode.Uri.joinPath(folder, 'article.ascribe');

async function test(name, body) {
  try {
    await body();
    results.push({ name });
  } catch (error) {
    results.push({ name, error: error.stack ?? String(error) });
  }
}

/** Tries until it does not throw. */
async function eventually(body) {
  const end = Date.now() + 15_000;
  for (;;) {
    try {
      return await body();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

exports.run = async () => {
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document);
  const extension = vscode.extensions.getExtension('ascribe.ascribe');

  const at = (text, from = 0) => {
    const offset = document.getText().indexOf(text, from);
    assert.notEqual(offset, -1, `not in the article: ${text}`);
    return document.positionAt(offset);
  };
  const lineOf = (text) => document.lineAt(at(text).line).text;
  const select = (position) => {
    editor.selection = new vscode.Selection(position, position);
  };

  /** Errors and warnings: code, severity, place (from one) and the text that is underlined. */
  const findings = () => vscode.languages.getDiagnostics(uri)
    .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning)
    .sort((a, b) => a.range.start.compareTo(b.range.start))
    .map(({ code, severity, source, range }) => [
      code.value ?? code,
      source,
      vscode.DiagnosticSeverity[severity],
      range.start.line + 1,
      range.start.character + 1,
      document.getText(range),
    ]);
  const quote = ['unattributed-quote', 'ascribe', 'Warning', 22, 1, '“Nobody asked the crew about any of this,”'];
  const actor = ['undefined-actor', 'ascribe', 'Error', 24, 57, '@oduja'];

  const hover = async (position) => {
    const hovers = await run('vscode.executeHoverProvider', uri, position);
    return hovers.flatMap(({ contents }) => contents).map((content) => content.value ?? content).join('\n');
  };
  const definition = async (position) => {
    const [found] = await run('vscode.executeDefinitionProvider', uri, position);
    const target = found.targetUri ?? found.uri;
    const range = found.targetSelectionRange ?? found.targetRange ?? found.range;
    const lines = readFileSync(target.fsPath, 'utf8').split('\n');
    return [target.path.replace(/.*\//, ''), /[\w-]+/.exec(lines[range.start.line])[0]];
  };

  await test('the extension is active on an Ascribe document', async () => {
    assert.equal(document.languageId, 'ascribe');
    await extension.activate();
  });
  await test('a workspace cannot name the server', () => {
    assert.equal(vscode.workspace.getConfiguration('ascribe', uri).get('server.path'), '');
  });
  await test('the defaults suit prose', () => {
    const scope = { uri, languageId: 'ascribe' };
    const value = (key) => vscode.workspace.getConfiguration(undefined, scope).get(key);
    assert.equal(value('editor.wordWrap'), 'on');
    assert.equal(value('files.trimTrailingWhitespace'), false);
    assert.equal(value('files.insertFinalNewline'), false);
    assert.equal(value('editor.wordBasedSuggestions'), 'off');
    assert.equal(value('editor.quickSuggestions').other, 'off');
  });
  await test('the diagnostics and their places', () => eventually(() => {
    assert.deepEqual(findings(), [quote, actor]);
  }));
  await test('a hover tells who it is, on an @id and on a name', async () => {
    assert.match(await hover(at('lind} Lind')), /Maren Lind[^]*Chair of the Harbour Board/);
    assert.match(await hover(at('Samuel Oduya said')), /Samuel Oduya[^]*Captain of the ferry Petrel/);
  });
  await test('definitions, here and in cast.ascribe', async () => {
    assert.deepEqual(await definition(at('lind} Lind')), ['cast.ascribe', 'lind']);
    assert.deepEqual(await definition(at('Maren Lind told')), ['cast.ascribe', 'lind']);
    assert.deepEqual(await definition(at('Oduya has')), ['article.ascribe', 'oduya']);
  });
  await test('the document symbols', async () => {
    const names = (symbols) => symbols.flatMap(({ name, detail, children }) => [name, detail, ...names(children ?? [])]);
    const listed = names(await run('vscode.executeDocumentSymbolProvider', uri)).join(' ');
    for (const name of ['Oduya', 'council', 'cost']) assert.ok(listed.includes(name), listed);
  });
  await test('a code action attributes the quotation, and the diagnostics follow', async () => {
    const actions = await run('vscode.executeCodeActionProvider', uri, new vscode.Range(at('“'), at('“')), 'quickfix', 9);
    const action = actions.find(({ title }) => title.includes('oduya') || title.includes('Oduya'));
    assert.ok(action?.edit, JSON.stringify(actions.map(({ title }) => title)));
    assert.ok(await vscode.workspace.applyEdit(action.edit));
    assert.match(lineOf('Nobody asked'), /^“Nobody asked the crew about any of this,”\{@oduya\} Samuel/);
    await eventually(() => assert.deepEqual(findings(), [actor]));
  });
  await test('completion of an actor, from both files', async () => {
    const behind = at('}, by his own').translate(0, 1);
    select(behind);
    await editor.edit((edit) => edit.replace(new vscode.Range(at('@oduja'), at('}, by his own')), '@'));
    const position = at('@}, by').translate(0, 1);
    const list = await eventually(async () => {
      const list = await run('vscode.executeCompletionItemProvider', uri, position, '@');
      assert.ok(list.items.length);
      return list;
    });
    const labels = list.items.map(({ label }) => label.label ?? label).join(' ');
    for (const id of ['oduya', 'lind', 'harbour-board']) assert.ok(labels.includes(id), labels);
    await editor.edit((edit) => edit.insert(position, 'oduya'));
    await eventually(() => assert.deepEqual(findings(), []));
  });
  await test('marks are closed where that helps, and an apostrophe is not', async () => {
    const end = document.lineAt(document.lineCount - 1).range.end;
    select(end);
    for (const text of ['“', '«', '[', '{', "'"]) await run('type', { text });
    const typed = () => document.getText().slice(document.offsetAt(end));
    assert.equal(typed(), "“«[{'}]»”");
    await editor.edit((edit) => edit.delete(new vscode.Range(end, document.lineAt(end.line).range.end)));
  });
  await test('a line becomes a note and text again', async () => {
    const before = lineOf('The ferry between');
    select(at('The ferry between'));
    await run('editor.action.commentLine');
    assert.equal(lineOf('The ferry between'), `%% ${before}`);
    await run('editor.action.commentLine');
    assert.equal(lineOf('The ferry between'), before);
  });
  await test('saving adds no last newline', async () => {
    assert.ok(await document.save());
    const saved = readFileSync(uri.fsPath, 'utf8');
    assert.ok(saved.endsWith('\n[Eleven thousand people took the ferry last year]{claim @oduya}, by his own count. ' +
      'Oduya has steered it since 1998.'), saved.slice(-150));
  });
  await test('a restarted server knows the document', async () => {
    await run('ascribe.restartServer');
    await eventually(async () => assert.match(await hover(at('Samuel Oduya said')), /Captain/));
    await editor.edit((edit) => edit.delete(new vscode.Range(at('{@oduya} Samuel'), at(' Samuel Oduya said'))));
    await eventually(() => assert.deepEqual(findings(), [quote]));
  });

  await test('a server that dies is started again', async () => {
    const children = () => execFileSync('pgrep', ['-P', process.pid, '-f', 'ascribe lsp'], { encoding: 'utf8' }).trim();
    const before = children();
    process.kill(Number(before), 'SIGKILL');
    await eventually(async () => {
      assert.match(await hover(at('Samuel Oduya said')), /Captain/);
      assert.notEqual(children(), before);
    });
  });

  writeFileSync(join(process.env.SCRATCH, 'results.json'), JSON.stringify(results));
};
