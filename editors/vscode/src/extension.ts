// Wires the features together. Each has a file; what can live in the server lives there.

import * as vscode from 'vscode';
import { Ascribe } from './ascribe';
import { registerAttribute } from './attribute';
import { registerCommands } from './commands';
import { Current } from './current';
import { Server } from './language-server';
import { registerNext } from './next';
import { registerPreview } from './preview';
import { registerReading } from './reading';
import { registerReview } from './review';
import { registerStart } from './start';
import { registerStatus } from './status';
import { registerTools } from './tools';
import { registerViews } from './views';

/** Settings that need a restart of the server. */
const NEEDS_RESTART = ['ascribe.server.path', 'ascribe.problems.workspace'];

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const running = new Server(context.extensionPath);
  server = running;
  const ascribe = new Ascribe(context.extensionUri, () => running.client);
  const current = new Current(ascribe);
  context.subscriptions.push(
    running,
    ascribe,
    current,
    vscode.commands.registerCommand('ascribe.restartServer', () => running.restart()),
    vscode.commands.registerCommand('ascribe.showOutput', () => running.output.show()),
    running.onDidStart(() => ascribe.overviews.refresh()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (NEEDS_RESTART.some((setting) => change.affectsConfiguration(setting))) void running.restart();
    }),
    ...registerCommands(ascribe),
    ...registerStart(ascribe),
    ...registerNext(ascribe),
    ...registerReview(ascribe),
    ...registerAttribute(ascribe),
    ...registerStatus(ascribe),
    ...registerViews(ascribe, current),
    ...registerPreview(ascribe, current),
    ...registerReading(ascribe),
    ...registerTools(ascribe),
  );
  await running.restart();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
