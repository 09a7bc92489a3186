// Views, preview and reading mode beside a drafted article.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { opened } from './screen.mjs';

const ARTICLE = readFileSync(new URL('../../articles/quarry.txt', import.meta.url), 'utf8');

/** Relative luminance of a colour, from 0 to 1. */
function brightness(colour) {
  const [red, green, blue] = colour.match(/[\d.]+/g).map((part) => {
    const value = Number(part) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export async function article(test, context, authority) {
  // A second try begins anew, since the editor remembers what was not saved in a folder.
  const folder = mkdtempSync(join(process.env.SCRATCH, 'newsroom-'));
  const file = join(folder, 'quarry.ascribe');
  writeFileSync(file, execFileSync('ascribe', ['draft', '-'], { input: ARTICLE, stdio: ['pipe', 'pipe', 'ignore'] }));
  const text = readFileSync(file, 'utf8');
  const lineOf = (words) => text.slice(0, text.indexOf(words)).split('\n').length;
  const screen = await opened(context, authority, folder, [['openFile', file]]);
  const { command, goTo, line, page, press, status, type } = screen;
  const rows = (view) => page.locator(`.pane:has(.pane-header[aria-label^="${view}"]) .monaco-list-row`);
  const outside = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    // The editor's own page asks a gallery for extensions.
    const isEditor = !request.serviceWorker() && request.frame() === page.mainFrame();
    if (/^https?:$/.test(url.protocol) && url.host !== authority && !isEditor) outside.push(url.href);
  });

  await test('declarations are folded when an article is opened', async () => {
    await screen.load();
    await status(/^\W*9 of 9 attributed, 9 drafts$/);
    await line('@obrecht: Hanne Obrecht');
    await page.waitForFunction(() => ![...document.querySelectorAll('.view-line')].some((line) => /role:/.test(line.textContent)));
  });
  await test('drafts are listed, the least likely first, and shown in the text', async () => {
    await page.locator('.activitybar [aria-label^="Ascribe"]').first().click();
    await rows('Drafts').first().waitFor();
    assert.match(await rows('Drafts').first().textContent(), /^0\.80 the slope has moved.*Report by the Geological Office/);
    const listed = (await rows('Drafts').allTextContents()).map((row) => row.slice(0, 4));
    assert.deepEqual(listed, listed.toSorted());
    await screen.picture('5-views');
    await rows('Drafts').first().click();
    await page.locator('[class*="TextEditorDecorationType"]').first().waitFor({ state: 'attached' });
    await page.locator('.view-line', { hasText: 'the slope has moved' }).first().waitFor();
  });
  await test('selected drafts are accepted at once, and come back with one undo', async () => {
    await page.locator('.pane-header[aria-label^="Drafts"]').first().click();
    await page.locator('.pane-header[aria-label^="Drafts"]').first().click();
    await rows('Drafts').nth(0).click();
    await rows('Drafts').nth(2).click({ modifiers: ['Shift'] });
    await press('Alt+a');
    await status(/9 of 9 attributed, 6 drafts/);
    await screen.goToTab('quarry.ascribe');
    await press('Control+z');
    await status(/9 of 9 attributed, 9 drafts/);
  });
  await test('drafts are filtered, and grouped by actor, of whom all are rejected', async () => {
    await page.locator('.pane-header[aria-label^="Drafts"]').first().hover();
    await page.locator('.pane-header [aria-label^="Filter Drafts"]').click();
    await screen.quickPick.waitFor();
    await type('vos');
    await press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('.pane:has(.pane-header[aria-label^="Drafts"]) .monaco-list-row').length === 3);
    await page.locator('.pane-header[aria-label^="Drafts"]').first().hover();
    await page.locator('.pane:has(.pane-header[aria-label^="Drafts"]) .actions-container [aria-label*="More Actions"]').click();
    await page.locator('.monaco-menu .action-item', { hasText: 'Group by Actor' }).click();
    const vos = rows('Drafts').filter({ hasText: 'Piet Vos' }).first();
    await vos.filter({ hasText: '3 drafts' }).waitFor();
    await vos.hover();
    await vos.locator('[aria-label^="Reject Drafts"]').click();
    await status(/6 of \d attributed, 6 drafts/);
    await screen.goToTab('quarry.ascribe');
    await press('Control+z');
    await status(/9 of 9 attributed, 9 drafts/);
  });
  await test('cast, claims and sources list who says how much, and where', async () => {
    await rows('Cast').filter({ hasText: /Piet Vos.*director.*3 statements/ }).first().waitFor();
    await rows('Claims').filter({ hasText: 'We have thirty years' }).first().waitFor();
    await rows('Sources').filter({ hasText: /Without a source/ }).first().waitFor();
  });

  const inner = page.frameLocator('iframe.webview').frameLocator('#active-frame');
  await test('the preview shows the article, each speaker in a colour', async () => {
    await screen.goToTab('quarry.ascribe');
    await press('Control+Shift+v');
    await inner.locator('.said', { hasText: 'We have thirty years' }).first().waitFor();
    await screen.picture('6-preview');
    assert.equal(await inner.locator('h1').textContent(), 'Villagers divided over plan to reopen slate quarry');
    const words = await inner.locator('main').evaluate((main) => {
      const copy = main.cloneNode(true);
      for (const extra of copy.querySelectorAll('.card, .margin')) extra.remove();
      return [...copy.querySelectorAll('section')].map((section) => section.textContent).join('\n');
    });
    assert.equal(words, ARTICLE.trimEnd().replace(/\n+/g, '\n'));
    const colour = (text) => inner.locator('.said', { hasText: text }).first().evaluate((it) => getComputedStyle(it).color);
    assert.notEqual(await colour('We have thirty years'), await colour('Nobody will see more'));
    assert.equal(await colour('Nobody will see more'), await colour('the quarry would bring'));
  });
  await test('a card tells who says it', async () => {
    await inner.locator('.said', { hasText: 'Nobody will see more' }).first().hover();
    const card = inner.locator('.said', { hasText: 'Nobody will see more' }).first().locator('> .card');
    await card.waitFor();
    assert.match(await card.textContent(), /^Piet Vos, director.*On record: Interview with the Courier.*Draft, confidence 0\.86/);
  });
  await test('the preview scrolls along and leads back to the text', async () => {
    const scrolled = () => inner.locator('body').evaluate(() => window.scrollY);
    const eventually = async (fits) => {
      for (let i = 0; i < 100 && !fits(await scrolled()); i += 1) await page.waitForTimeout(50);
      assert.ok(fits(await scrolled()), `scrolled to ${await scrolled()}`);
    };
    await goTo('1:1');
    await eventually((at) => at === 0);
    await goTo(`${lineOf('The vote is on')}:1`);
    await eventually((at) => at > 0);
    await inner.locator('.said', { hasText: 'the movement is within' }).first().dispatchEvent('dblclick');
    await status(`Ln ${lineOf('Norrland Slate says')}, Col 26`);
  });
  await test('the preview follows what is typed, and runs and loads nothing of it', async () => {
    await goTo(`${lineOf('The vote is on')}:1`);
    await type('“Mind <img src=https://tarrin.example/x.png onerror=alert(1)> the gap please,” ');
    await inner.locator('.nobody', { hasText: 'Mind <img src=' }).first().waitFor();
    await inner.locator('section', { hasText: 'Mind <img' }).locator('.margin .warning', { hasText: 'unattributed-quote' }).waitFor();
    assert.equal(await inner.locator('main img').count(), 0);
    assert.deepEqual(outside.filter((url) => !url.includes('.vscode-cdn.net/')), []);
    const policy = await inner.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    assert.match(policy, /^default-src 'none'; style-src [^;]*; script-src 'nonce-[^']+'$/);
  });
  await test('the report is saved as a page without scripts, readable in light, in dark and on paper', async () => {
    await command('Ascribe: Save Report as Web Page');
    await page.locator('.quick-input-widget input').first().waitFor();
    await page.waitForTimeout(500);
    await press('Enter');
    const target = join(folder, 'quarry.html');
    for (let i = 0; i < 100 && !existsSync(target); i += 1) await page.waitForTimeout(50);
    const html = readFileSync(target, 'utf8');
    assert.ok(html.includes('Nobody will see more than twelve lorries a day'), html);
    assert.ok(!/<script|<img|<[^>]*(?:src|href)="?https?:/.test(html), html);
    const printed = await context.newPage();
    await printed.setContent(html);
    for (const media of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { media: 'print', colorScheme: 'light' }]) {
      await printed.emulateMedia({ media: 'screen', ...media });
      const [text, ground] = await printed.locator('body').evaluate((body) => {
        const { backgroundColor, color } = getComputedStyle(body);
        // A page without a ground of its own is white.
        return [color, backgroundColor === 'rgba(0, 0, 0, 0)' ? 'rgb(255, 255, 255)' : backgroundColor];
      });
      const [one, other] = [brightness(text), brightness(ground)].sort((one, other) => other - one);
      assert.ok((one + 0.05) / (other + 0.05) > 7, `${JSON.stringify(media)}: ${text} on ${ground}`);
      if (process.env.PICTURES) await printed.screenshot({ path: join(process.env.PICTURES, `report-${Object.values(media).join('-')}.png`), fullPage: true });
    }
    if (process.env.PICTURES) await printed.pdf({ path: join(process.env.PICTURES, 'report.pdf') });
    await printed.close();
  });
  await test('reading mode underlines each speaker and fades markup, except at the cursor', async () => {
    const decorated = (rule) =>
      page.evaluate((rule) => {
        const all = [...document.querySelectorAll('.view-line span, .view-overlays div')];
        return all.filter((it) => {
          const style = getComputedStyle(it);
          return rule === 'faded' ? style.opacity === '0.3' : style.borderBottomStyle === 'solid' && style.borderBottomWidth === '2px';
        }).length;
      }, rule);
    assert.equal(await decorated('faded'), 0);
    await command('Ascribe: Toggle Reading Mode');
    for (let i = 0; i < 100 && (await decorated('faded')) === 0; i += 1) await page.waitForTimeout(50);
    await screen.picture('7-reading');
    const faded = await decorated('faded');
    assert.ok(faded > 5 && (await decorated('speakers')) > 5, `${faded} faded, ${await decorated('speakers')} coloured`);
    await goTo(`${lineOf('Vos said')}:1`);
    await page.waitForTimeout(300);
    assert.notEqual(await decorated('faded'), faded);
    await command('Ascribe: Toggle Reading Mode');
    for (let i = 0; i < 100 && (await decorated('faded')) > 0; i += 1) await page.waitForTimeout(50);
    assert.equal(await decorated('faded'), 0);
  });
  if (process.env.PICTURES) await screen.picture('8-end');
  await page.close();
}
