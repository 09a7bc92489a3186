// Overviews of the open documents, requested from the server after each change and shared by all features.

import * as vscode from 'vscode';
import { current } from './actions';
import { type Ascribe, isArticle } from './ascribe';

/** Pause in typing after which an overview is requested (ms). */
const PAUSE = 250;

interface WirePosition {
  line: number;
  character: number;
}

export interface WireRange {
  start: WirePosition;
  end: WirePosition;
}

export interface Declared {
  id: string;
  name: string;
  about: string;
  uri: string | null;
  range: WireRange;
}

export interface Statement {
  /** From the opening mark to the end of the annotation. */
  range: WireRange;
  words: WireRange;
  /** Start of the words. */
  text: string;
  kind: string;
  actors: string[];
  sources: string[];
  /** `null` where nobody needs to be named. */
  attributed: boolean | null;
  draft: boolean;
  /** Whether it is a draft to review by itself; the parts of a quotation are one. */
  toReview: boolean;
  confidence: number | null;
}

export interface Paragraph {
  range: WireRange;
  /** Annotations, brackets and backslashes; the rest is the article. */
  markup: WireRange[];
}

export interface Overview {
  version: number | null;
  frontMatter: [key: string, value: string][];
  attributed: number;
  attributable: number;
  drafts: number;
  actors: Declared[];
  sources: Declared[];
  statements: Statement[];
  paragraphs: Paragraph[];
}

export function position({ line, character }: WirePosition): vscode.Position {
  return new vscode.Position(line, character);
}

export function range({ start, end }: WireRange): vscode.Range {
  return new vscode.Range(position(start), position(end));
}

/** Start of the braces of a statement, behind `{`; the end of its words if it has none. */
export function braces(document: vscode.TextDocument, statement: Statement): vscode.Position {
  const text = document.getText(new vscode.Range(position(statement.words.end), position(statement.range.end)));
  const brace = text.indexOf('{');
  const end = document.offsetAt(position(statement.words.end));
  return document.positionAt(brace < 0 ? end : end + brace + 1);
}

export class Overviews implements vscode.Disposable {
  readonly #ascribe: Ascribe;
  readonly #known = new Map<string, { version: number; overview: Overview }>();
  readonly #waiting = new Map<string, NodeJS.Timeout>();
  readonly #changes = new vscode.EventEmitter<vscode.TextDocument>();
  readonly #subscriptions: vscode.Disposable;
  /** Fires when the overview of a document may be another one. */
  readonly onDidChange = this.#changes.event;

  constructor(ascribe: Ascribe) {
    this.#ascribe = ascribe;
    this.#subscriptions = vscode.Disposable.from(
      this.#changes,
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        // A cast changes what the others see.
        for (const open of vscode.workspace.textDocuments) {
          if (open === document || document.fileName.endsWith('cast.ascribe')) this.#schedule(open);
        }
      }),
      vscode.workspace.onDidOpenTextDocument((document) => this.#schedule(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#forget(document)),
      vscode.window.onDidChangeActiveTextEditor((editor) => editor && this.#schedule(editor.document)),
    );
  }

  /** The last overview, perhaps of an earlier version. */
  last(document: vscode.TextDocument): Overview | undefined {
    return this.#known.get(document.uri.toString())?.overview;
  }

  /** Overview of the current version; `undefined` if the server is not running. */
  async of(document: vscode.TextDocument): Promise<Overview | undefined> {
    const uri = document.uri.toString();
    const known = this.#known.get(uri);
    if (known?.version === document.version && !this.#waiting.has(uri)) return known.overview;
    const overview = await current(document, () => this.#request(document));
    if (overview && !document.isClosed) this.#known.set(uri, { version: document.version, overview });
    return overview;
  }

  /** Requests all overviews again, as after a start of the server. */
  refresh(): void {
    this.#known.clear();
    for (const document of vscode.workspace.textDocuments) this.#schedule(document);
  }

  dispose(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#subscriptions.dispose();
  }

  async #request(document: vscode.TextDocument): Promise<Overview | undefined> {
    const uri = this.#ascribe.client?.code2ProtocolConverter.asUri(document.uri);
    if (!uri) return undefined;
    try {
      return (await this.#ascribe.request<Overview>('ascribe.overview', { uri })) ?? undefined;
    } catch {
      // The document has been closed meanwhile, or the server is stopping.
      return undefined;
    }
  }

  #schedule(document: vscode.TextDocument): void {
    if (!isArticle(document)) return;
    const uri = document.uri.toString();
    clearTimeout(this.#waiting.get(uri));
    const update = async () => {
      this.#waiting.delete(uri);
      this.#known.delete(uri);
      if (!document.isClosed && (await this.of(document))) this.#changes.fire(document);
    };
    this.#waiting.set(uri, setTimeout(() => void update(), PAUSE));
  }

  #forget(document: vscode.TextDocument): void {
    const uri = document.uri.toString();
    clearTimeout(this.#waiting.get(uri));
    this.#waiting.delete(uri);
    this.#known.delete(uri);
    if (isArticle(document)) this.#changes.fire(document);
  }
}
