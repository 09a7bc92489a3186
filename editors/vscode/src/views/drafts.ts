// Drafts: the least likely first, or by paragraph or actor; accepted and rejected by selection.

import * as vscode from 'vscode';
import { counted } from '../ascribe';
import { actionAt, say } from '../actions';
import type { Current } from '../current';
import { type Overview, type Statement, braces, range } from '../overviews';
import { ArticleTree, type Entry, statementEntry } from './tree';

type Group = 'confidence' | 'paragraph' | 'actor';

export function registerDrafts(current: Current): vscode.Disposable[] {
  let group: Group = 'confidence';
  let filter = '';
  const tree = new ArticleTree(current, 'ascribe.drafts', (overview, document) => {
    const entries = draftEntries(overview, document, group, filter);
    tree.view.badge = overview.drafts
      ? { value: overview.drafts, tooltip: `${counted(overview.drafts, 'draft')} to review` }
      : undefined;
    tree.view.message = filter ? `Only those with “${filter}”` : '';
    return entries;
  });
  const by = (next: Group) => () => {
    group = next;
    tree.refresh();
  };
  const decide = async (kind: string, done: string, entry?: Entry, selected?: Entry[]) => {
    const entries = selected?.length ? selected : entry ? [entry] : tree.view.selection;
    const statements = new Set(entries.flatMap((entry) => drafts(entry)));
    const count = await decideAll(current, [...statements], kind);
    if (count === undefined) say('The document has changed meanwhile. Decide again.');
    else say(count ? `${counted(count, 'draft')} ${done}.` : 'Select drafts first.');
  };
  return [
    tree,
    vscode.commands.registerCommand('ascribe.drafts.byConfidence', by('confidence')),
    vscode.commands.registerCommand('ascribe.drafts.byParagraph', by('paragraph')),
    vscode.commands.registerCommand('ascribe.drafts.byActor', by('actor')),
    vscode.commands.registerCommand('ascribe.drafts.filter', async () => {
      const prompt = 'Only drafts with these words, actors or kinds';
      const typed = await vscode.window.showInputBox({ title: 'Filter Drafts', prompt, value: filter });
      if (typed === undefined) return;
      filter = typed.trim();
      tree.refresh();
    }),
    vscode.commands.registerCommand('ascribe.drafts.accept', (entry?: Entry, selected?: Entry[]) =>
      decide('refactor.rewrite.acceptDraft', 'accepted', entry, selected),
    ),
    vscode.commands.registerCommand('ascribe.drafts.reject', (entry?: Entry, selected?: Entry[]) =>
      decide('refactor.rewrite.rejectDraft', 'rejected', entry, selected),
    ),
  ];
}

/** Drafts of an entry: itself, or those below a group. */
function drafts({ statement, children }: Entry): Statement[] {
  return statement ? [statement] : (children ?? []).flatMap(drafts);
}

export function draftEntries(overview: Overview, document: vscode.TextDocument, group: Group, filter: string): Entry[] {
  const entries = overview.statements
    .filter(({ toReview }) => toReview)
    .sort((one, other) => (one.confidence ?? 0) - (other.confidence ?? 0))
    .map((statement) => draftEntry(statement, overview))
    .filter(({ label, description }) => `${label} ${description}`.toLowerCase().includes(filter.toLowerCase()));
  if (group === 'confidence') return entries;
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const name = group === 'actor' ? actorOf(entry, overview) : paragraphOf(entry, overview, document);
    groups.set(name, [...(groups.get(name) ?? []), entry]);
  }
  return [...groups].map(([label, children]) => ({
    label,
    description: counted(children.length, 'draft'),
    icon: group === 'actor' ? 'person' : 'symbol-string',
    context: 'drafts',
    children,
  }));
}

/** Entry of a draft: how likely it is, before its words. */
function draftEntry(statement: Statement, overview: Overview): Entry {
  const entry = statementEntry(statement, overview);
  const { confidence } = statement;
  return confidence === null ? entry : { ...entry, label: `${confidence.toFixed(2)} ${entry.label}` };
}

function actorOf({ statement }: Entry, { actors }: Overview): string {
  const id = statement?.actors[0];
  return actors.find((actor) => actor.id === id)?.name ?? 'Nobody yet';
}

function paragraphOf({ statement }: Entry, { paragraphs }: Overview, document: vscode.TextDocument): string {
  if (!statement) return '';
  const around = paragraphs.find((paragraph) => range(paragraph.range).contains(range(statement.range)));
  const line = around?.range.start.line ?? statement.range.start.line;
  return `Line ${line + 1}: ${document.lineAt(line).text.slice(0, 60)}`;
}

/** Where statements of an earlier overview are now; the text before them may have changed. */
function found(statements: Statement[], { statements: all }: Overview): Statement[] {
  const key = ({ actors, confidence, kind, text }: Statement) => JSON.stringify([actors, confidence, kind, text]);
  const start = ({ range: { start } }: Statement) => start.line;
  const left = new Set(all.filter(({ draft }) => draft));
  return statements.flatMap((statement) => {
    const same = [...left].filter((other) => key(other) === key(statement));
    const distance = (other: Statement) => Math.abs(start(other) - start(statement));
    const [nearest] = same.sort((one, other) => distance(one) - distance(other));
    if (!nearest) return [];
    left.delete(nearest);
    return [nearest];
  });
}

/** Accepts or rejects drafts in one step; how many, or `undefined` if the document is changed meanwhile. */
async function decideAll(current: Current, listed: Statement[], kind: string): Promise<number | undefined> {
  const { document } = current;
  const overview = await current.overview();
  if (!document || !overview) return 0;
  const { version } = document;
  const edits = new Map<string, vscode.TextEdit>();
  let count = 0;
  for (const statement of found(listed, overview)) {
    const at = braces(document, statement);
    const action = await actionAt(document, new vscode.Range(at, at), kind);
    if (document.version !== version) return undefined;
    if (!action?.edit) continue;
    count += 1;
    // The parts of a quotation are decided together, so each of them has the edits of all.
    for (const edit of action.edit.get(document.uri)) edits.set(JSON.stringify([edit.range, edit.newText]), edit);
  }
  const edit = new vscode.WorkspaceEdit();
  edit.set(document.uri, [...edits.values()]);
  return count && (await vscode.workspace.applyEdit(edit)) ? count : 0;
}
