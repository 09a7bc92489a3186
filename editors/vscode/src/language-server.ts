// The process `ascribe lsp`, and its connection to the editor.

import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { CloseAction, type ErrorHandler, LanguageClient, State } from 'vscode-languageclient/node';
import { capabilities, executeCommand } from './commands';
import { Hints } from './hints';
import { problemsOf } from './problems';
import { findServer } from './server';

const SELECTOR = [
  { language: 'ascribe', scheme: 'file' },
  { language: 'ascribe', scheme: 'untitled' },
  // Configuration files, so that they apply before they are saved.
  { pattern: '**/ascribe.toml', scheme: 'file' },
];

/** Client whose own error messages go to the output; {@link Server} reports the important ones, once. */
class Client extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

export class Server implements vscode.Disposable {
  readonly #starts = new vscode.EventEmitter<void>();
  /** Fires when a server is ready. */
  readonly onDidStart = this.#starts.event;
  readonly output = vscode.window.createOutputChannel('Ascribe', { log: true });
  readonly #status = vscode.languages.createLanguageStatusItem('ascribe.server', SELECTOR);
  readonly #hints = new Hints(() => this.client);
  readonly #extensionPath: string;
  #client: LanguageClient | undefined;
  /** Serializes starts and stops. */
  #queue: Promise<void> = Promise.resolve();

  constructor(extensionPath: string) {
    this.#extensionPath = extensionPath;
    this.#status.name = 'Ascribe';
    this.#status.command = { command: 'ascribe.restartServer', title: 'Restart Server' };
  }

  /** Client of the running server. */
  get client(): LanguageClient | undefined {
    return this.#client?.state === State.Running ? this.#client : undefined;
  }

  restart(): Promise<void> {
    return this.#enqueue(async () => {
      await this.#stop();
      await this.#start();
    });
  }

  stop(): Promise<void> {
    return this.#enqueue(() => this.#stop());
  }

  dispose(): void {
    this.#starts.dispose();
    this.#hints.dispose();
    this.#status.dispose();
    this.output.dispose();
  }

  #enqueue(task: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(task).catch((error: unknown) => this.#fail(String(error)));
    return this.#queue;
  }

  async #start(): Promise<void> {
    const search = findServer({
      configured: vscode.workspace.getConfiguration('ascribe').get('server.path', ''),
      extensionPath: this.#extensionPath,
      home: homedir(),
      path: process.env['PATH'] ?? '',
      platform: process.platform,
    });
    if ('missing' in search) {
      this.#fail(search.missing);
      return;
    }

    this.output.info(`Starting ${search.found}`);
    let started = false;
    const client: Client = new Client(
      'ascribe',
      'Ascribe',
      { command: search.found, args: ['lsp'] },
      {
        documentSelector: SELECTOR,
        outputChannel: this.output,
        middleware: { executeCommand, provideInlayHints: this.#hints.provideInlayHints },
        initializationFailedHandler: () => false,
        errorHandler: {
          error: (error, message, count) => usual.error(error, message, count),
          closed: async () => {
            // A server that ends immediately would do so again.
            const result = started ? await usual.closed() : { action: CloseAction.DoNotRestart };
            if (started && result.action === CloseAction.DoNotRestart) {
              this.#fail(`${search.found} keeps crashing`);
            }
            return result;
          },
        },
      },
    );
    client.registerFeature(capabilities);
    client.registerFeature(problemsOf(vscode.workspace.getConfiguration('ascribe').get('problems.workspace', false)));
    const usual: ErrorHandler = client.createDefaultErrorHandler();
    client.onDidChangeState(({ newState }) => this.#show(newState, search.found));
    this.#client = client;
    try {
      await client.start();
      started = true;
      this.#starts.fire();
    } catch {
      this.#client = undefined;
      this.#fail(`${search.found} failed to start as a language server`);
    }
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    // A crashed server cannot be stopped; a new one may start anyway.
    await client?.dispose().catch((error: unknown) => this.output.warn(String(error)));
  }

  #show(state: State, program: string): void {
    if (state !== State.Starting && state !== State.Running) return;
    const version = this.#client?.initializeResult?.serverInfo?.version ?? '';
    this.#status.severity = vscode.LanguageStatusSeverity.Information;
    this.#status.busy = state === State.Starting;
    this.#status.text = `Ascribe ${version}`.trim();
    this.#status.detail = program;
  }

  #fail(reason: string): void {
    this.output.error(reason);
    this.#status.severity = vscode.LanguageStatusSeverity.Error;
    this.#status.busy = false;
    this.#status.text = 'Ascribe is not running';
    this.#status.detail = reason;
    void this.#offer(reason);
  }

  async #offer(reason: string): Promise<void> {
    const settings = 'Open Settings';
    const output = 'Show Output';
    const choice = await vscode.window.showErrorMessage(
      `${reason}. Install ascribe, or set ascribe.server.path; until then, only highlighting works.`,
      settings,
      output,
    );
    if (choice === output) this.output.show();
    if (choice === settings) {
      await vscode.commands.executeCommand('workbench.action.openSettings', 'ascribe.server.path');
    }
  }
}
