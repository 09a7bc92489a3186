// Hides the hint for the likely speaker where an inline completion at the cursor proposes it already.

import * as vscode from 'vscode';
import { InlayHintRequest, type InlayHintsMiddleware, type LanguageClient } from 'vscode-languageclient/node';

export class Hints implements vscode.Disposable {
  /** Cursor position for which a hint was hidden. */
  #leftOut: vscode.Position | undefined;
  readonly #moves: vscode.Disposable;

  constructor(client: () => LanguageClient | undefined) {
    this.#moves = vscode.window.onDidChangeTextEditorSelection(({ textEditor: { document, selection } }) => {
      if (!this.#leftOut || selection.active.isEqual(this.#leftOut)) return;
      this.#leftOut = undefined;
      client()?.getFeature(InlayHintRequest.method).getProvider(document)?.onDidChangeInlayHints.fire();
    });
  }

  readonly provideInlayHints: InlayHintsMiddleware['provideInlayHints'] = async (document, range, token, next) => {
    const hints = await next(document, range, token);
    const editor = vscode.window.activeTextEditor;
    const proposes = vscode.workspace.getConfiguration('ascribe').get('inlineCompletion.enable', true);
    if (!hints || editor?.document !== document || !proposes) return hints;
    const caret = editor.selection.active;
    const others = hints.filter(({ position, label }) => !(position.isEqual(caret) && isLikely(label)));
    if (others.length < hints.length) this.#leftOut = caret;
    return others;
  };

  dispose(): void {
    this.#moves.dispose();
  }
}

function isLikely(label: vscode.InlayHint['label']): boolean {
  const text = typeof label === 'string' ? label : label.map(({ value }) => value).join('');
  return text.startsWith('likely ');
}
