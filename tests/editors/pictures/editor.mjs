// Shows an example with its findings in VS Code, and takes pictures of it: editor-light.png and editor-dark.png.

import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { launch, open, QUIET, settings, start, write } from '../vscode/editor.mjs';

const { EXAMPLES, PICTURES, SCRATCH } = process.env;
/** The class of the window, by colour scheme. */
const SCHEMES = { light: 'vs', dark: 'vs-dark' };

const workspace = join(SCRATCH, 'examples');
cpSync(EXAMPLES, workspace, { recursive: true });
write(settings, {
  ...QUIET,
  'breadcrumbs.enabled': false,
  'editor.cursorBlinking': 'solid',
  'editor.hover.above': false,
  'editor.minimap.enabled': false,
  'editor.renderLineHighlight': 'none',
  'security.workspace.trust.enabled': false,
  'window.autoDetectColorScheme': true,
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
  'workbench.preferredDarkColorTheme': 'Default Dark Modern',
  'workbench.preferredLightColorTheme': 'Default Light Modern',
});

const authority = await start();
// Glyphs of the same shape make smaller files.
const browser = await launch('--disable-font-subpixel-positioning');
try {
  const context = await browser.newContext({ viewport: { width: 960, height: 590 }, deviceScaleFactor: 1.2 });
  const { page, load } = await open(context, authority, workspace, [['openFile', join(workspace, 'harbour.ascribe')]]);
  page.setDefaultTimeout(20_000);
  const press = (keys) => page.keyboard.press(keys);

  await load();
  await page.locator('.view-line').first().click({ timeout: 60_000 });
  await press('Control+b');
  await press('Control+Shift+m');
  await page.locator('.markers-panel .monaco-list-row', { hasText: 'unattributed-quote' }).waitFor();
  await page.locator('.view-line').first().click();
  // In the quotation without a speaker.
  await press('Control+g');
  await page.keyboard.type('136:192');
  await press('Enter');
  await page.locator('.view-line', { hasText: 'likely' }).first().waitFor();
  await page.waitForTimeout(1000);
  // Scroll until the paragraph before is at the top.
  const number = page.locator('.margin .line-numbers', { hasText: /^134$/ });
  for (;;) {
    const y = await number.count() ? (await number.boundingBox()).y : 0;
    if (y > 35 && y < 60) break;
    await press(y < 60 ? 'Control+ArrowUp' : 'Control+ArrowDown');
    await page.waitForTimeout(100);
  }
  for (const [scheme, name] of Object.entries(SCHEMES)) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.locator(`.monaco-workbench.${name}`).waitFor();
    // Hints, colours and the light bulb follow a moment later, and would close the hover.
    await page.waitForTimeout(2000);
    await press('Control+k');
    await press('Control+i');
    const hover = page.locator('.monaco-hover', { hasText: 'This quotation has no speaker' }).first();
    await hover.waitFor();
    await page.waitForTimeout(1000);
    if (!await hover.isVisible()) throw new Error('the hover has closed');
    await page.screenshot({ path: join(PICTURES, `editor-${scheme}.png`) });
    await press('Escape');
  }
} catch (error) {
  if (process.env.SCREENSHOT) await browser.contexts()[0].pages()[0].screenshot({ path: process.env.SCREENSHOT });
  throw error;
} finally {
  await browser.close();
}
process.exit(0);
