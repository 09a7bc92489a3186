// The views in the side bar.

import type * as vscode from 'vscode';
import type { Ascribe } from '../ascribe';
import type { Current } from '../current';
import { registerCast } from './cast';
import { registerClaims } from './claims';
import { registerDrafts } from './drafts';
import { registerSources } from './sources';
import { registerShowEntry } from './tree';

export function registerViews(ascribe: Ascribe, current: Current): vscode.Disposable[] {
  return [
    ...registerShowEntry(current, ascribe),
    ...registerCast(current),
    ...registerSources(current),
    ...registerClaims(current),
    ...registerDrafts(current),
  ];
}
