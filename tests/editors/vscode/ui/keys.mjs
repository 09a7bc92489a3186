// The keys from a pasted article of 800 words to a clean one, all drafts reviewed one by one.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { opened } from './screen.mjs';

const ARTICLE = readFileSync(new URL('../../articles/reservoir.txt', import.meta.url), 'utf8');

/** Keys and characters that may be needed. */
const MOST = 120;

/** Start of the words of a statement, and what to type to find its speaker, where drafting may be wrong about it. */
const SPEAKERS = [
  ['the drains were inspected', 'Vannkraft'],
  ['it has since wrapped', 'Vannkraft'],
  ['Everybody on the site', 'engin'],
  ['the application was being', 'the county'],
  ['the move might bring', 'Nygaard'],
];

/** Drafts that are no statements. */
const REJECTED = ['the movement “unusual', 'the trout in the reservoir'];

export async function keys(test, context, authority) {
  const folder = mkdtempSync(join(process.env.SCRATCH, 'keys-'));
  const screen = await opened(context, authority, folder);
  const { listed, page, quickPick, status } = screen;
  const options = { input: ARTICLE, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] };
  const drafts = execFileSync('ascribe', ['draft', '-'], options)
    .matchAll(/(?:\[([^\]]*)\]|“([^”]*)”)\{([^{}]*\bdraft\b[^{}]*)\}/g)
    .filter(([, , , items]) => !items.includes('part='))
    .map(([, claim, quotation]) => claim ?? quotation)
    .toArray();
  let count = 0;
  const press = async (key) => {
    count += 1;
    await screen.press(key);
  };
  const type = async (text) => {
    count += text.length;
    await screen.type(text);
  };
  const left = (rest) => status(rest ? new RegExp(`attributed, ${rest} draft`) : / of \d+ attributed$/);

  await test(`from paste to clean takes at most ${MOST} keys`, async () => {
    await screen.load();
    await screen.copy(ARTICLE);
    await press('F1');
    await quickPick.waitFor();
    await type('new from clip');
    await listed('New Document from Clipboard');
    await press('Enter');
    await listed('Draft who says what');
    await press('Enter');
    await left(drafts.length);
    for (const [place, words] of drafts.entries()) {
      const [, speaker] = SPEAKERS.find(([start]) => words.startsWith(start)) ?? [];
      if (REJECTED.some((start) => words.startsWith(start))) await press('Alt+r');
      else if (speaker) {
        await press('Alt+w');
        await listed('');
        await type(speaker);
        await page.waitForFunction(
          (speaker) => document.querySelector('.quick-input-widget .monaco-list-row.focused')?.textContent.toLowerCase().includes(speaker),
          speaker.toLowerCase(),
        );
        await press('Enter');
      } else await press('Alt+a');
      await left(drafts.length - place - 1);
    }
    await press('Alt+q');
    await listed('Attribute 1 statement without a speaker');
    await press('Enter');
    await listed('');
    await type('report');
    await page.waitForFunction(() => /^Report by/.test(document.querySelector('.quick-input-widget .monaco-list-row.focused')?.textContent));
    await press('Enter');
    await status(/(\d+) of \1 attributed$/);
    await press('Alt+q');
    await listed('Fix the finding');
    await press('Enter');
    await page.locator('.action-widget .monaco-list-row.focused', { hasText: /default source/ }).waitFor();
    await press('Enter');
    await screen.line('source: ^');
    await page.locator('.squiggly-error, .squiggly-warning, .squiggly-info').first().waitFor({ state: 'detached' });
    await screen.picture('9-clean');
    console.log(`      ${count} keys`);
    assert.ok(count <= MOST, `${count} keys`);
  });
  await page.close();
}
