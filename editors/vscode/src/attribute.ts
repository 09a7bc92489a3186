// Names the speaker of the statement at the cursor: anybody in scope, somebody new, or whoever was named last.

import * as vscode from 'vscode';
import { current, inTurn, say } from './actions';
import { type Ascribe, activeEditor } from './ascribe';
import { position, range } from './overviews';
import { ACCEPT, decide } from './review';

/** Somebody who may be the speaker, as `ascribe.speakers` lists them. */
interface Speaker {
  /** Empty for somebody who is not declared yet. */
  id: string;
  title: string;
  about: string;
  /** Attributes the statement to them; none if it is theirs already. */
  edit: unknown;
}

interface Choice extends vscode.QuickPickItem {
  /** A listed speaker, or the name of somebody new. */
  speaker: Speaker | string | undefined;
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
  const listed = await speakers(ascribe, editor.document, at);
  if (!listed) return;
  const choices: Choice[] = listed.map((speaker) => ({
    label: speaker.title || `@${speaker.id}`,
    description: speaker.id && `@${speaker.id}`,
    detail: speaker.about || undefined,
    speaker,
  }));
  const { version } = editor.document;
  const picked = await pick(choices);
  if (editor.document.version !== version) {
    say('The document has changed meanwhile. Choose again.');
    return;
  }
  if (typeof picked !== 'string') return attribute(ascribe, editor, picked);
  const declared = await speakers(ascribe, editor.document, at, picked);
  if (declared && !declared[0]) say(`“${picked}” cannot be declared. Type a name without brackets or braces.`);
  await attribute(ascribe, editor, declared?.[0]);
}

function pick(actors: Choice[]): Promise<Choice['speaker']> {
  const input = vscode.window.createQuickPick<Choice>();
  input.title = 'Who says this?';
  input.placeholder = 'Type a name; whoever is new is declared';
  input.matchOnDescription = true;
  input.matchOnDetail = true;
  const update = (name: string) => {
    // The name is no part of the label, since what matches best in its label comes first.
    const fresh: Choice = {
      label: name ? '$(person-add) New:' : '$(person-add) New …',
      description: name,
      alwaysShow: true,
      speaker: name || undefined,
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
      resolve(name || undefined);
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
  if (!id) return say('Nobody has been named yet.');
  const listed = await speakers(ascribe, editor.document, at);
  if (!listed) return;
  const speaker = listed.find((speaker) => speaker.id === id);
  if (speaker) await attribute(ascribe, editor, speaker);
  else say(`@${id} is not declared any more.`);
}

/** Candidate speakers at a position: all, or somebody new; undefined, with a message, where there is nothing to attribute. */
async function speakers(
  ascribe: Ascribe,
  document: vscode.TextDocument,
  at: vscode.Position,
  name?: string,
): Promise<Speaker[] | undefined> {
  const uri = ascribe.client?.code2ProtocolConverter.asUri(document.uri);
  const params = { uri, position: { line: at.line, character: at.character }, name };
  const listed = await current(document, () => ascribe.execute<Speaker[]>('ascribe.speakers', params));
  if (listed?.length || name) return listed;
  if (listed) say('Put the cursor into a quotation or a claim first.');
  return undefined;
}

async function attribute(ascribe: Ascribe, editor: vscode.TextEditor, speaker: Speaker | undefined): Promise<void> {
  if (!speaker) return;
  if (speaker.edit && !(await ascribe.apply(speaker.edit))) return;
  if (speaker.id) chosen.set(editor.document, speaker.id);
  const overview = await ascribe.overviews.of(editor.document);
  const here = editor.selection.active;
  const drafts = overview?.statements.filter(({ draft }) => draft) ?? [];
  const isDraft = drafts.some((draft) => range(draft.range).contains(here));
  // Whoever names the speaker has decided about the draft.
  if (isDraft) await decide(ascribe, ACCEPT);
  else say(`Attributed to ${speaker.title}.`);
}
