import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSmall } from '../../test/support/report-run.js';
import { runCommand } from '../../test/support/run-command.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { report } from './report.js';

/** A browser of this machine: `CHROMIUM`, or one on the path. */
function findChromium(): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [process.env.CHROMIUM ?? '', ...found].find((path) => path !== '' && existsSync(path));
}

/** Pixels between the margins of a page. */
const A4 = 718;

const executablePath = findChromium();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(executablePath === undefined)('in Chromium (skipped where there is none)', () => {
  const folder = temporaryFolder();
  const page = pathToFileURL(join(folder, 'out/report.html')).href;
  let browser: Browser;

  beforeAll(async () => {
    await runSmall(folder);
    await runCommand(report, join(folder, 'out'), '--rounds', '99');
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
  }, 600_000);
  afterAll(() => browser?.close());

  const looks = (['light', 'dark'] as const).flatMap((colorScheme) =>
    [375, 768, 1280].map((width) => ({ colorScheme, width })),
  );

  it.each(looks)('has no serious fault for axe at $width pixels, $colorScheme', async (look) => {
    const { opened, complaints } = await open(look);
    for (const isOpen of [false, true]) {
      if (isOpen)
        await opened.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
      await opened.evaluate(axe);
      const found = (await opened.evaluate('axe.run()')) as { violations: { id: string; impact: string }[] };
      const serious = found.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map(({ id }) => id)).toEqual([]);
      expect(await opened.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(
        0,
      );
    }
    expect(complaints).toEqual([]);
  });

  it('shows the errors that a number counts', async () => {
    const { opened, complaints } = await open({ colorScheme: 'light', width: 1280 });
    await opened.locator('section[aria-labelledby=errors] summary').first().click();
    const link = opened.locator('a[data-kind=missed][data-trait=length]').first();
    const count = Number(await link.textContent());
    await link.click();
    expect(count).toBeGreaterThan(0);
    expect(await opened.locator('#errors-0-0 article:visible').count()).toBe(count);
    await opened.locator('#errors-0-0 button').click();
    expect(await opened.locator('#errors-0-0 article:visible').count()).toBeGreaterThan(count);
    expect(complaints).toEqual([]);
  });

  it('is printed in light colours and within the page, with what is folded but the lists of errors', async () => {
    const { opened } = await open({ colorScheme: 'dark', width: A4 });
    await opened.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const isSeen = (selector: string): Promise<boolean[]> =>
      opened.evaluate(
        `[...document.querySelectorAll(${JSON.stringify(selector)})].map((one) => one.checkVisibility())`,
      );
    expect(await opened.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(
      'rgb(255, 255, 255)',
    );
    expect(await opened.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    expect(new Set(await isSeen('details:not(#repeat ~ details) table'))).toEqual(new Set([true]));
    expect(new Set(await isSeen('.errors'))).toEqual(new Set([false]));
  });

  async function open({ colorScheme, width }: (typeof looks)[number]) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    const opened: Page = await context.newPage();
    const complaints: string[] = [];
    opened.on('console', (message) => complaints.push(message.text()));
    opened.on('pageerror', ({ message }) => complaints.push(message));
    await opened.goto(page);
    return { opened, complaints };
  }
});
