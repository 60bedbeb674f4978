import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { huntRenderers } from '../../src/report/renderers.ts';
import { contentFolder } from '../../src/rules/content-folder.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import { hostileReport } from '../report/hostile-report.ts';
import { sampleReport } from '../report/sample-report.ts';

const executablePath = '/usr/bin/chromium';
const hasChromium = existsSync(executablePath);
if (!hasChromium) console.warn(`skipped: the HTML report in a browser, there is no ${executablePath}`);

const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const screens = [
  { width: 1280, height: 900, colorScheme: 'light' },
  { width: 1280, height: 900, colorScheme: 'dark' },
  { width: 390, height: 844, colorScheme: 'light' },
  { width: 390, height: 844, colorScheme: 'dark' },
] as const;

describe.skipIf(!hasChromium)('the HTML report in Chromium', () => {
  // Screenshots are kept where SEALBREAK_SCREENSHOTS says, to be looked at; otherwise they go with the folder.
  const kept = process.env['SEALBREAK_SCREENSHOTS'];
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'sealbreak-report-'));
  let browser: Browser;
  const pages = new Map<string, string>();

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    const { rules } = await loadRules(contentFolder());
    for (const [name, report] of [
      ['sample', sampleReport()],
      ['hostile', hostileReport()],
      ['empty', sampleReport({ findings: [], timeline: [] })],
    ] as const) {
      const path = join(folder, `${name}.html`);
      writeFileSync(path, [...huntRenderers.html(report, { rules })].join(''));
      pages.set(name, pathToFileURL(path).href);
    }
    browser = await chromium.launch({ executablePath, args, headless: true });
  });

  afterAll(async () => {
    await browser?.close();
    if (kept === undefined) rmSync(folder, { recursive: true, force: true });
  });

  async function open(
    name: string,
    screen: (typeof screens)[number],
  ): Promise<{ page: Page; requests: string[]; messages: string[] }> {
    const page = await browser.newPage({
      viewport: { width: screen.width, height: screen.height },
      colorScheme: screen.colorScheme,
    });
    const requests: string[] = [];
    const messages: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => messages.push(message.text()));
    page.on('pageerror', (error) => messages.push(error.message));
    page.on('dialog', (dialog) => messages.push(`dialog: ${dialog.message()}`));
    await page.goto(pages.get(name) ?? '');
    await page.screenshot({
      path: join(folder, `${name}-${screen.width}-${screen.colorScheme}.png`),
      fullPage: name !== 'hostile',
    });
    return { page, requests, messages };
  }

  for (const name of ['sample', 'hostile', 'empty']) {
    for (const screen of screens) {
      it(`${name}: ${screen.width} px, ${screen.colorScheme}: asks for nothing, complains of nothing, fits`, async () => {
        const { page, requests, messages } = await open(name, screen);
        expect(requests).toEqual([pages.get(name)]);
        expect(messages).toEqual([]);
        // A page script would be refused by the page's own policy: evaluate runs outside of it.
        const [content, window, background] = await page.evaluate<[number, number, string]>(
          '[document.documentElement.scrollWidth, document.documentElement.clientWidth, getComputedStyle(document.body).backgroundColor]',
        );
        expect(content).toBeLessThanOrEqual(window);
        const brightness = Number(/\d+/.exec(background)?.[0]);
        expect(brightness > 128).toBe(screen.colorScheme === 'light');
        await page.close();
      });
    }
  }

  it('reads as a report: headings, one article a finding, the chart named, evidence under its finding', async () => {
    const { page } = await open('sample', screens[0]);
    await page.getByRole('heading', { level: 1, name: 'Email collection findings' }).waitFor();
    expect(await page.getByRole('article').count()).toBe(3);
    const first = page.getByRole('article', { name: 'Read 7 mailboxes as gina@example.com' });
    expect(await first.getByRole('row', { name: /MailboxLogin/ }).count()).toBe(5);
    expect(await page.getByRole('img', { name: /Events over time/ }).count()).toBe(1);
    await first.getByText('Raw record').first().click();
    expect(await first.getByText('"Operation": "MailboxLogin"').first().isVisible()).toBe(true);
    await page.close();
  });

  it('hostile values make no element, no script and no link', async () => {
    const { page } = await open('hostile', screens[0]);
    const found = await page.evaluate<number>(
      `document.querySelectorAll('script, iframe, object, form, base, [onerror], [onload], img, a[href^="javascript:"], svg[onload]').length`,
    );
    expect(found).toBe(0);
    await page.close();
  });

  it('prints light, with the checks unfolded', async () => {
    const { page } = await open('sample', screens[1]);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    writeFileSync(join(folder, 'sample.pdf'), pdf);
    expect(pdf.length).toBeGreaterThan(10_000);
    await page.close();
  });
});
