// Somebody who has never seen Ascribe: from a pasted article to a reviewed one, by what the editor offers.

import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { opened } from './screen.mjs';

const ARTICLE = readFileSync(new URL('../../articles/quarry.txt', import.meta.url), 'utf8');

export async function newcomer(test, context, authority) {
  // A second try begins anew, since the editor remembers what was not saved in a folder.
  const folder = mkdtempSync(join(process.env.SCRATCH, 'desk-'));
  const screen = await opened(context, authority, folder);
  const { choose, command, copy, line, listed, page, press, row, status, type } = screen;

  await test('with no document open, what next is the walkthrough', async () => {
    await screen.load();
    await command('Ascribe: What Next?');
    const steps = page.locator('.gettingStartedContainer .step-title');
    await steps.filter({ hasText: 'Paste an article' }).waitFor();
    assert.equal(await steps.count(), 5);
    await screen.picture('0-walkthrough');
    const tab = page.locator('.tab', { hasText: 'Welcome' });
    await tab.click({ button: 'middle' });
    await tab.waitFor({ state: 'detached' });
  });
  await test('a new document from a text file has its name and, until it is saved, no file', async () => {
    const file = join(folder, 'quarry.txt');
    writeFileSync(file, ARTICLE);
    await command('Ascribe: New Document from Text File');
    await row('quarry.txt').click();
    await row('Draft who says what').waitFor({ timeout: 60_000 });
    await press('Escape');
    await page.locator('.tab.active', { hasText: 'quarry.ascribe' }).waitFor();
    await line('Villagers divided over plan');
    assert.ok(!existsSync(join(folder, 'quarry.ascribe')));
    await page.locator('.statusbar-item', { hasText: '0 of 5 attributed' }).first().click();
    await listed('Draft who says what');
    await press('Escape');
  });
  await test('a new document from the clipboard, and what next', async () => {
    await copy(ARTICLE);
    await command('Ascribe: New Document from Clipboard');
    await row('Draft who says what').waitFor({ timeout: 60_000 });
    await screen.picture('1-what-next');
    await line('Villagers divided over plan');
    await status('0 of 5 attributed');
  });
  await test('drafting goes to the first draft, marks it, and says how many there are', async () => {
    await choose('Draft who says what');
    await status(/\d+ drafts to review: quote of Hanne Obrecht/);
    await line('{@obrecht draft confidence=');
    await screen.picture('2-first-draft');
    await status(/^\W*\d+ of \d+ attributed, \d+ drafts$/);
    await page.locator('[class*="TextEditorDecorationType"]').first().waitFor({ state: 'attached' });
  });
  const left = async () => {
    const text = await page.locator('.statusbar-item', { hasText: /attributed/ }).first().textContent();
    return Number(/(\d+) drafts?/.exec(text)?.[1] ?? 0);
  };
  const eventuallyLeft = (count) =>
    page.waitForFunction(
      (count) => {
        const items = [...document.querySelectorAll('.statusbar-item')].map((item) => item.textContent);
        const progress = items.find((text) => / attributed/.test(text)) ?? '';
        return Number(/(\d+) drafts?/.exec(progress)?.[1] ?? 0) === count;
      },
      count,
    );
  await test('keys accept, reject and attribute, and each goes to the next draft', async () => {
    const all = await left();
    assert.ok(all >= 8, `${all} drafts`);
    await press('Alt+a');
    await eventuallyLeft(all - 1);
    await line('{@obrecht} said Hanne');
    await press('Alt+r');
    await eventuallyLeft(all - 2);
    await line('She said that the lorries would pass her kitchen window every nine minutes.');
    await press('Alt+w');
    await listed('Piet Vos');
    await screen.picture('3-who-says-this');
    await type('ferr');
    await choose('Aldo Ferrin');
    await eventuallyLeft(all - 3);
    await line('twelve lorries a day,”{@ferrin ^interview-courier}');
    await press('Alt+s');
    await eventuallyLeft(all - 4);
    await line('to the valley]{claim @ferrin}');
  });
  await test('whoever is new is declared', async () => {
    const all = await left();
    await press('Alt+w');
    await listed('New …');
    await type('a driver of the company');
    await choose('a driver of the company');
    await eventuallyLeft(all - 1);
    await line('{claim @driver-of-the-company}');
  });
  await test('keys may come fast, and after the last draft there are none', async () => {
    // Without waiting for each.
    for (let rest = await left(); rest > 0; rest -= 1) await press('Alt+a');
    await eventuallyLeft(0);
    await status('No drafts left.');
    await press('Alt+q');
    await listed('Show the article without markup');
    await screen.picture('4-done');
    await press('Escape');
  });
  await test('the article without markup is the one that was copied', async () => {
    await press('Control+1');
    await command('Ascribe: Show the Article Without Markup');
    await page.locator('.tab', { hasText: 'Article.txt' }).waitFor();
    await page.locator('.tab.active', { hasText: 'Article.txt' }).waitFor();
    await press('Control+a');
    await press('Control+c');
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, ARTICLE);
  });
  await page.close();
}
