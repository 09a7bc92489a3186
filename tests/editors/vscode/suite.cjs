// Runs inside the extension host, like an extension.

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

/** Retries until `body` does not throw. */
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
  let editor = await vscode.window.showTextDocument(document);
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

  /** Errors and warnings: code, severity, position (from 1) and underlined text. */
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

  const nameOf = (uri) => uri.path.replace(/.*\//, '');
  const set = (key, value) =>
    vscode.workspace.getConfiguration('ascribe').update(key, value, vscode.ConfigurationTarget.Global);
  const hover = async (position) => {
    const hovers = await run('vscode.executeHoverProvider', uri, position);
    return hovers.flatMap(({ contents }) => contents).map((content) => content.value ?? content).join('\n');
  };
  const definition = async (position) => {
    const [found] = await run('vscode.executeDefinitionProvider', uri, position);
    const target = found.targetUri ?? found.uri;
    const range = found.targetSelectionRange ?? found.targetRange ?? found.range;
    const lines = readFileSync(target.fsPath, 'utf8').split('\n');
    return [nameOf(target), /[\w-]+/.exec(lines[range.start.line])[0]];
  };

  await test('the extension is active on an Ascribe document', async () => {
    assert.equal(document.languageId, 'ascribe');
    await extension.activate();
  });
  await test('the server in the package is used, not the one on PATH', async () => {
    const packed = join(extension.extensionPath, 'server', 'ascribe');
    await eventually(() => {
      const started = execFileSync('pgrep', ['-a', '-P', process.pid, '-f', 'ascribe lsp'], { encoding: 'utf8' });
      assert.ok(started.includes(`${packed} lsp`), started);
    });
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
  await test('references of an actor, in documents that are closed too', async () => {
    const found = await run('vscode.executeReferenceProvider', uri, at('lind} Lind'));
    const counts = {};
    for (const { uri } of found) counts[nameOf(uri)] = (counts[nameOf(uri)] ?? 0) + 1;
    assert.deepEqual(counts, { 'article.ascribe': 4, 'cast.ascribe': 1, 'winter.ascribe': 3 });
  });
  await test('the symbols of the workspace', async () => {
    const found = await run('vscode.executeWorkspaceSymbolProvider', 'hboe');
    assert.deepEqual(found.map(({ name, location }) => [name, nameOf(location.uri)]), [
      ['Harbour Board of Eastmere @harbour-board', 'cast.ascribe'],
    ]);
  });
  await test('lenses count what is said elsewhere', async () => {
    const lenses = await run('vscode.executeCodeLensProvider', uri, 99);
    const denied = lenses.find(({ command }) => command?.title === 'denied by 1');
    assert.ok(denied, JSON.stringify(lenses));
    assert.equal(denied.range.start.line, at('Repairs').line);
    assert.equal(denied.command.command, 'ascribe.showReferences');
  });
  await test('an actor is coloured as one, also in plain words', async () => {
    const { tokenTypes } = await run('vscode.provideDocumentSemanticTokensLegend', uri);
    const { data } = await run('vscode.provideDocumentSemanticTokens', uri);
    const type = new Map();
    for (let i = 0, line = 0, character = 0; i < data.length; i += 5) {
      character = data[i] ? data[i + 1] : character + data[i + 1];
      line += data[i];
      type.set(document.offsetAt(new vscode.Position(line, character)), tokenTypes[data[i + 3]]);
    }
    assert.equal(type.get(document.offsetAt(at('@lind} Lind'))), 'actor');
    assert.equal(type.get(document.offsetAt(at('Maren Lind told'))), 'actor');
    assert.equal(type.get(document.offsetAt(at('#cost'))), 'label');
  });
  await test('a hint names the likely speaker, until the setting is off', async () => {
    const hints = async () => {
      const whole = new vscode.Range(0, 0, document.lineCount, 0);
      const found = await run('vscode.executeInlayHintProvider', uri, whole);
      return found.map(({ label }) => (typeof label === 'string' ? label : label.map(({ value }) => value).join('')));
    };
    await eventually(async () => assert.deepEqual(await hints(), ['likely @oduya']));
    await set('inlayHints.speakers', false);
    await eventually(async () => assert.deepEqual(await hints(), []));
    await set('inlayHints.speakers', undefined);
  });
  await test('formatting puts braces and fields in order, and nothing else', async () => {
    const before = document.getText();
    const sorted = before.replace(/(  role: .*\n)(  aka: .*\n)/, '$2$1').replace(/(  kind: .*\n)(  date: .*\n)/, '$2$1');
    const untidy = before.replace('{claim #cost @lind}', '{ @lind   #cost claim }');
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    await editor.edit((edit) => edit.replace(whole, untidy));
    const changes = await run('vscode.executeFormatDocumentProvider', uri, { tabSize: 8, insertSpaces: false });
    const edit = new vscode.WorkspaceEdit();
    edit.set(uri, changes);
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(document.getText(), sorted);
    await editor.edit((edit) => edit.replace(whole, before));
  });
  await test('renaming an actor reaches closed documents, and back', async () => {
    const texts = async () => {
      const documents = await Promise.all(['article', 'cast', 'winter'].map((name) =>
        vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, `${name}.ascribe`))));
      return documents.map((document) => document.getText());
    };
    const rename = async (from, to) => {
      const edit = await run('vscode.executeDocumentRenameProvider', uri, at(`@${from}} Lind`).translate(0, 1), to);
      assert.ok(await vscode.workspace.applyEdit(edit));
    };
    const before = await texts();
    await rename('lind', 'chair');
    assert.deepEqual(await texts(), before.map((text) => text.replaceAll('@lind', '@chair')));
    await rename('chair', 'lind');
    assert.deepEqual(await texts(), before);
    await vscode.workspace.saveAll();
  });
  await test('the article without markup is shown, and nobody is asked to save it', async () => {
    await run('ascribe.showStripped');
    const shown = vscode.window.activeTextEditor.document;
    assert.match(shown.getText(), /^The ferry between[^]*“Nobody asked the crew about any of this,” Samuel/);
    assert.ok(!shown.isUntitled && !shown.isDirty);
    await run('workbench.action.closeActiveEditor');
    editor = await vscode.window.showTextDocument(document);
  });
  await test('what is wrong in ascribe.toml is shown there, it is completed, and it holds as it is typed', async () => {
    const config = vscode.Uri.joinPath(folder, 'ascribe.toml');
    await vscode.workspace.fs.writeFile(config, Buffer.from('[rules]\nunattributed-quote = "offf"\n'));
    const toml = await vscode.workspace.openTextDocument(config);
    const problems = () => vscode.languages.getDiagnostics(config).map(({ range }) => toml.getText(range));
    await vscode.window.showTextDocument(toml, { preview: false });
    await eventually(() => assert.deepEqual(problems(), ['"offf"']));
    const write = async (range, text) => {
      const edit = new vscode.WorkspaceEdit();
      edit.replace(config, range, text);
      assert.ok(await vscode.workspace.applyEdit(edit));
    };
    await write(new vscode.Range(1, 21, 1, 27), '"off"');
    await eventually(() => assert.deepEqual([problems(), findings()], [[], [actor]]));
    const words = async (line, character) => {
      const { items } = await run('vscode.executeCompletionItemProvider', config, new vscode.Position(line, character));
      return items.map(({ label }) => label.label ?? label).join(' ');
    };
    assert.match(await words(0, 1), /^rules limits house .*review/);
    assert.match(await words(1, 12), /unattributed-quote .*unmarked-claim/);
    assert.equal(await words(1, 22), 'error warning info hint off');
    const [{ contents: [about] }] = await run('vscode.executeHoverProvider', config, new vscode.Position(1, 5));
    assert.match(about.value, /without a speaker/);
    await write(new vscode.Range(0, 0, 2, 0), '');
    await toml.save();
    await run('workbench.action.closeActiveEditor');
    editor = await vscode.window.showTextDocument(document);
    await eventually(() => assert.deepEqual(findings(), [quote, actor]));
  });
  await test('problems are those of open documents, or of all where somebody wants them', async () => {
    const closed = vscode.Uri.joinPath(folder, 'closed.ascribe');
    await vscode.workspace.fs.writeFile(closed, Buffer.from('“There was no key at all,” he said.\n'));
    const codes = () => vscode.languages.getDiagnostics(closed).map(({ code }) => code.value ?? code);
    await set('problems.workspace', true);
    await eventually(() => assert.deepEqual(codes(), ['unattributed-quote']));
    await set('problems.workspace', undefined);
    await eventually(() => assert.deepEqual([codes(), findings()], [[], [quote, actor]]));
    await vscode.workspace.fs.delete(closed);
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
  await test('drafting, reviewing and going from draft to draft, each undone in one step', async () => {
    const plain = vscode.Uri.joinPath(folder, 'plain.ascribe');
    const text = [
      '“The crane is forty years old,” said Mayor Ada Berg. “It has to go.”',
      'Berg said the harbour would close in June.',
      'Karin Holm met Eva Strand on the quay.',
      '“I have nothing to add,” she said.',
    ].join('\n\n');
    await vscode.workspace.fs.writeFile(plain, Buffer.from(text));
    const drafted = await vscode.workspace.openTextDocument(plain);
    editor = await vscode.window.showTextDocument(drafted);
    const count = () => drafted.getText().match(/ draft\b|\{draft\b/g)?.length ?? 0;
    const before = () => drafted.lineAt(editor.selection.active.line).text.slice(0, editor.selection.active.character);
    const does = async (command, drafts) => {
      await run(`ascribe.${command}`);
      await eventually(() => assert.equal(count(), drafts, `${command}: ${drafted.getText()}`));
    };
    const undo = async (drafts) => {
      await run('undo');
      assert.equal(count(), drafts, drafted.getText());
    };
    select(new vscode.Position(0, 0));
    await eventually(() => does('draftParagraph', 2));
    await undo(0);
    assert.equal(drafted.getText(), text);
    await does('draftDocument', 4);
    await undo(0);
    assert.equal(drafted.getText(), text);
    await does('draftDocument', 4);
    select(new vscode.Position(0, 0));
    await run('ascribe.nextDraft');
    assert.match(before(), /years old,”\{$/);
    await run('ascribe.previousDraft');
    assert.match(before(), /nothing to add,”\{$/);
    await run('ascribe.nextDraft');
    await does('acceptDraft', 2);
    assert.match(before(), /in June\]\{$/);
    await undo(4);
    select(drafted.positionAt(drafted.getText().indexOf('harbour would')));
    await does('rejectDraft', 3);
    assert.match(before(), /nothing to add,”\{$/);
    await does('acceptAllDrafts', 0);
    await undo(3);
    const end = drafted.lineAt(drafted.lineCount - 1).range.end;
    await editor.edit((edit) => edit.insert(end, '\n\nIt was [a long winter]{claim draft confidence=0.62}.'));
    await does('acceptLikelyDrafts', 1);
    await run('workbench.action.revertAndCloseActiveEditor');
    await vscode.workspace.fs.delete(plain);
    editor = await vscode.window.showTextDocument(document);
  });
  await test('what a fix writes for a person to replace is selected', async () => {
    const note = vscode.Uri.joinPath(folder, 'note.ascribe');
    await vscode.workspace.fs.writeFile(note, Buffer.from('“There was no key to be found,” it was said.\n'));
    const noted = await vscode.workspace.openTextDocument(note);
    const shown = await vscode.window.showTextDocument(noted);
    const range = new vscode.Range(0, 2, 0, 2);
    const action = await eventually(async () => {
      const actions = await run('vscode.executeCodeActionProvider', note, range, 'quickfix', 9);
      const action = actions.find(({ title }) => /^Declare the actor `@speaker`/.test(title));
      assert.ok(action?.command, JSON.stringify(actions.map(({ title }) => title)));
      return action;
    });
    assert.ok(await vscode.workspace.applyEdit(action.edit));
    await run(action.command.command, ...action.command.arguments);
    await eventually(() => assert.equal(noted.getText(shown.selection), 'Name of the speaker'));
    await run('type', { text: 'Ada Berg' });
    assert.match(noted.getText(), /@speaker: Ada Berg/);
    await run('workbench.action.revertAndCloseActiveEditor');
    await vscode.workspace.fs.delete(note);
    editor = await vscode.window.showTextDocument(document);
  });
  await test('an assistant asks for findings, a record and drafts, and changes nothing', async () => {
    const before = document.getText();
    const answer = async (name, input) => {
      const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
      return JSON.parse(content[0].value);
    };
    const checked = await answer('ascribe_check', { document: 'winter.ascribe' });
    assert.equal(checked.checked, 1);
    const record = await answer('ascribe_actor_record', { id: 'lind' });
    assert.ok(record.statements.some(({ text }) => text.startsWith('Repairs')), JSON.stringify(record));
    const drafts = await answer('ascribe_draft', {});
    assert.ok(Array.isArray(drafts), JSON.stringify(drafts));
    assert.equal(document.getText(), before);
  });
  await test('declarations fold by default, hints are whole, and ids are one word', () => {
    const value = (key) => vscode.workspace.getConfiguration(undefined, { uri, languageId: 'ascribe' }).get(key);
    assert.equal(value('editor.foldingImportsByDefault'), true);
    assert.equal(value('editor.inlayHints.maximumLength'), 0);
    assert.equal(value('editor.formatOnType'), true);
    assert.ok(!/[-.]/.test(value('editor.wordSeparators')));
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
