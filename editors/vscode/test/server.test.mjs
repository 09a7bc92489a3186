import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, test } from 'node:test';
import { buildSync } from 'esbuild';

const root = mkdtempSync(join(tmpdir(), 'ascribe-'));
after(() => rmSync(root, { recursive: true }));

const bundle = join(root, 'server.mjs');
const source = new URL('../src/server.ts', import.meta.url).pathname;
buildSync({ entryPoints: [source], outfile: bundle, platform: 'node', format: 'esm' });
const { findServer } = await import(bundle);

function program(...parts) {
  const path = join(root, ...parts);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, '');
  chmodSync(path, 0o755);
  return path;
}

const configured = program('home', 'my-ascribe');
const first = program('first', 'ascribe');
const second = program('second', 'ascribe');
const around = {
  configured: '',
  extensionPath: join(root, 'extension'),
  home: join(root, 'home'),
  path: [join(root, 'first'), join(root, 'second')].join(delimiter),
  platform: 'linux',
};

test('the setting wins', () => {
  assert.deepEqual(findServer({ ...around, configured }), { found: configured });
});

test('a ~ in the setting is the home folder', () => {
  assert.deepEqual(findServer({ ...around, configured: ' ~/my-ascribe' }), { found: configured });
});

test('a setting that names nothing is an error, and nothing else is started', () => {
  assert.match(findServer({ ...around, configured: join(root, 'none') }).missing, /is not an executable file: .*none$/);
  assert.match(findServer({ ...around, configured: root }).missing, /is not an executable file/);
});

test('a relative path in the setting is an error', () => {
  assert.match(findServer({ ...around, configured: './ascribe' }).missing, /not an absolute path/);
});

test('the first program on the search path', () => {
  assert.deepEqual(findServer(around), { found: first });
});

test('a file that cannot be executed is passed over', () => {
  chmodSync(first, 0o644);
  assert.deepEqual(findServer(around), { found: second });
  chmodSync(first, 0o755);
});

test('relative folders of the search path are not looked at', (context) => {
  const before = process.cwd();
  context.after(() => process.chdir(before));
  process.chdir(join(root, 'first'));
  assert.ok('missing' in findServer({ ...around, path: ['.', ''].join(delimiter) }));
});

test('the program within the extension comes before the search path', () => {
  const bundled = program('extension', 'server', 'ascribe');
  assert.deepEqual(findServer(around), { found: bundled });
  assert.deepEqual(findServer({ ...around, configured }), { found: configured });
});

test('nothing anywhere', () => {
  const nowhere = { ...around, extensionPath: root, path: '' };
  assert.deepEqual(findServer(nowhere), { missing: 'The program "ascribe" was not found on PATH' });
});
