// The commands of the server in the terms of the editor.

import * as vscode from 'vscode';
import type { LanguageClient, StaticFeature } from 'vscode-languageclient/node';

/** What the server may ask for in a lens. */
const SHOW_REFERENCES = 'ascribe.showReferences';

interface WirePosition {
  line: number;
  character: number;
}

interface WireLocation {
  uri: string;
  range: { start: WirePosition; end: WirePosition };
}

/** Tells the server that lenses may show places. */
export const showsReferences: StaticFeature = {
  fillClientCapabilities(capabilities) {
    capabilities.experimental = { ...capabilities.experimental, commands: [SHOW_REFERENCES] };
  },
  initialize() {},
  getState: () => ({ kind: 'static' }),
  clear() {},
};

export function registerCommands(client: () => LanguageClient | undefined): vscode.Disposable[] {
  const execute = async (command: string, argument?: object): Promise<unknown> => {
    const running = client();
    if (!running) {
      void vscode.window.showWarningMessage('Ascribe is not running.');
      return undefined;
    }
    const params = { command, arguments: argument ? [argument] : [] };
    try {
      return await running.sendRequest('workspace/executeCommand', params);
    } catch (error) {
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  };
  const uri = () => vscode.window.activeTextEditor?.document.uri.toString();
  const show = async (content: unknown, language: string) => {
    if (typeof content !== 'string') return;
    const document = await vscode.workspace.openTextDocument({ content, language });
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside });
  };

  return [
    vscode.commands.registerCommand(SHOW_REFERENCES, showReferences),
    vscode.commands.registerCommand('ascribe.checkDocument', () => {
      const here = uri();
      return here ? execute('ascribe.check', { uri: here }) : undefined;
    }),
    vscode.commands.registerCommand('ascribe.checkWorkspace', () => execute('ascribe.check')),
    vscode.commands.registerCommand('ascribe.showStripped', async () => {
      const here = uri();
      if (here) await show(await execute('ascribe.strip', { uri: here }), 'plaintext');
    }),
    vscode.commands.registerCommand('ascribe.showActorRecord', async () => {
      const here = uri();
      const id = here && (await vscode.window.showInputBox({ prompt: 'The id of an actor', value: idAtCaret() }));
      if (id) await show(await execute('ascribe.actorRecord', { uri: here, id }), 'markdown');
    }),
  ];
}

/** The id behind an `@` at the caret. */
function idAtCaret(): string {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return '';
  const range = editor.document.getWordRangeAtPosition(editor.selection.active, /@\p{L}[\p{L}\p{N}_.-]*/u);
  return range ? editor.document.getText(range).slice(1).replace(/\.$/, '') : '';
}

function showReferences(uri: string, at: WirePosition, places: WireLocation[]): Thenable<unknown> {
  const position = (wire: WirePosition) => new vscode.Position(wire.line, wire.character);
  const location = ({ uri, range }: WireLocation) =>
    new vscode.Location(vscode.Uri.parse(uri), new vscode.Range(position(range.start), position(range.end)));
  return vscode.commands.executeCommand(
    'editor.action.showReferences',
    vscode.Uri.parse(uri),
    position(at),
    places.map(location),
  );
}
