// Opens the workspace twice: once for suite.cjs, which runs inside the extension host with the whole API, and once for
// tests that need a keyboard and a screen.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { colours } from './colours.mjs';
import { deadline, launch, open, QUIET, settings, start, write } from './editor.mjs';
import { article } from './ui/article.mjs';
import { keys } from './ui/keys.mjs';
import { newcomer } from './ui/newcomer.mjs';

const { SCRATCH } = process.env;
const suite = fileURLToPath(new URL('suite.cjs', import.meta.url));
const machineSettings = join(SCRATCH, 'user', 'Machine', 'settings.json');

let passed = 0;
let failed = 0;

function report(name, error) {
  if (error === undefined) {
    passed += 1;
    console.log(`ok    ${name}`);
  } else {
    failed += 1;
    console.log(`FAIL  ${name}\n      ${String(error).replaceAll('\n', '\n      ')}`);
  }
}

async function test(name, run) {
  try {
    await run();
    report(name);
  } catch (error) {
    report(name, error);
  }
}

/** Tests inside the extension host. */
async function api(context, authority) {
  const { page, load } = await open(context, authority, join(SCRATCH, 'workspace'), [['extensionTestsPath', suite]]);
  const finished = new Promise((resolve) => {
    page.exposeFunction('codeAutomationExit', resolve);
  });
  await page.exposeFunction('codeAutomationLog', () => {});
  const results = join(SCRATCH, 'results.json');
  await test('the tests in the extension host run to their end', async () => {
    await load();
    const code = await Promise.race([finished, deadline(120_000, 'The extension host')]);
    for (const { name, error } of JSON.parse(readFileSync(results, 'utf8'))) report(name, error);
    if (code !== 0) throw new Error(`the extension host ended with ${code}`);
  });
  await page.close();
}

