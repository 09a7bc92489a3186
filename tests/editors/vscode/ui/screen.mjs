// Shared by tests with a keyboard and a screen.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { open } from '../editor.mjs';

/** Opens a folder, with these pairs of an option and a path, and returns what a person can do there. */
export async function opened(context, authority, folder, payload = []) {
  const { page, load } = await open(context, authority, folder, payload);
  page.setDefaultTimeout(20_000);
  const press = (keys) => page.keyboard.press(keys);
  const type = (text) => page.keyboard.type(text, { delay: 20 });
  const quickPick = page.locator('.quick-input-widget:visible');
  const row = (text) => quickPick.locator('.monaco-list-row', { hasText: text }).first();
  /** Waits for an entry of a list, until keys go to that list. */
  const listed = async (text) => {
    await row(text).waitFor();
    await page.waitForFunction(() => document.activeElement?.closest('.quick-input-widget'));
  };
  const screen = {
    page,
    listed,
    /** Opens the page, until the extension's commands are known. */
    async load() {
      await load();
      await page.locator('.activitybar [aria-label^="Ascribe"]').first().waitFor({ timeout: 60_000 });
    },
    /** Takes the first entry of a list, which has this text. */
    async choose(text) {
      await listed(text);
      await press('Enter');
      await page.waitForFunction(() => !document.activeElement?.closest('.quick-input-widget'));
    },
    press,
    type,
    quickPick,
    row,
    /** Waits for a text in the active editor, across wrapped lines. */
    line: (text) =>
      page.waitForFunction((it) => {
        const top = (line) => Number.parseFloat(line.style.top);
        const lines = [...document.querySelectorAll('.editor-group-container.active .view-line')];
        const shown = lines.sort((one, other) => top(one) - top(other)).map((line) => line.textContent);
        return shown.join('').replaceAll('\u00a0', ' ').includes(it);
      }, text),
    status: (text) => page.locator('.statusbar-item', { hasText: text }).first().waitFor(),
    /** Runs a command from the palette. */
    async command(title) {
      await press('F1');
      await quickPick.waitFor();
      await type(title);
      await listed(title);
      await press('Enter');
    },
    /** Goes to an open document, until keys go to its editor. */
    async goToTab(name) {
      await page.locator('.tab', { hasText: name }).click();
      await page.locator('.editor-group-container.active .monaco-editor.focused').first().waitFor();
    },
    async goTo(place) {
      await press('Control+g');
      await type(place);
      await press('Enter');
    },
    /** Puts a text on the clipboard. */
    copy: (text) => page.evaluate((text) => navigator.clipboard.writeText(text), text),
    picture: (name) => process.env.PICTURES && page.screenshot({ path: join(process.env.PICTURES, `${name}.png`) }),
    note: (name, text) => process.env.PICTURES && writeFileSync(join(process.env.PICTURES, name), text),
  };
  return screen;
}
