// Tools for language models: an assistant in the editor asks Ascribe instead of guessing.

import * as vscode from 'vscode';
import { type Ascribe, activeEditor } from './ascribe';

interface Input {
  /** Path or URI of a document; without it, the active one. */
  document?: string;
}

export function registerTools(ascribe: Ascribe): vscode.Disposable[] {
  const tool = <I extends Input>(name: string, title: string, answer: (uri: vscode.Uri, input: I) => Promise<unknown>) =>
    vscode.lm.registerTool<I>(name, {
      prepareInvocation: () => ({ invocationMessage: title }),
      async invoke({ input }) {
        const uri = await locate(input.document);
        if (!uri) throw new Error('No Ascribe document is open. Name one by its path.');
        const result = await answer(uri, input);
        const text = typeof result === 'string' ? result : JSON.stringify(result);
        return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
      },
    });
  const wire = (uri: vscode.Uri) => ascribe.client?.code2ProtocolConverter.asUri(uri);
  return [
    tool('ascribe_check', 'Checking who said it', (uri) => ascribe.request('ascribe.check', { uri: wire(uri) })),
    tool<Input & { id: string }>('ascribe_actor_record', 'Reading the record of an actor', (uri, { id }) =>
      ascribe.request('ascribe.actorRecord', { uri: wire(uri), id, format: 'json' }),
    ),
    tool('ascribe_draft', 'Drafting who says what', drafted),
  ];
}

/** Document that an assistant means. */
async function locate(document?: string): Promise<vscode.Uri | undefined> {
  if (!document) return activeEditor()?.document.uri;
  if (/^[a-z][a-z-]+:/i.test(document)) return vscode.Uri.parse(document);
  if (document.startsWith('/')) return vscode.Uri.file(document);
  const [found] = await vscode.workspace.findFiles(document, undefined, 1);
  return found;
}

/** Proposals of drafting, with the words before each; the document is not changed. */
async function drafted(uri: vscode.Uri): Promise<unknown> {
  const document = await vscode.workspace.openTextDocument(uri);
  const kind = 'source.draft.ascribe';
  const whole = new vscode.Range(0, 0, 0, 0);
  const provider = 'vscode.executeCodeActionProvider';
  const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(provider, uri, whole, kind, 20);
  const edits = found.find((action) => action.kind?.value === kind)?.edit?.get(document.uri) ?? [];
  return edits.map(({ newText, range }) => ({
    line: range.start.line + 1,
    after: document.getText(new vscode.Range(new vscode.Position(range.start.line, 0), range.start)).slice(-80),
    insert: newText,
  }));
}
