// The article that side bar and preview are about: the last one whose editor was active.

import * as vscode from 'vscode';
import { type Ascribe, activeEditor } from './ascribe';
import type { Overview } from './overviews';

export class Current implements vscode.Disposable {
  readonly #ascribe: Ascribe;
  readonly #changes = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable;
  #document: vscode.TextDocument | undefined;
  /** Fires when the document is another one, or its overview may be. */
  readonly onDidChange = this.#changes.event;

  constructor(ascribe: Ascribe) {
    this.#ascribe = ascribe;
    this.#document = activeEditor()?.document;
    this.#subscriptions = vscode.Disposable.from(
      this.#changes,
      vscode.window.onDidChangeActiveTextEditor(() => {
        const active = activeEditor()?.document;
        if (!active || active === this.#document) return;
        this.#document = active;
        this.#changes.fire();
      }),
      ascribe.overviews.onDidChange((document) => {
        if (document === this.document) this.#changes.fire();
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        if (document !== this.#document) return;
        this.#document = undefined;
        this.#changes.fire();
      }),
    );
  }

  get document(): vscode.TextDocument | undefined {
    return this.#document;
  }

  async overview(): Promise<Overview | undefined> {
    return this.#document && this.#ascribe.overviews.of(this.#document);
  }

  /** Editor of the document, which is opened if it is not visible. */
  async editor(): Promise<vscode.TextEditor | undefined> {
    const document = this.#document;
    if (!document) return undefined;
    const visible = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
    return vscode.window.showTextDocument(document, { viewColumn: visible?.viewColumn });
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}
