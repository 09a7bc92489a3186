// Code actions of the server, requested by their kind.

import * as vscode from 'vscode';

/** Attempts to do something with a document that is being changed meanwhile, as by somebody who types. */
const ATTEMPTS = 5;

/** Result of `ask` about a version of a document that is still the current one; `undefined` if it changes all the time. */
export async function current<Result>(
  document: vscode.TextDocument,
  ask: () => Promise<Result | undefined>,
): Promise<Result | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS && !document.isClosed; attempt += 1) {
    const { version } = document;
    const result = await ask();
    if (document.version === version) return result;
  }
  return undefined;
}

/** The first enabled action of exactly this kind at a place, with its edit. */
export async function actionAt(
  document: vscode.TextDocument,
  place: vscode.Range,
  kind: string,
): Promise<vscode.CodeAction | undefined> {
  const provider = 'vscode.executeCodeActionProvider';
  const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(provider, document.uri, place, kind, 20);
  return found.find((action) => action.kind?.value === kind && !action.disabled);
}

/** Applies the first action of exactly this kind at the selection; whether there was one. */
export async function act(editor: vscode.TextEditor, kind: string): Promise<boolean> {
  const action = await current(editor.document, () => actionAt(editor.document, editor.selection, kind));
  return action?.edit ? vscode.workspace.applyEdit(action.edit) : false;
}

/** Puts the cursor somewhere, and shows the place. */
export async function goTo(
  editor: vscode.TextEditor,
  at: vscode.Position,
  reveal: vscode.TextEditorRevealType,
  from = at,
): Promise<void> {
  editor.selection = new vscode.Selection(at, at);
  editor.revealRange(new vscode.Range(from, at), reveal);
  // VS Code confirms a selection later, which would undo that of a command in between. Calls are answered in their order.
  await vscode.commands.executeCommand('noop');
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
