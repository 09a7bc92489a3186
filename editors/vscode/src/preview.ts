// Preview beside the text: the article as it is printed, each speaker in a colour, with the findings in the margin.

import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { type Article, type Finding, articleHtml } from './article';
import { goTo } from './actions';
import type { Ascribe } from './ascribe';
import type { Current } from './current';

const TYPE = 'ascribe.preview';

const SEVERITIES: Finding['severity'][] = ['error', 'warning', 'info', 'hint'];

export function registerPreview(ascribe: Ascribe, current: Current): vscode.Disposable[] {
  const preview = new Preview(ascribe, current);
  return [
    preview,
    vscode.commands.registerCommand('ascribe.showPreview', () => preview.show()),
    vscode.commands.registerCommand('ascribe.saveReport', () => preview.saveReport()),
  ];
}

class Preview implements vscode.Disposable {
  readonly #ascribe: Ascribe;
  readonly #current: Current;
  readonly #subscriptions: vscode.Disposable;
  #panel: vscode.WebviewPanel | undefined;

  constructor(ascribe: Ascribe, current: Current) {
    this.#ascribe = ascribe;
    this.#current = current;
    this.#subscriptions = vscode.Disposable.from(
      current.onDidChange(() => void this.#update()),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        const uri = current.document?.uri.toString();
        if (uris.some((changed) => changed.toString() === uri)) void this.#update();
      }),
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor, visibleRanges: [visible] }) => {
        if (textEditor.document === current.document && visible) this.#post({ line: visible.start.line });
      }),
    );
  }

  async show(): Promise<void> {
    if (this.#panel) {
      this.#panel.reveal(undefined, true);
      return;
    }
    const media = vscode.Uri.joinPath(this.#ascribe.extensionUri, 'media');
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const options = { enableScripts: true, localResourceRoots: [media], enableFindWidget: true };
    const panel = vscode.window.createWebviewPanel(TYPE, 'Preview', place, options);
    this.#panel = panel;
    panel.onDidDispose(() => {
      this.#panel = undefined;
    });
    panel.webview.onDidReceiveMessage((message: { ready?: true; offset?: unknown }) => {
      if (message.ready) void this.#update();
      if (typeof message.offset === 'number') void this.#goTo(message.offset);
    });
    panel.webview.html = page(panel.webview, media);
  }

  /** Saves the server's report: a page that can be sent and printed. */
  async saveReport(): Promise<void> {
    const { document } = this.#current;
    const uri = document && this.#ascribe.client?.code2ProtocolConverter.asUri(document.uri);
    if (!document) return;
    const report = await this.#ascribe.execute<string>('ascribe.report', { uri });
    if (report === undefined) return;
    const name = document.isUntitled ? 'article.html' : document.uri.path.replace(/.*\//, '').replace(/\.ascribe$/, '.html');
    const folder = document.isUntitled ? vscode.workspace.workspaceFolders?.[0]?.uri : vscode.Uri.joinPath(document.uri, '..');
    const filters = { 'Web page': ['html'] };
    const target = await vscode.window.showSaveDialog({ filters, ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }) });
    if (!target) return;
    await vscode.workspace.fs.writeFile(target, Buffer.from(report));
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#panel?.dispose();
  }

  #post(message: object): void {
    void this.#panel?.webview.postMessage(message);
  }

  async #update(): Promise<void> {
    const panel = this.#panel;
    if (!panel) return;
    const article = await this.#article();
    if (!article) return;
    panel.title = `Preview ${this.#current.document?.uri.path.replace(/.*\//, '') ?? ''}`;
    this.#post({ html: articleHtml(article) });
  }

  async #article(): Promise<Article | undefined> {
    const { document } = this.#current;
    const overview = await this.#current.overview();
    if (!document || !overview) return undefined;
    const all = vscode.languages.getDiagnostics(document.uri).map(({ code, message, range, severity }) => ({
      start: document.offsetAt(range.start),
      end: document.offsetAt(range.end),
      severity: SEVERITIES[severity] ?? 'hint',
      code: String(typeof code === 'object' ? code.value : (code ?? '')),
      message,
    }));
    // The line below a draft says so already.
    const findings = all.filter(({ code }) => code !== 'unreviewed-draft');
    const offsetOf = ({ line, character }: { line: number; character: number }) =>
      document.offsetAt(new vscode.Position(line, character));
    return { text: document.getText(), offsetOf, overview, findings };
  }

  async #goTo(offset: number): Promise<void> {
    const editor = await this.#current.editor();
    if (!editor) return;
    const at = editor.document.positionAt(offset);
    await goTo(editor, at, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }
}

/** Empty page, which gets the article by messages. Nothing but its own script and style is ever loaded. */
function page(webview: vscode.Webview, media: vscode.Uri): string {
  const nonce = randomBytes(18).toString('base64');
  const resource = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(media, name)).toString();
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="${resource('preview.css')}">
<title>Preview</title>
</head>
<body>
<div id="article"></div>
<script nonce="${nonce}" src="${resource('preview.js')}"></script>
</body>
</html>`;
}
