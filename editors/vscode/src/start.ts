// The way in: a new document from the clipboard or a text file, and its drafts.

import * as vscode from 'vscode';
import { act, goTo, inTurn, say } from './actions';
import { type Ascribe, activeEditor } from './ascribe';
import { goToDraft } from './review';
import { whatNext } from './next';

export function registerStart(ascribe: Ascribe): vscode.Disposable[] {
  const on = (command: string, run: () => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(command, run);
  return [
    on('ascribe.newFromClipboard', () => fromClipboard(ascribe)),
    on('ascribe.newFromFile', () => fromFile(ascribe)),
    inTurn('ascribe.draftDocument', () => draft(ascribe, 'source.draft.ascribe')),
    inTurn('ascribe.draftParagraph', () => draft(ascribe, 'refactor.rewrite.draft')),
  ];
}

async function fromClipboard(ascribe: Ascribe): Promise<void> {
  const text = await vscode.env.clipboard.readText();
  if (!text.trim()) {
    void vscode.window.showWarningMessage('The clipboard has no text. Copy an article first.');
    return;
  }
  await open(ascribe, text);
}

async function fromFile(ascribe: Ascribe): Promise<void> {
  const [file] = (await vscode.window.showOpenDialog({
    title: 'Article as plain text',
    openLabel: 'New Document',
    filters: { 'Text files': ['txt', 'text', 'md'], 'All files': ['*'] },
  })) ?? [];
  if (!file) return;
  try {
    const { path } = file;
    const named = /\.[^./]+$/.test(path) ? path.replace(/\.[^./]+$/, '.ascribe') : `${path}.ascribe`;
    await open(ascribe, await vscode.workspace.decode(await vscode.workspace.fs.readFile(file), { uri: file }), file.with({ path: named }));
  } catch (error) {
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}

/** Opens a new document with an article in it, and lists what can be done with it. */
async function open(ascribe: Ascribe, article: string, saveAs?: vscode.Uri): Promise<void> {
  const content = await ascribe.execute<string>('ascribe.import', { text: article });
  if (content === undefined) return;
  const editor = await vscode.window.showTextDocument(await untitled(content, saveAs), { preview: false });
  await goTo(editor, new vscode.Position(0, 0), vscode.TextEditorRevealType.Default);
  await whatNext(ascribe);
}

/** Document that is not saved yet, with the name of a file if that is free. */
async function untitled(content: string, saveAs?: vscode.Uri): Promise<vscode.TextDocument> {
  if (saveAs?.scheme === 'file' && !(await exists(saveAs))) {
    const document = await vscode.workspace.openTextDocument(saveAs.with({ scheme: 'untitled' }));
    if (document.getText() === '') {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(0, 0), content);
      await vscode.workspace.applyEdit(edit);
      return document;
    }
  }
  return vscode.workspace.openTextDocument({ language: 'ascribe', content });
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

/** Drafts the document or a paragraph, and goes to the first draft. */
async function draft(ascribe: Ascribe, kind: string): Promise<void> {
  const editor = activeEditor();
  if (!editor) return;
  if (!(await act(editor, kind))) {
    say('Nobody is quoted here who could be drafted.');
    return;
  }
  await goToDraft(ascribe, 1, kind === 'source.draft.ascribe' ? new vscode.Position(0, 0) : undefined);
}
