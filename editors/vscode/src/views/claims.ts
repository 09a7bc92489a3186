// Claims: everything that somebody says, in the order of the text; what lacks a speaker comes first.

import type * as vscode from 'vscode';
import type { Current } from '../current';
import type { Overview } from '../overviews';
import { ArticleTree, type Entry, statementEntry } from './tree';

export function registerClaims(current: Current): vscode.Disposable[] {
  return [new ArticleTree(current, 'ascribe.claims', claimEntries)];
}

export function claimEntries(overview: Overview): Entry[] {
  const claims = overview.statements.filter(({ attributed }) => attributed !== null);
  const open = claims.filter(({ attributed }) => attributed === false);
  const entries = (some: Overview['statements']) => some.map((statement) => statementEntry(statement, overview));
  return [...entries(open), ...entries(claims.filter(({ attributed }) => attributed))];
}
