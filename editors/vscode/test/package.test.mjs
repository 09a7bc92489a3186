import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import yauzl from 'yauzl';

const extension = fileURLToPath(new URL('..', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'ascribe-'));
const server = join(root, 'program');
before(() => {
  writeFileSync(server, 'a program');
  execFileSync('node', ['build.mjs'], { cwd: extension, stdio: 'ignore' });
});
after(() => rmSync(root, { recursive: true }));

function packaged(...options) {
  const out = join(root, 'ascribe.vsix');
  rmSync(out, { force: true });
  return { out, ...spawnSync('node', ['package.mjs', '--out', out, ...options], { cwd: extension, encoding: 'utf8' }) };
}

/** Files of a package, with their text and whether they can be executed. */
function files(path) {
  return new Promise((resolve, reject) => {
    const found = new Map();
    yauzl.open(path, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error);
      zip.on('end', () => resolve(found));
      zip.on('entry', (entry) => {
        zip.openReadStream(entry, async (error, stream) => {
          if (error) return reject(error);
          const text = Buffer.concat(await stream.toArray()).toString();
          found.set(entry.fileName, { text, executable: ((entry.externalFileAttributes >>> 16) & 0o111) !== 0 });
          zip.readEntry();
        });
      });
      zip.readEntry();
    });
  });
}

const servers = (found) => [...found.keys()].filter((name) => name.startsWith('extension/server/'));

for (const [target, program] of [['linux-x64', 'ascribe'], ['darwin-arm64', 'ascribe'], ['win32-x64', 'ascribe.exe']]) {
  test(`a package for ${target} has the server in it`, async () => {
    const { out, status, stderr } = packaged('--target', target, '--server', server);
    assert.equal(status, 0, stderr);
    const found = await files(out);
    assert.deepEqual(servers(found), [`extension/server/${program}`]);
    const packed = found.get(`extension/server/${program}`);
    assert.equal(packed.text, 'a program');
    assert.ok(packed.executable || target.startsWith('win32'));
    assert.match(found.get('extension.vsixmanifest').text, new RegExp(`TargetPlatform="${target}"`));
    assert.ok(!existsSync(join(extension, 'server')), 'nothing is left for the next package');
  });
}

test('a package without a target has no server and fits every platform', async () => {
  const { out, status, stderr } = packaged();
  assert.equal(status, 0, stderr);
  const found = await files(out);
  assert.deepEqual(servers(found), []);
  assert.ok(!found.get('extension.vsixmanifest').text.includes('TargetPlatform'));
});

test('a target without a server, or the other way round, is refused', () => {
  for (const options of [['--target', 'linux-x64'], ['--server', server]]) {
    const { out, status, stderr } = packaged(...options);
    assert.equal(status, 2);
    assert.match(stderr, /go together/);
    assert.ok(!existsSync(out));
  }
  assert.notEqual(packaged('--target', 'linux-x64', '--server', join(root, 'none')).status, 0);
});
