// The review loop: from draft to draft, accepting, rejecting and attributing. The server defines drafts and their handling.

import * as vscode from 'vscode';
import { act, goTo, inTurn, say } from './actions';
import { type Ascribe, activeEditor, counted } from './ascribe';
import { type Overview, type Statement, braces, position, range } from './overviews';

/** Kind of the action that accepts a draft. */
export const ACCEPT = 'refactor.rewrite.acceptDraft';

/** Marks the words of the draft that is reviewed. */
const reviewed = vscode.window.createTextEditorDecorationType({
  backgroundColor: new vscode.ThemeColor('ascribe.draftBackground'),
  border: '1px solid',
  borderColor: new vscode.ThemeColor('ascribe.draftBorder'),
});

export function registerReview(ascribe: Ascribe): vscode.Disposable[] {
  return [
    reviewed,
    inTurn('ascribe.acceptDraft', () => decide(ascribe, ACCEPT)),
    inTurn('ascribe.rejectDraft', () => decide(ascribe, 'refactor.rewrite.rejectDraft')),
    inTurn('ascribe.acceptLikelyDrafts', () => decideAll(ascribe, 'source.acceptDrafts.ascribe.likely')),
    inTurn('ascribe.acceptAllDrafts', () => decideAll(ascribe, 'source.acceptDrafts.ascribe')),
    inTurn('ascribe.nextDraft', () => goToDraft(ascribe, 1)),
    inTurn('ascribe.previousDraft', () => goToDraft(ascribe, -1)),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
      const marked = marks.get(textEditor);
      if (marked && !selections.some((selection) => marked.contains(selection.active))) unmark(textEditor);
    }),
  ];
}

/** Range of the draft that is marked in an editor. */
const marks = new WeakMap<vscode.TextEditor, vscode.Range>();

function unmark(editor: vscode.TextEditor): void {
  marks.delete(editor);
  editor.setDecorations(reviewed, []);
}

/** Decides about the draft at the cursor, and goes to the next one. */
export async function decide(ascribe: Ascribe, kind: string): Promise<void> {
  const editor = activeEditor();
  if (!editor) return;
  if (!(await act(editor, kind))) say('There is no draft here.');
  unmark(editor);
  await goToDraft(ascribe, 1);
}

async function decideAll(ascribe: Ascribe, kind: string): Promise<void> {
  const editor = activeEditor();
  if (!editor) return;
  if (!(await act(editor, kind))) {
    say('There is no such draft.');
    return;
  }
  const rest = (await ascribe.overviews.of(editor.document))?.drafts;
  if (rest !== undefined) say(rest ? `${counted(rest, 'draft')} left.` : 'No drafts left.');
}

/** Moves the cursor to the next or previous draft, wrapping around, and shows it. */
export async function goToDraft(ascribe: Ascribe, step: 1 | -1, from?: vscode.Position): Promise<void> {
  const editor = activeEditor();
  if (!editor) return;
  const overview = await ascribe.overviews.of(editor.document);
  if (!overview) return;
  const drafts = overview.statements
    .filter(({ toReview }) => toReview)
    .map((statement) => ({ statement, at: braces(editor.document, statement) }))
    .sort((one, other) => one.at.compareTo(other.at));
  const here = from ?? editor.selection.active;
  const ahead = drafts.filter(({ at }) => (step > 0 ? at.isAfter(here) : at.isBefore(here)));
  const next = step > 0 ? (ahead[0] ?? drafts[0]) : (ahead.at(-1) ?? drafts.at(-1));
  if (!next) {
    await done(overview);
    return;
  }
  await show(editor, next.statement);
  say(`${drafts.length === 1 ? '1 draft' : `${drafts.length} drafts`} to review: ${told(next.statement, overview)}`);
}

/** Puts the cursor into the braces of a statement, with its words in the middle of the editor and marked. */
export async function show(editor: vscode.TextEditor, statement: Statement): Promise<void> {
  const at = braces(editor.document, statement);
  marks.set(editor, range(statement.range));
  editor.setDecorations(reviewed, [range(statement.words)]);
  await goTo(editor, at, vscode.TextEditorRevealType.InCenter, position(statement.words.start));
}

/** Speaker of a draft, and how likely that is. */
export function told({ actors, confidence, kind }: Statement, { actors: known }: Overview): string {
  const names = actors.map((id) => known.find((actor) => actor.id === id)?.name ?? `@${id}`).join(' and ');
  const sure = confidence === null ? '' : ` (${confidence})`;
  return `${kind} of ${names || 'nobody yet'}${sure}`;
}

async function done({ attributable, attributed }: Overview): Promise<void> {
  const open = attributable - attributed;
  const rest = open ? ` ${counted(open, 'statement')} without a speaker.` : '';
  say(`No drafts left.${rest}`);
  const next = 'What Next?';
  const chosen = vscode.window.showInformationMessage(`No drafts left.${rest}`, next);
  // A message has no end of its own, and the command has.
  void chosen.then((chosen) => chosen === next && vscode.commands.executeCommand('ascribe.whatNext'));
}
