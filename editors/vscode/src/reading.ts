// Reading mode: markup is faded where the cursor is not, and statements have the colours of their speakers.

import * as vscode from 'vscode';
import { type Ascribe, isArticle } from './ascribe';
import { range } from './overviews';
import { COLOURS, colours, themeColour } from './speakers';

const SETTING = 'readingMode.enable';

const faded = vscode.window.createTextEditorDecorationType({ opacity: '0.3', fontStyle: 'normal' });

const coloured = Array.from({ length: COLOURS }, (_, colour) =>
  vscode.window.createTextEditorDecorationType({
    borderColor: new vscode.ThemeColor(themeColour(colour)),
    borderStyle: 'solid',
    borderWidth: '0 0 2px 0',
  }),
);

/** Decorations that an editor should have. */
export interface Decorations {
  faded: vscode.Range[];
  /** By colour. */
  speakers: vscode.Range[][];
}

export function registerReading(ascribe: Ascribe): vscode.Disposable[] {
  const isOn = () => vscode.workspace.getConfiguration('ascribe').get(SETTING, false);
  const updates = new WeakMap<vscode.TextEditor, number>();
  const update = async (editor: vscode.TextEditor) => {
    if (!isArticle(editor.document)) return;
    const own = (updates.get(editor) ?? 0) + 1;
    updates.set(editor, own);
    const found = isOn() ? await decorationsOf(ascribe, editor) : undefined;
    // A later update knows more.
    if (updates.get(editor) !== own) return;
    editor.setDecorations(faded, found?.faded ?? []);
    coloured.forEach((decoration, colour) => editor.setDecorations(decoration, found?.speakers[colour] ?? []));
  };
  const updateAll = () => vscode.window.visibleTextEditors.forEach((editor) => void update(editor));
  updateAll();
  return [
    faded,
    ...coloured,
    vscode.commands.registerCommand('ascribe.toggleReadingMode', () =>
      vscode.workspace.getConfiguration('ascribe').update(SETTING, !isOn(), vscode.ConfigurationTarget.Global),
    ),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(`ascribe.${SETTING}`)) updateAll();
    }),
    vscode.window.onDidChangeVisibleTextEditors(updateAll),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => void (isOn() && update(textEditor))),
    ascribe.overviews.onDidChange((document) => {
      for (const editor of vscode.window.visibleTextEditors) if (editor.document === document) void update(editor);
    }),
  ];
}

/** Markup on lines without a cursor, and the words of each speaker. */
export async function decorationsOf(ascribe: Ascribe, editor: vscode.TextEditor): Promise<Decorations | undefined> {
  const overview = await ascribe.overviews.of(editor.document);
  if (!overview) return undefined;
  const isNear = (markup: vscode.Range) =>
    editor.selections.some(({ start, end }) => start.line <= markup.end.line && markup.start.line <= end.line);
  const markup = overview.paragraphs.flatMap((paragraph) => paragraph.markup.map(range));
  const colourOf = colours(overview);
  const speakers: vscode.Range[][] = coloured.map(() => []);
  for (const { actors, kind, words } of overview.statements) {
    const colour = actors[0] === undefined ? undefined : colourOf.get(actors[0]);
    if (colour !== undefined && kind !== 'mention') speakers[colour]?.push(range(words));
  }
  return { faded: markup.filter((markup) => !isNear(markup)), speakers };
}
