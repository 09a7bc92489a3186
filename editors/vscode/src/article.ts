// The article as HTML: the words without the markup, each statement with its speaker's colour and a card, and the findings in
// the margin. Every text of a document is escaped.

import type { Overview, Statement } from './overviews';
import { colours } from './speakers';

/** A finding about the text between two offsets. */
export interface Finding {
  start: number;
  end: number;
  severity: 'error' | 'warning' | 'info' | 'hint';
  code: string;
  message: string;
}

export interface Article {
  text: string;
  /** Offset of a position. */
  offsetOf(position: { line: number; character: number }): number;
  overview: Overview;
  findings: Finding[];
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}

/** Marks what a message has between backticks. */
function withCode(html: string): string {
  return html.replace(/`([^`]+)`/g, '<code>$1</code>');
}

export function articleHtml(article: Article): string {
  const { overview } = article;
  const field = (key: string) => overview.frontMatter.find(([known]) => known === key)?.[1];
  const title = field('title') ?? '';
  // Most articles begin with their title.
  const isThere = overview.paragraphs.some(({ range }) => {
    return title === article.text.slice(article.offsetOf(range.start), article.offsetOf(range.end));
  });
  const head = [
    title && !isThere ? `<h1>${escape(title)}</h1>` : '',
    `<p class="byline">${['outlet', 'author', 'date', 'place'].map(field).filter(Boolean).map((it) => escape(it ?? '')).join(' · ')}</p>`,
  ];
  return `<header>${head.join('')}${legend(overview)}</header><main>${paragraphs(article, title)}</main>`;
}

/** Shares of the speakers: a strip of all statements in their order, and the speakers with their counts. */
function legend(overview: Overview): string {
  const said = overview.statements.filter(({ attributed }) => attributed !== null);
  if (!said.length) return '';
  const colourOf = colours(overview);
  const strip = said.map((statement) => `<i class="${classOf(statement, colourOf)}" title="${escape(statement.text)}"></i>`);
  const counts = new Map<string, number>();
  for (const id of said.flatMap(({ actors }) => actors)) counts.set(id, (counts.get(id) ?? 0) + 1);
  const speakers = [...counts].map(([id, count]) => {
    return `<li class="speaker${colourOf.get(id) ?? 0}"><b>${escape(nameOf(id, overview))}</b> ${count}</li>`;
  });
  const open = said.filter(({ attributed }) => !attributed).length;
  if (open) speakers.push(`<li class="nobody"><b>Without a speaker</b> ${open}</li>`);
  return `<div class="strip" aria-hidden="true">${strip.join('')}</div><ul class="speakers">${speakers.join('')}</ul>`;
}

function nameOf(id: string, { actors }: Overview): string {
  return id === 'author' ? 'The author' : (actors.find((actor) => actor.id === id)?.name ?? `@${id}`);
}

function classOf({ actors: [actor], attributed, draft, kind }: Statement, colourOf: Map<string, number>): string {
  if (kind === 'mention' || kind === 'cue') return kind;
  const who = actor === undefined ? (attributed === false ? 'nobody' : 'said') : `said speaker${colourOf.get(actor) ?? 0}`;
  return draft ? `${who} draft` : who;
}

function paragraphs(article: Article, title: string): string {
  const { offsetOf, overview, text, findings } = article;
  const colourOf = colours(overview);
  const statements = overview.statements.map((statement, index) => {
    const end = offsetOf(statement.range.end);
    // The closing mark is between the words and the braces.
    const brace = text.slice(offsetOf(statement.words.end), end).indexOf('{');
    const close = brace < 0 ? end : offsetOf(statement.words.end) + brace;
    return { statement, index, start: offsetOf(statement.range.start), end: close };
  });
  let next = 0;
  return overview.paragraphs
    .map((paragraph) => {
      const [start, end] = [offsetOf(paragraph.range.start), offsetOf(paragraph.range.end)];
      const inside = [];
      while ((statements[next]?.start ?? end) < end) inside.push(statements[next++]!);
      const margin = findings.filter((finding) => finding.start < end && start <= finding.start);
      const notes = margin.map(
        ({ code, message, severity, start }) =>
          `<li class="${severity}" data-offset="${start}" tabindex="0"><b>${escape(code)}</b> ${withCode(escape(message))}</li>`,
      );
      const words = new Words(article, paragraph.markup.map((markup) => [offsetOf(markup.start), offsetOf(markup.end)]), start);
      const open: typeof inside = [];
      const closeUntil = (at: number) => {
        for (let last = open.at(-1); last && last.end <= at; last = open.at(-1)) {
          words.until(last.end);
          words.html += `${card(last.statement, overview)}</span>`;
          open.pop();
        }
      };
      for (const one of inside) {
        closeUntil(one.start);
        words.until(one.start);
        words.html += `<span class="${classOf(one.statement, colourOf)}" data-offset="${one.start}" tabindex="0">`;
        open.push(one);
      }
      closeUntil(end);
      words.until(end);
      const aside = notes.length ? `<ul class="margin">${notes.join('')}</ul>` : '';
      const tag = title && text.slice(start, end) === title ? 'h1' : 'p';
      return `<section data-line="${paragraph.range.start.line}"><${tag}>${words.html}</${tag}>${aside}</section>`;
    })
    .join('');
}

/** Writes the words of a paragraph from left to right, without its markup. */
class Words {
  html = '';
  readonly #text: string;
  readonly #markup: [start: number, end: number][];
  #at: number;
  #next = 0;

  constructor({ text }: Article, markup: [start: number, end: number][], start: number) {
    this.#text = text;
    this.#markup = markup;
    this.#at = start;
  }

  until(end: number): void {
    while (this.#at < end) {
      const [start, behind] = this.#markup[this.#next] ?? [end, end];
      if (start >= end) {
        this.html += escape(this.#text.slice(this.#at, end));
        this.#at = end;
      } else {
        this.html += escape(this.#text.slice(this.#at, Math.max(this.#at, start)));
        this.#at = Math.max(this.#at, behind);
        this.#next += 1;
      }
    }
  }
}

/** Card of a statement: who says it, where it is on record, and whether it is reviewed. */
function card({ actors, attributed, confidence, draft, kind, sources }: Statement, overview: Overview): string {
  if (kind === 'cue') return '';
  const who = actors.map((id) => {
    const about = overview.actors.find((actor) => actor.id === id)?.about;
    return `<b>${escape(nameOf(id, overview))}</b>${about ? `, ${escape(about)}` : ''}`;
  });
  if (attributed === false) who.push('<b>Without a speaker</b>');
  const records = sources.map((id) => overview.sources.find((source) => source.id === id)?.name ?? `^${id}`);
  const record = records.length ? `<br>On record: ${escape(records.join('; '))}` : '';
  const review = draft ? `<br>Draft${confidence === null ? '' : `, confidence ${confidence}`}` : '';
  return `<span class="card" role="tooltip">${who.join('<br>')}<br>${escape(kind)}${record}${review}</span>`;
}
