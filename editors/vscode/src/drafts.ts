// Drafting and reviewing by keyboard. The server defines drafts and their handling: these commands request its code
// actions.

import * as vscode from 'vscode';

const DRAFT = /[\]"'”’»“][{][^{}\n]*\bdraft\b[^{}\n]*[}]/g;

export function registerDraftCommands(): vscode.Disposable[] {
  const on = (command: string, run: () => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(command, run);
  return [
    on('ascribe.draftDocument', () => act('source.draft.ascribe')),
    on('ascribe.draftParagraph', () => act('refactor.rewrite.draft')),
    on('ascribe.acceptDraft', async () => {
      await act('refactor.rewrite.acceptDraft');
      goToDraft(1);
    }),
    on('ascribe.rejectDraft', async () => {
      await act('refactor.rewrite.rejectDraft');
      goToDraft(1);
    }),
    on('ascribe.acceptLikelyDrafts', () => act('source.acceptDrafts.ascribe.likely')),
    on('ascribe.acceptAllDrafts', () => act('source.acceptDrafts.ascribe')),
    on('ascribe.attribute', attribute),
    on('ascribe.nextDraft', async () => goToDraft(1)),
    on('ascribe.previousDraft', async () => goToDraft(-1)),
  ];
}

/** Applies the server's first action of exactly this kind. */
async function act(kind: string): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== 'ascribe') return;
  const action = (await actions(editor, kind)).find((action) => action.kind?.value === kind);
  if (action?.edit) await vscode.workspace.applyEdit(action.edit);
  else nothing();
}

/** Lets the user choose the speaker of the text at the cursor. */
async function attribute(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== 'ascribe') return;
  const kinds = ['quickfix.attribute', 'refactor.rewrite.attribute'];
  const found = (await Promise.all(kinds.map((kind) => actions(editor, kind)))).flat();
  const items = found
    .filter(({ title }, place) => found.findIndex((other) => other.title === title) === place)
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
  vscode.window.setStatusBarMessage('Ascribe: nothing to do here.', 3000);
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
