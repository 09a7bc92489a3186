// Drives a session that is recorded: opens the folder with vscode.cjs inside the extension host.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deadline, launch, open, QUIET, settings, start, write } from '../editors/vscode/editor.mjs';

const suite = fileURLToPath(new URL('vscode.cjs', import.meta.url));

write(settings, QUIET);
const authority = await start();
const browser = await launch();
const { page, load } = await open(await browser.newContext(), authority, join(process.env.SCRATCH, 'workspace'), [
  ['extensionTestsPath', suite],
]);
const finished = new Promise((resolve) => {
  page.exposeFunction('codeAutomationExit', resolve);
});
await page.exposeFunction('codeAutomationLog', () => {});
await load();
const code = await Promise.race([finished, deadline(120_000, 'The session')]);
await browser.close();
process.exit(code);
