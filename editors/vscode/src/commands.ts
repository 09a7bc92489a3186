// Server commands, exposed as editor commands.

import * as vscode from 'vscode';
import type { ExecuteCommandMiddleware, StaticFeature } from 'vscode-languageclient/node';
import type { Ascribe } from './ascribe';
import { type WireRange, range } from './overviews';

/** Command that a lens of the server may request. */
const SHOW_REFERENCES = 'ascribe.showReferences';

/** Command that an action of the server may request after its edit. */
const SELECT = 'ascribe.select';

/** Scheme of texts made by the server. */
const SHOWN = 'ascribe-shown';

interface WirePosition {
  line: number;
  character: number;
}

interface WireLocation {
  uri: string;
  range: WireRange;
}

/** Token types and modifiers of the manifest, which the server uses where it can. */
const TOKEN_TYPES = ['actor', 'claim', 'quotation', 'source'];
const TOKEN_MODIFIERS = ['attributed', 'draft', 'mention', 'unattributed', 'unresolved'];

/** Announces that lenses may show locations and actions select placeholders, and which tokens have a style. */
export const capabilities: StaticFeature = {
  fillClientCapabilities(capabilities) {
    capabilities.experimental = { ...capabilities.experimental, commands: [SHOW_REFERENCES, SELECT] };
    const tokens = capabilities.textDocument?.semanticTokens;
    tokens?.tokenTypes.push(...TOKEN_TYPES);
    tokens?.tokenModifiers.push(...TOKEN_MODIFIERS);
  },
  initialize() {},
  getState: () => ({ kind: 'static' }),
  clear() {},
};

export function registerCommands(ascribe: Ascribe): vscode.Disposable[] {
  const execute = (command: string, argument?: object) => ascribe.execute<unknown>(command, argument);
  const uri = () => vscode.window.activeTextEditor?.document.uri.toString();
  const shown = new Shown();

  return [
    shown,
    vscode.commands.registerCommand(SHOW_REFERENCES, showReferences),
    vscode.commands.registerCommand(SELECT, (uri: string, at: WireRange) => select(ascribe, uri, at)),
    vscode.commands.registerCommand('ascribe.checkDocument', async () => {
      const here = uri();
      if (here && (await execute('ascribe.check', { uri: here }))) await showProblems();
    }),
    vscode.commands.registerCommand('ascribe.checkWorkspace', () => execute('ascribe.check')),
    vscode.commands.registerCommand('ascribe.showStripped', async () => {
      const here = uri();
      if (here) await shown.show(await execute('ascribe.strip', { uri: here }), 'Article.txt');
    }),
    vscode.commands.registerCommand('ascribe.showActorRecord', async () => {
      const here = uri();
      const id = here && (await vscode.window.showInputBox({ prompt: 'Enter the id of an actor', value: idAtCaret() }));
      if (id) await shown.show(await execute('ascribe.actorRecord', { uri: here, id }), `@${id.replace(/^@/, '')}.md`);
    }),
  ];
}

/** Forwards commands of lenses to the server, and shows the counted findings. */
export const executeCommand: ExecuteCommandMiddleware['executeCommand'] = async (command, args, next) => {
  const result: unknown = await next(command, args);
  if (command === 'ascribe.check') await showProblems();
  return result;
};

function showProblems(): Thenable<unknown> {
  return vscode.commands.executeCommand('workbench.panel.markers.view.focus');
}

/** Texts made by the server, which the editor never asks to save. */
class Shown implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changes = new vscode.EventEmitter<vscode.Uri>();
  readonly #registered = vscode.Disposable.from(
    this.#changes,
    vscode.workspace.registerTextDocumentContentProvider(SHOWN, this),
  );
  readonly onDidChange = this.#changes.event;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  async show(text: unknown, name: string): Promise<void> {
    if (typeof text !== 'string') return;
    const uri = vscode.Uri.from({ scheme: SHOWN, path: `/${name}` });
    this.#texts.set(uri.toString(), text);
    this.#changes.fire(uri);
    await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside });
  }

  dispose(): void {
    this.#registered.dispose();
  }
}

/** Id after an `@` at the cursor. */
function idAtCaret(): string {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return '';
  const range = editor.document.getWordRangeAtPosition(editor.selection.active, /@\p{L}[\p{L}\p{N}_.-]*/u);
  return range ? editor.document.getText(range).slice(1).replace(/\.$/, '') : '';
}

/** Selects a placeholder that an action has written, so that typing replaces it. */
async function select(ascribe: Ascribe, uri: string, at: WireRange): Promise<void> {
  const target = ascribe.client?.protocol2CodeConverter.asUri(uri) ?? vscode.Uri.parse(uri);
  const visible = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === target.toString());
  const options = { selection: range(at), ...(visible?.viewColumn && { viewColumn: visible.viewColumn }) };
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(target), options);
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
