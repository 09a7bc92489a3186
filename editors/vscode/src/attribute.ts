// Names the speaker of the statement at the cursor: anybody in scope, somebody new, or whoever was named last.

import * as vscode from 'vscode';
import { inTurn, say } from './actions';
import { type Ascribe, activeEditor } from './ascribe';
import { position, range } from './overviews';
import { ACCEPT, decide } from './review';

interface Choice extends vscode.QuickPickItem {
  speaker: { id: string } | { name: string } | undefined;
}

/** Speaker that was chosen last, by document. */
const chosen = new WeakMap<vscode.TextDocument, string>();

export function registerAttribute(ascribe: Ascribe): vscode.Disposable[] {
  return [
    inTurn('ascribe.attribute', () => choose(ascribe)),
    inTurn('ascribe.repeatSpeaker', () => repeat(ascribe)),
  ];
}

/** Lets the user choose among all actors, the likely ones first. */
async function choose(ascribe: Ascribe): Promise<void> {
  const editor = activeEditor();
  if (!editor) return;
  const at = editor.selection.active;
  const [listed, overview] = await Promise.all([
    ascribe.execute<{ id: string; name: string }[]>('ascribe.speakers', argument(ascribe, editor.document, at)),
    ascribe.overviews.of(editor.document),
  ]);
  if (!listed) return;
  const about = new Map(overview?.actors.map((actor) => [actor.id, actor.about]));
  const actors: Choice[] = listed.map(({ id, name }) => ({
    label: name || `@${id}`,
    description: `@${id}`,
    detail: about.get(id) || undefined,
    speaker: { id },
  }));
  const speaker = await pick(actors);
  if (speaker) await attribute(ascribe, editor, at, speaker);
}

function pick(actors: Choice[]): Promise<Choice['speaker']> {
  const input = vscode.window.createQuickPick<Choice>();
  input.title = 'Who says this?';
  input.placeholder = 'Type a name; whoever is new is declared';
  input.matchOnDescription = true;
  input.matchOnDetail = true;
  const update = (name: string) => {
    const fresh: Choice = {
      label: name ? `$(person-add) New: ${name}` : '$(person-add) New …',
      alwaysShow: true,
      speaker: name ? { name } : undefined,
    };
    input.items = [...actors, fresh];
  };
  update('');
  input.onDidChangeValue((value) => update(value.trim()));
  return new Promise((resolve) => {
    let item: Choice | undefined;
    input.onDidAccept(() => {
      [item] = input.selectedItems;
      input.hide();
    });
    input.onDidHide(async () => {
      input.dispose();
      if (!item || item.speaker) return resolve(item?.speaker);
      const prompt = 'Name of the actor, or a description such as “a clerk of the court”';
      const name = (await vscode.window.showInputBox({ title: 'New Actor', prompt }))?.trim();
      resolve(name ? { name } : undefined);
    });
    input.show();
  });
}

/** Names whoever was named last: chosen by the user, or before the cursor. */
async function repeat(ascribe: Ascribe): Promise<void> {
  const editor = activeEditor();
  if (!editor) return;
  const at = editor.selection.active;
  const overview = await ascribe.overviews.of(editor.document);
  const before = overview?.statements.filter(({ actors, range }) => actors.length && position(range.end).isBefore(at));
  const id = chosen.get(editor.document) ?? before?.at(-1)?.actors[0];
  if (id) await attribute(ascribe, editor, at, { id });
  else say('Nobody has been named yet.');
}

async function attribute(
  ascribe: Ascribe,
  editor: vscode.TextEditor,
  at: vscode.Position,
  speaker: { id: string } | { name: string },
): Promise<void> {
  const params = { ...argument(ascribe, editor.document, at), ...speaker };
  const result = await ascribe.execute<{ id: string; edit: unknown }>('ascribe.attributeTo', params);
  if (!result || !(await ascribe.apply(result.edit))) return;
  chosen.set(editor.document, result.id);
  const overview = await ascribe.overviews.of(editor.document);
  const name = overview?.actors.find(({ id }) => id === result.id)?.name ?? result.id;
  const here = editor.selection.active;
  const drafts = overview?.statements.filter(({ draft }) => draft) ?? [];
  const isDraft = drafts.some((draft) => range(draft.range).contains(here));
  // Whoever names the speaker has decided about the draft.
  if (isDraft) await decide(ascribe, ACCEPT);
  else say(`Attributed to ${name}.`);
}

function argument(ascribe: Ascribe, document: vscode.TextDocument, at: vscode.Position): object {
  return { uri: ascribe.client?.code2ProtocolConverter.asUri(document.uri), position: { line: at.line, character: at.character } };
}
