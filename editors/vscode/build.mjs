// Bundles the extension into dist/, with the licences of all bundled packages.

import { context } from 'esbuild';
import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
process.chdir(here);

/** Folders below node_modules whose files are in the bundle. */
function packages(metafile) {
  const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;
  const inputs = Object.keys(metafile.inputs).map((input) => folder.exec(input)?.[0]);
  return [...new Set(inputs.filter(Boolean))].sort();
}

async function notice(folder) {
  const { name, version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} has no licence file`);
  const text = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n');
  return `${name} ${version}\n\n${text.trim()}\n`;
}

const watch = process.argv.includes('--watch');
await rm('dist', { recursive: true, force: true });
const build = await context({
  entryPoints: ['src/extension.ts'],
  outfile: 'dist/extension.js',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode'],
  minify: !watch,
  sourcemap: watch,
  metafile: true,
  logLevel: 'info',
});
if (watch) {
  await build.watch();
} else {
  const { metafile } = await build.rebuild();
  await build.dispose();
  const notices = await Promise.all(packages(metafile).map(notice));
  await writeFile('dist/THIRD-PARTY.txt', notices.join(`\n${'-'.repeat(72)}\n\n`));
  for (const licence of ['LICENSE-MIT', 'LICENSE-APACHE']) {
    await copyFile(join('../..', licence), join('dist', licence));
  }
}
