// Services that every feature of the extension uses: requests to the server, and overviews of documents.

import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { Overviews } from './overviews';

export class Ascribe implements vscode.Disposable {
  readonly overviews = new Overviews(this);
  readonly extensionUri: vscode.Uri;
  readonly #client: () => LanguageClient | undefined;

  constructor(extensionUri: vscode.Uri, client: () => LanguageClient | undefined) {
    this.extensionUri = extensionUri;
    this.#client = client;
  }

  /** Client of the running server. */
  get client(): LanguageClient | undefined {
    return this.#client();
  }

  /** Result of a command of the server; `undefined` if it is not running. Throws if the server refuses. */
  async request<Result>(command: string, argument?: object): Promise<Result | undefined> {
    const params = { command, arguments: argument ? [argument] : [] };
    return this.client?.sendRequest<Result>('workspace/executeCommand', params);
  }

  /** Result of a command that the user has asked for; why there is none is shown. */
  async execute<Result>(command: string, argument?: object): Promise<Result | undefined> {
    if (!this.client) {
      void vscode.window.showWarningMessage('Ascribe is not running.');
      return undefined;
    }
    try {
      return await this.request<Result>(command, argument);
    } catch (error) {
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  /** Applies an edit that the server has made; whether it was applied. */
  async apply(edit: unknown): Promise<boolean> {
    const converted = await this.client?.protocol2CodeConverter.asWorkspaceEdit(edit as never);
    return converted ? vscode.workspace.applyEdit(converted) : false;
  }

  dispose(): void {
    this.overviews.dispose();
  }
}

/** Editor with an Ascribe document that is active. */
export function activeEditor(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor && isArticle(editor.document) ? editor : undefined;
}

export function isArticle(document: vscode.TextDocument): boolean {
  return document.languageId === 'ascribe' && ['file', 'untitled'].includes(document.uri.scheme);
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
