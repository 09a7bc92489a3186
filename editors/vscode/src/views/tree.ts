// A view in the side bar: entries made of the overview of the current article. Each view is a file with its entries.

import * as vscode from 'vscode';
import type { Ascribe } from '../ascribe';
import type { Current } from '../current';
import { type Declared, type Overview, type Statement, range } from '../overviews';
import { show, told } from '../review';
import { colours, themeColour } from '../speakers';

export interface Entry {
  label: string;
  description?: string;
  icon?: string;
  /** Number of a speaker's colour. */
  colour?: number | undefined;
  tooltip?: string;
  context?: string;
  statement?: Statement;
  declared?: Declared;
  children?: Entry[];
}

export type Entries = (overview: Overview, document: vscode.TextDocument) => Entry[];

export class ArticleTree implements vscode.TreeDataProvider<Entry>, vscode.Disposable {
  readonly view: vscode.TreeView<Entry>;
  readonly #current: Current;
  readonly #entries: Entries;
  readonly #changes = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  readonly onDidChangeTreeData = this.#changes.event;

  constructor(current: Current, id: string, entries: Entries) {
    this.#current = current;
    this.#entries = entries;
    this.view = vscode.window.createTreeView(id, { treeDataProvider: this, canSelectMany: true, showCollapseAll: true });
    this.#subscription = current.onDidChange(() => this.refresh());
  }

  refresh(): void {
    this.#changes.fire();
  }

  async getChildren(parent?: Entry): Promise<Entry[]> {
    if (parent) return parent.children ?? [];
    const overview = await this.#current.overview();
    const { document } = this.#current;
    return overview && document ? this.#entries(overview, document) : [];
  }

  getTreeItem(entry: Entry): vscode.TreeItem {
    const { Collapsed, None } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(entry.label, entry.children?.length ? Collapsed : None);
    item.description = entry.description ?? '';
    item.tooltip = entry.tooltip ?? entry.label;
    item.contextValue = entry.context ?? '';
    const colour = entry.colour === undefined ? undefined : new vscode.ThemeColor(themeColour(entry.colour));
    if (entry.icon) item.iconPath = new vscode.ThemeIcon(entry.icon, colour);
    if (entry.statement ?? entry.declared) {
      item.command = { command: 'ascribe.showEntry', title: 'Show', arguments: [entry] };
    }
    return item;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changes.dispose();
    this.view.dispose();
  }
}

/** Entry of a statement: its words, and who says them. */
export function statementEntry(statement: Statement, overview: Overview): Entry {
  const [actor] = statement.actors;
  return {
    label: statement.text,
    description: told(statement, overview),
    icon: statement.draft ? 'circle-outline' : statement.attributed === false ? 'question' : 'circle-filled',
    colour: actor === undefined ? undefined : colours(overview).get(actor),
    tooltip: `${statement.text}\n${told(statement, overview)}${statement.draft ? ', draft' : ''}`,
    context: statement.draft ? 'draft' : 'statement',
    statement,
  };
}

/** Shows what an entry is about in the editor. */
export function registerShowEntry(current: Current, ascribe: Ascribe): vscode.Disposable[] {
  return [
    vscode.commands.registerCommand('ascribe.showEntry', async ({ statement, declared }: Entry) => {
      if (statement) {
        const editor = await current.editor();
        if (editor) await show(editor, statement);
      } else if (declared?.uri) {
        const uri = ascribe.client?.protocol2CodeConverter.asUri(declared.uri) ?? vscode.Uri.parse(declared.uri);
        await vscode.window.showTextDocument(uri, { selection: range(declared.range) });
      }
    }),
  ];
}
