// Code actions of the server, requested by their kind.

import * as vscode from 'vscode';

/** The enabled actions of a kind, and of the kinds within it, at the selection. */
async function actions(editor: vscode.TextEditor, kind: string): Promise<vscode.CodeAction[]> {
  const { document, selection } = editor;
  const provider = 'vscode.executeCodeActionProvider';
  const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(provider, document.uri, selection, kind, 20);
  return found.filter((action) => !action.disabled);
}

/** Applies the first action of exactly this kind; whether there was one. */
export async function act(editor: vscode.TextEditor, kind: string): Promise<boolean> {
  const action = (await actions(editor, kind)).find((action) => action.kind?.value === kind);
  return action?.edit ? vscode.workspace.applyEdit(action.edit) : false;
}

let queue: Promise<void> = Promise.resolve();

/** Registers a command of the review loop. Keys may be faster than the server, so each one waits for the one before. */
export function inTurn(command: string, run: () => Promise<void>): vscode.Disposable {
  return vscode.commands.registerCommand(command, () => {
    queue = queue.catch(() => undefined).then(run);
    return queue;
  });
}

export function say(message: string): void {
  vscode.window.setStatusBarMessage(message, 6000);
}
