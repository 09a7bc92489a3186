// Packages the extension. With a target, such as linux-x64, the package is for that platform, and has the server in it:
//
//   node package.mjs [--out ascribe.vsix] [--target linux-x64 --server ../../target/release/ascribe]

import { chmod, copyFile, mkdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createVSIX } from '@vscode/vsce';

const here = fileURLToPath(new URL('.', import.meta.url));
const folder = join(here, 'server');

/** Puts the server where the extension looks for it. */
async function include(server, target) {
  if (!(await stat(server)).isFile()) throw new Error(`${server} is not a file.`);
  const program = join(folder, target.startsWith('win32') ? 'ascribe.exe' : 'ascribe');
  await mkdir(folder);
  await copyFile(server, program);
  await chmod(program, 0o755);
}

const { values } = parseArgs({
  options: { out: { type: 'string', default: 'ascribe.vsix' }, server: { type: 'string' }, target: { type: 'string' } },
});
const { out, server, target } = values;
if (Boolean(server) !== Boolean(target)) {
  console.error('--target and --server go together: a package for one platform has the server for it.');
  process.exit(2);
}
// A server from before may be for another platform.
await rm(folder, { recursive: true, force: true });
try {
  if (server && target) await include(resolve(server), target);
  await createVSIX({ cwd: here, dependencies: false, packagePath: resolve(out), ...(target && { target }) });
} finally {
  await rm(folder, { recursive: true, force: true });
}
