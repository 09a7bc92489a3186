// Status item of the active document: how far it is, and what next when clicked.

import * as vscode from 'vscode';
import { type Ascribe, activeEditor } from './ascribe';
import { progress } from './next';

/** Context keys: for keys that decide about drafts, and for what empty views offer. */
const HAS_DRAFTS = 'ascribe.hasDrafts';
const HAS_ARTICLE = 'ascribe.hasArticle';

export function registerStatus(ascribe: Ascribe): vscode.Disposable[] {
  const item = vscode.window.createStatusBarItem('ascribe.progress', vscode.StatusBarAlignment.Left, 0);
  item.name = 'Ascribe: Progress';
  item.command = 'ascribe.whatNext';
  const update = async () => {
    const editor = activeEditor();
    const overview = editor && (await ascribe.overviews.of(editor.document));
    if (editor !== activeEditor()) return;
    void vscode.commands.executeCommand('setContext', HAS_DRAFTS, Boolean(overview?.drafts));
    void vscode.commands.executeCommand('setContext', HAS_ARTICLE, Boolean(overview));
    if (!overview) {
      item.hide();
      return;
    }
    const { attributed, attributable, drafts } = overview;
    const isDone = attributable > 0 && attributed === attributable && !drafts;
    item.text = `${isDone ? '$(pass)' : '$(quote)'} ${progress(overview)}`;
    item.tooltip = 'Ascribe: What Next?';
    item.show();
  };
  return [
    item,
    ascribe.overviews.onDidChange((document) => {
      if (document === activeEditor()?.document) void update();
    }),
    vscode.window.onDidChangeActiveTextEditor(() => void update()),
  ];
}
