// Packs an unpacked archive as the npm package of its platform, or the package `ascribe`, which depends on those of all
// platforms. Prints the path of the package:
//
//   node pack.mjs TARGET ARCHIVE FOLDER
//   node pack.mjs wrapper FOLDER

import { execFileSync } from 'node:child_process';
import { copyFileSync, chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = resolve(here, '../../..');
const version = readFileSync(join(root, 'Cargo.toml'), 'utf8').match(/^version = "(.*)"$/m)[1];
const scope = '@ascribe-lsp';

/** Names of the platforms in npm, by target. */
const platforms = new Map(
  readFileSync(join(here, '../targets'), 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => line.split(/\s+/).slice(0, 2)),
);

const about = {
  version,
  license: 'MIT OR Apache-2.0',
  homepage: 'https://github.com/ascribe-lsp/ascribe',
  repository: { type: 'git', url: 'git+https://github.com/ascribe-lsp/ascribe.git', directory: 'server/packages/npm' },
};

function wrapper() {
  const names = [...platforms.values()].map((name) => [`${scope}/${name}`, version]);
  return {
    name: 'ascribe',
    ...about,
    description: 'Language server and linter for news articles: who said what, and where is that on record?',
    keywords: ['journalism', 'attribution', 'quotations', 'linter', 'lsp'],
    bin: { ascribe: 'ascribe.js' },
    engines: { node: '>=18' },
    optionalDependencies: Object.fromEntries(names),
  };
}

function platform(name) {
  const [os, cpu, libc] = name.split('-');
  return {
    name: `${scope}/${name}`,
    ...about,
    description: `The binary of Ascribe for ${name}. Install \`ascribe\` instead.`,
    os: [os],
    cpu: [cpu],
    ...(libc && { libc: [libc === 'gnu' ? 'glibc' : libc] }),
    preferUnplugged: true,
  };
}

/** Packs a manifest with files, each a path and its name in the package. */
function pack(manifest, files, folder) {
  mkdirSync(folder, { recursive: true });
  const scratch = mkdtempSync(join(tmpdir(), 'ascribe-npm-'));
  try {
    for (const [path, name, mode] of files) {
      copyFileSync(path, join(scratch, name));
      chmodSync(join(scratch, name), mode ?? 0o644);
    }
    for (const name of ['LICENSE-MIT', 'LICENSE-APACHE']) copyFileSync(join(root, name), join(scratch, name));
    writeFileSync(join(scratch, 'package.json'), JSON.stringify(manifest, null, 2));
    const output = execFileSync('npm', ['pack', '--json', '--pack-destination', resolve(folder)], { cwd: scratch });
    console.log(join(resolve(folder), JSON.parse(output)[0].filename));
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

const [target, ...rest] = process.argv.slice(2);
if (target === 'wrapper' && rest.length === 1) {
  const files = [[join(here, 'ascribe.js'), 'ascribe.js', 0o755], [join(here, 'README.md'), 'README.md']];
  pack(wrapper(), files, rest[0]);
} else if (platforms.has(target) && rest.length === 2) {
  const name = platforms.get(target);
  const program = name.startsWith('win32') ? 'ascribe.exe' : 'ascribe';
  const notices = 'THIRD-PARTY-NOTICES.txt';
  pack(platform(name), [[join(rest[0], program), program, 0o755], [join(rest[0], notices), notices]], rest[1]);
} else {
  console.error('usage: pack.mjs TARGET ARCHIVE FOLDER, or pack.mjs wrapper FOLDER. The targets are in server/packages/targets.');
  process.exit(2);
}