/** Tests on the screen. */
async function screen(context, authority) {
  const workspace = join(SCRATCH, 'workspace-ui');
  const { page, load } = await open(context, authority, workspace, [['openFile', join(workspace, 'article.ascribe')]]);
  page.setDefaultTimeout(20_000);
  const press = (keys) => page.keyboard.press(keys);
  const type = (text) => page.keyboard.type(text, { delay: 30 });
  const gone = (selector) => page.waitForFunction((it) => !document.querySelector(it), selector);
  const line = (text) => page.waitForFunction((it) => {
    const lines = [...document.querySelectorAll('.view-line')];
    return lines.some((line) => line.textContent.replaceAll('\u00a0', ' ').includes(it));
  }, text);
  const goTo = async (place) => {
    await press('Control+g');
    await type(place);
    await press('Enter');
  };

  const clearNotifications = async () => {
    await press('F1');
    await type('Notifications: Clear All');
    await press('Enter');
    await gone('.notifications-center.visible .notification-list-item');
  };

  await test('the undefined actor and the unattributed quote are underlined', async () => {
    await load();
    await page.locator('.squiggly-error').first().waitFor({ timeout: 60_000 });
    await page.locator('.squiggly-warning').first().waitFor();
  });
  await test('typing words suggests nothing', async () => {
    await page.locator('.view-line').first().click();
    await goTo('17:105');
    await type(' Lin');
    await page.waitForTimeout(1000);
    if (await page.locator('.suggest-widget.visible').count()) throw new Error('there are suggestions');
    for (let i = 0; i < 4; i += 1) await press('Backspace');
  });
  await test('the likely speaker is proposed at the caret, and else hinted at, but not both', async () => {
    const hint = page.locator('.view-line', { hasText: 'likely' });
    const proposal = page.locator('.view-line [class*="ghost-text"]', { hasText: 'oduya' });
    await hint.first().waitFor();
    await goTo('22:43');
    await press('Backspace');
    await type('”');
    await proposal.first().waitFor();
    await hint.first().waitFor({ state: 'detached' });
    await press('Escape');
    await goTo('20:1');
    await hint.first().waitFor();
  });
  await test('those who may say something are listed, and one is taken', async () => {
    await goTo('22:10');
    await press('F1');
    await type('Ascribe: Attribute to');
    await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Attribute to…' }).first().waitFor();
    await press('Enter');
    await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Samuel Oduya' }).first().waitFor();
    await press('Enter');
    await line('”{@oduya}');
    await press('Control+z');
    await page.locator('.squiggly-warning').first().waitFor();
  });
  await test('typing {@ behind a quotation suggests actors, and one is taken', async () => {
    await goTo('22:43');
    await type('{@');
    await page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'lind' }).first().waitFor();
    await type('od');
    await page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'oduya' }).first().waitFor();
    await press('Enter');
    await line('”{@oduya}');
    await gone('.squiggly-warning');
  });
  await test('a quick fix mends the undefined actor', async () => {
    await goTo('24:59');
    await press('Control+.');
    await page.locator('.action-widget', { hasText: '@oduya' }).first().waitFor();
    await press('Enter');
    await line('@oduya},');
    await gone('.squiggly-error');
  });
  await test('a lens shows the places that it counts', async () => {
    await page.locator('.codelens-decoration a', { hasText: 'denied by 1' }).click();
    await page.locator('.reference-zone-widget', { hasText: 'winter.ascribe' }).waitFor();
    await press('Escape');
    await gone('.reference-zone-widget');
  });
  await test('a label is not taken for a colour', async () => {
    await press('Control+p');
    await type('winter.ascribe');
    await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'winter.ascribe' }).first().waitFor();
    await press('Enter');
    await line('{claim #fee');
    await page.locator('.squiggly-warning').first().waitFor();
    const count = await page.locator('[class*="colorDecorator"], .colorpicker-color-decoration').count();
    if (count) throw new Error(`there are ${count} colours`);
  });
  await test('all that an actor says is shown, with the actor at the caret', async () => {
    await goTo('12:27');
    await press('F1');
    await type('Ascribe: Show All That');
    await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Show All Statements of an Actor' }).first().waitFor();
    await press('Enter');
    await page.locator('.quick-input-message', { hasText: 'The id of an actor' }).waitFor();
    await press('Enter');
    await line('# Maren Lind');
    await press('Control+F4');
  });
  await test('checking shows the problems', async () => {
    await page.locator('.tab', { hasText: 'article.ascribe' }).click();
    await goTo('1:1');
    await page.locator('.codelens-decoration a', { hasText: 'run check' }).first().click();
    await page.locator('.markers-panel').waitFor();
    await press('Control+j');
    await page.locator('.view-line').first().click();
    await clearNotifications();
  });
  const reported = async (reason) => {
    // Open the list, since a toast may have disappeared already.
    await press('F1');
    await type('Notifications: Show Notifications');
    await press('Enter');
    const rows = page.locator('.notifications-center .notification-list-item');
    await rows.filter({ hasText: reason }).waitFor();
    for (const name of ['Open Settings', 'Show Output']) await rows.getByRole('button', { name }).waitFor();
    const count = await rows.count();
    if (count !== 1) throw new Error(`there are ${count} messages`);
    await clearNotifications();
  };
  await test('a server that is not there is reported, with a way to mend it', async () => {
    write(machineSettings, { 'ascribe.server.path': '/nowhere/ascribe' });
    await reported('is not an executable file: /nowhere/ascribe');
  });
  await test('a program that ends at once is reported, and once', async () => {
    write(machineSettings, { 'ascribe.server.path': '/bin/false' });
    await reported('/bin/false failed to start as a language server');
  });
  await test('mending the setting starts the server', async () => {
    write(machineSettings, {});
    await goTo('22:43');
    for (let i = 0; i < '{@oduya}'.length; i += 1) await press('Delete');
    await page.locator('.squiggly-error, .squiggly-warning').first().waitFor();
  });
  if (failed) await page.screenshot({ path: process.env.SCREENSHOT ?? join(SCRATCH, 'failed.png') });
  await page.close();
}

/** A part with a file of its own. */
const tests = (part) => (context, authority) => part(test, context, authority);

write(settings, QUIET);
write(machineSettings, {});
await colours(test);
const authority = await start();
const browser = await launch();
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const parts = { api, screen, newcomer: tests(newcomer), article: tests(article), keys: tests(keys) };
  const only = process.env.ONLY?.split(',');
  for (const [name, part] of Object.entries(parts)) {
    if (only && !only.includes(name)) continue;
    const before = { passed, failed };
    await part(context, authority);
    // Keys go astray while the editor moves its focus by itself, so what is done by keys has a second try.
    if (failed === before.failed || part === api) continue;
    console.log(`again: ${name}`);
    ({ passed, failed } = before);
    await part(context, authority);
  }
} finally {
  await browser.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
