// Drafting and reviewing by a key. What a draft is, and what becomes of it, is the server's: these commands ask for its
// code actions.

import * as vscode from 'vscode';

const DRAFT = /[\]"'”’»“][{][^{}\n]*\bdraft\b[^{}\n]*[}]/g;

export function registerDraftCommands(): vscode.Disposable[] {
  const on = (command: string, run: () => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(command, run);
  return [
    on('ascribe.draftDocument', () => act('source.draft.ascribe', 'Draft this document')),
    on('ascribe.draftParagraph', () => act('refactor.rewrite.draft', 'Draft ')),
    on('ascribe.acceptDraft', async () => {
      await act('refactor.rewrite', 'Accept this draft');
      goToNext();
    }),
    on('ascribe.rejectDraft', async () => {
      await act('refactor.rewrite', 'Reject this draft');
      goToNext();
    }),
    on('ascribe.nextDraft', async () => goToNext()),
  ];
}

/** Does the server's action of this kind whose title starts so. */
async function act(kind: string, title: string): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== 'ascribe') return;
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    editor.document.uri,
    editor.selection,
    kind,
    20,
  );
  const action = actions.find((action) => action.title.startsWith(title) && !action.disabled);
  if (action?.edit) await vscode.workspace.applyEdit(action.edit);
  else vscode.window.setStatusBarMessage('Ascribe: there is nothing to do here.', 3000);
}

/** Puts the caret into the next draft, from the start again behind the last. */
function goToNext(): void {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== 'ascribe') return;
  const here = editor.document.offsetAt(editor.selection.active);
  const places = [...editor.document.getText().matchAll(DRAFT)].map((match) => match.index + 2);
  const next = places.find((place) => place > here) ?? places[0];
  if (next === undefined) return;
  const position = editor.document.positionAt(next);
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(new vscode.Range(position, position));
}
