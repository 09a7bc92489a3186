// Next steps from a pasted article to a published one, the likely one first.

import * as vscode from 'vscode';
import { act, goTo } from './actions';
import { type Ascribe, activeEditor, counted } from './ascribe';
import { type Overview, braces } from './overviews';

interface Step extends vscode.QuickPickItem {
  run: () => Thenable<unknown>;
}

export function registerNext(ascribe: Ascribe): vscode.Disposable[] {
  return [vscode.commands.registerCommand('ascribe.whatNext', () => whatNext(ascribe))];
}

/** Lets the user choose the next step. */
export async function whatNext(ascribe: Ascribe): Promise<void> {
  const editor = activeEditor();
  if (!editor) {
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', 'ascribe.ascribe#ascribe.start', false);
    return;
  }
  const overview = await ascribe.overviews.of(editor.document);
  if (!overview) return;
  const chosen = await vscode.window.showQuickPick(steps(editor, overview), {
    title: 'What next?',
    placeHolder: progress(overview),
    matchOnDescription: true,
  });
  await chosen?.run();
}

/** How far a document is: “12 of 15 attributed, 3 drafts”. */
export function progress({ attributed, attributable, drafts }: Overview): string {
  if (!attributable && !drafts) return 'Nothing attributed yet';
  const rest = drafts ? `, ${counted(drafts, 'draft')}` : '';
  return `${attributed} of ${attributable} attributed${rest}`;
}

function steps(editor: vscode.TextEditor, overview: Overview): Step[] {
  const { document } = editor;
  const run = (command: string) => () => vscode.commands.executeCommand(command);
  const open = overview.statements.filter(({ attributed }) => attributed === false);
  const findings = vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Information)
    .sort((one, other) => one.severity - other.severity || one.range.start.compareTo(other.range.start));
  const draft: Step = {
    label: '$(sparkle) Draft who says what',
    detail: 'Annotates quotations and claims as drafts, for you to accept or reject',
    run: run('ascribe.draftDocument'),
  };
  const all: Step[] = [];
  const isNew = !overview.statements.some(({ actors }) => actors.length);
  if (isNew) all.push(draft);
  if (overview.drafts) {
    all.push({
      label: `$(checklist) Review ${counted(overview.drafts, 'draft')}`,
      detail: 'Goes to the next draft; accept, reject or attribute it by its key',
      run: run('ascribe.nextDraft'),
    });
    const sure = overview.statements.filter(({ toReview, confidence }) => toReview && (confidence ?? 0) >= 0.9).length;
    if (sure) {
      all.push({
        label: `$(check-all) Accept ${counted(sure, 'draft')} with a confidence of 0.9 or more`,
        run: run('ascribe.acceptLikelyDrafts'),
      });
    }
  }
  const [first] = open;
  if (first && !isNew) {
    all.push({
      label: `$(person-add) Attribute ${counted(open.length, 'statement')} without a speaker`,
      detail: first.text,
      run: async () => {
        await goTo(editor, braces(document, first), vscode.TextEditorRevealType.InCenter);
        await vscode.commands.executeCommand('ascribe.attribute');
      },
    });
  }
  const [finding] = findings;
  if (finding) {
    all.push({
      label: `$(lightbulb) Fix the ${findings.length === 1 ? 'finding' : `first of ${findings.length} findings`}`,
      detail: finding.message,
      run: async () => {
        await goTo(editor, finding.range.start, vscode.TextEditorRevealType.InCenter);
        await vscode.commands.executeCommand('editor.action.quickFix');
      },
    });
    all.push({
      label: `$(warning) Look at ${counted(findings.length, 'finding')}`,
      detail: 'Shows Problems; fixes are behind the light bulb',
      run: run('workbench.panel.markers.view.focus'),
    });
  }
  if (!overview.frontMatter.length) {
    all.push({
      label: '$(list-flat) Note title, author and date',
      detail: 'Makes front matter from the first lines, as far as they show it',
      run: () => act(editor, 'source.frontMatter.ascribe'),
    });
  }
  all.push({ label: '$(open-preview) Preview', detail: 'The article with a colour for each speaker', run: run('ascribe.showPreview') });
  if (!isNew) {
    all.push({ label: '$(file) Show the article without markup', detail: 'To publish it', run: run('ascribe.showStripped') });
    all.push(draft);
  }
  if (document.isDirty || document.isUntitled) all.push({ label: '$(save) Save', run: run('workbench.action.files.save') });
  return all;
}
