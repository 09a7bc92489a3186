// Drafting and reviewing by keyboard. The server defines drafts and their handling: these commands request its code
// actions.

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
      goToDraft(1);
    }),
    on('ascribe.rejectDraft', async () => {
      await act('refactor.rewrite', 'Reject this draft');
      goToDraft(1);
    }),
    on('ascribe.acceptLikelyDrafts', () => act('source.acceptDrafts.ascribe', 'with a confidence of')),
    on('ascribe.acceptAllDrafts', () => act('source.acceptDrafts.ascribe', 'in this document')),
    on('ascribe.attribute', attribute),
    on('ascribe.nextDraft', async () => goToDraft(1)),
    on('ascribe.previousDraft', async () => goToDraft(-1)),
  ];
}

/** Applies the server's first action of this kind with these words in its title. */
async function act(kind: string, title: string): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== 'ascribe') return;
  const action = (await actions(editor, kind)).find((action) => action.title.includes(title));
  if (action?.edit) await vscode.workspace.applyEdit(action.edit);
  else nothing();
}

/** Lets the user choose the speaker of the text at the cursor. */
async function attribute(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== 'ascribe') return;
  const found = [...(await actions(editor, 'quickfix')), ...(await actions(editor, 'refactor.rewrite'))];
  const items = found
    .filter(({ title }, place) => title.startsWith('Attribute to ') && found.findIndex((other) => other.title === title) === place)
    .map((action) => ({ label: action.title, action }));
  if (!items.length) return nothing();
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: 'Who says this?' });
  if (chosen?.action.edit) await vscode.workspace.applyEdit(chosen.action.edit);
}

async function actions(editor: vscode.TextEditor, kind: string): Promise<vscode.CodeAction[]> {
  const { document, selection } = editor;
  const provider = 'vscode.executeCodeActionProvider';
  const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(provider, document.uri, selection, kind, 20);
  return found.filter((action) => !action.disabled);
}

function nothing(): void {
  vscode.window.setStatusBarMessage('Ascribe: there is nothing to do here.', 3000);
}

/** Moves the cursor to the next or previous draft, wrapping around. */
function goToDraft(step: 1 | -1): void {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== 'ascribe') return;
  const here = editor.document.offsetAt(editor.selection.active);
  const places = [...editor.document.getText().matchAll(DRAFT)].map((match) => match.index + 2);
  const ahead = places.filter((place) => (step > 0 ? place > here : place < here));
  const next = step > 0 ? (ahead[0] ?? places[0]) : (ahead.at(-1) ?? places.at(-1));
  if (next === undefined) return;
  const position = editor.document.positionAt(next);
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(new vscode.Range(position, position));
}
