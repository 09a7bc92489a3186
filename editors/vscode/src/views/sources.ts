// Sources: where statements are on record, each with those that name it, and those that name none.

import type * as vscode from 'vscode';
import { counted } from '../ascribe';
import type { Current } from '../current';
import type { Overview } from '../overviews';
import { ArticleTree, type Entry, statementEntry } from './tree';

export function registerSources(current: Current): vscode.Disposable[] {
  return [new ArticleTree(current, 'ascribe.sources', sourceEntries)];
}

export function sourceEntries(overview: Overview): Entry[] {
  const byDefault = overview.frontMatter.find(([key]) => key === 'source')?.[1].replace(/^\^/, '');
  const sourcesOf = (sources: string[]) => (sources.length || byDefault === undefined ? sources : [byDefault]);
  const entries: Entry[] = overview.sources.map((source) => {
    const resting = overview.statements.filter(
      ({ attributed, sources }) => attributed && sourcesOf(sources).includes(source.id),
    );
    return {
      label: source.name || `^${source.id}`,
      description: [source.about, counted(resting.length, 'statement')].filter(Boolean).join(' · '),
      icon: 'book',
      tooltip: source.id === byDefault ? `^${source.id}: the default source` : `^${source.id}`,
      declared: source,
      children: resting.map((statement) => statementEntry(statement, overview)),
    };
  });
  const without = overview.statements.filter(({ attributed, sources }) => attributed && !sourcesOf(sources).length);
  if (without.length) {
    entries.push({
      label: 'Without a source',
      description: counted(without.length, 'statement'),
      icon: 'question',
      children: without.map((statement) => statementEntry(statement, overview)),
    });
  }
  return entries;
}
