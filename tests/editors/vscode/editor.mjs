// VS Code's server and a browser that shows it, with the environment that `run` sets up.

import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const { SCRATCH, CODE, CHROMIUM, MODULES } = process.env;
const { chromium } = createRequire(join(MODULES, 'index.js'))('playwright-core');

/** The file with the user's settings. */
export const settings = join(SCRATCH, 'user', 'User', 'settings.json');

/** Settings without what distracts: welcome pages, updates, chat. */
export const QUIET = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'telemetry.telemetryLevel': 'off',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};

export function deadline(ms, what) {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`${what} took longer than ${ms / 1000} s`)), ms).unref();
  });
}

/** Starts the VS Code server on a free port; it ends with this process. */
export async function start() {
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
  const log = createWriteStream(join(SCRATCH, 'code.log'));
  const child = spawn(process.execPath, [
    join(CODE, 'out', 'server-main.js'),
    '--host=127.0.0.1',
    '--port=0',
    '--without-connection-token',
    '--accept-server-license-terms',
    '--enable-smoke-test-driver',
    '--disable-telemetry',
    // Take PATH from this process instead of a login shell.
    '--force-disable-user-env',
    `--user-data-dir=${join(SCRATCH, 'user')}`,
    `--extensions-dir=${join(SCRATCH, 'extensions')}`,
    `--server-data-dir=${join(SCRATCH, 'server')}`,
  ], { detached: true });
  process.on('exit', () => process.kill(-child.pid));
  child.stderr.pipe(log);
  const port = await Promise.race([
    new Promise((resolve, reject) => {
      let output = '';
      child.stdout.on('data', (data) => {
        log.write(data);
        output += data;
        const match = /listening on (\d+)/.exec(output);
        if (match) resolve(match[1]);
      });
      child.on('exit', (code) => reject(new Error(`VS Code's server exited with ${code}`)));
    }),
    deadline(30_000, "Starting VS Code's server"),
  ]);
  return `127.0.0.1:${port}`;
}

export function write(file, values) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(values));
}

/** Opens a folder in a new page, with the extension and these pairs of an option and a path. */
export async function open(context, authority, workspace, payload) {
  const remote = (path) => `vscode-remote://${authority}${path}`;
  const page = await context.newPage();
  const options = [
    ['extensionDevelopmentPath', remote(join(SCRATCH, 'vsix', 'extension'))],
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
    ...payload.map(([key, path]) => [key, remote(path)]),
  ];
  const query = new URLSearchParams({ folder: workspace, payload: JSON.stringify(options) });
  return { page, load: () => page.goto(`http://${authority}/?${query}`) };
}

/** Starts a browser without a window. */
export function launch(...options) {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', ...options],
  });
}
