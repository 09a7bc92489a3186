// Cast: the actors, each with what they say. Those who say most come first.

import type * as vscode from 'vscode';
import { counted } from '../ascribe';
import type { Current } from '../current';
import type { Overview } from '../overviews';
import { colours } from '../speakers';
import { ArticleTree, type Entry, statementEntry } from './tree';

export function registerCast(current: Current): vscode.Disposable[] {
  return [new ArticleTree(current, 'ascribe.cast', castEntries)];
}

export function castEntries(overview: Overview): Entry[] {
  const colourOf = colours(overview);
  const said = (id: string) => overview.statements.filter(({ actors, kind }) => actors.includes(id) && kind !== 'mention');
  const entries = overview.actors.map((actor) => {
    const children = said(actor.id).map((statement) => statementEntry(statement, overview));
    return {
      label: actor.name || `@${actor.id}`,
      description: [actor.about, children.length ? counted(children.length, 'statement') : ''].filter(Boolean).join(' · '),
      icon: 'person',
      colour: colourOf.get(actor.id),
      tooltip: `@${actor.id}`,
      context: 'actor',
      declared: actor,
      children,
    };
  });
  return entries.sort((one, other) => other.children.length - one.children.length);
}
