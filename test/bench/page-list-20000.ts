/** The list of 20,000 customers in a real browser, scrolled as fast as a wheel and a scroll bar can. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { startChild, stopChild } from '../../scripts/lib/child.ts';
import { bigBookSize, type BigBook } from './big-book.ts';
import type { Figure } from './figure.ts';
import { plainList } from './plain-list.ts';
import { recordScreen } from './screen-record.ts';
import { newPage } from './start-second.ts';
import { scrollHard } from './scroll-hard.ts';
import { within } from './time.ts';
import type { Workplace } from './workplace.ts';
import type { Browser, Page } from '@playwright/test';

const probe = readFileSync(new URL('scroll-probe.js', import.meta.url), 'utf8');

interface Scrolled {
  frames: number;
  blank: number;
  longestMs: number;
  over50: number;
  shownFrames: number;
  shownBlank: number;
}

export async function pageList20000(workplace: Workplace): Promise<Figure[]> {
  const book = await workplace.bigBook();
  const browser = await workplace.browser();
  const page = await openList(workplace, browser, book);
  const list = await scrolled(browser, page);
  await page.context().close();
  const plainPage = await newPage(browser);
  await plainPage.setContent(plainList(bigBookSize), { timeout: 30_000 });
  const plain = await scrolled(browser, plainPage);
  await plainPage.context().close();
  const what = 'the same scroll over plain HTML rows, which the browser draws when in view';
  return [
    {
      figure: 'page-list-20000: drawn frames with a blank',
      measured: list.blank,
      unit: 'frames',
      target: { atMost: 0 },
      reference: { what, measured: plain.blank },
      note: `of ${list.frames} frames`,
    },
    {
      figure: 'page-list-20000: shown frames with a blank',
      measured: list.shownBlank,
      unit: 'frames',
      target: { atMost: 0 },
      reference: { what, measured: plain.shownBlank },
      note: `pictures of the screen, outlines of rows count as blank; of ${list.shownFrames}, plain HTML of ${plain.shownFrames}`,
    },
    {
      figure: 'page-list-20000: longest frame',
      measured: list.longestMs,
      unit: 'ms',
      reference: { what, measured: plain.longestMs },
      note: `${list.over50} of ${list.frames} over 50 ms; plain HTML ${plain.over50} of ${plain.frames}`,
    },
  ];
}

async function openList(workplace: Workplace, browser: Browser, book: BigBook): Promise<Page> {
  const core = startChild(
    'dist/core/serve.js',
    {
      ...process.env,
      RAPPORT_DATA_DIR: book.dataDir,
      RAPPORT_PORT: '0',
      RAPPORT_SERVER_URL: book.serverUrl,
      RAPPORT_PAGE_DIR: resolve('dist/renderer'),
    },
    workplace.log,
  );
  workplace.atEnd(() => stopChild(core));
  const { url } = await within(30_000, 'the start of core', core.ready);
  const page = await newPage(browser);
  await page.goto(String(url), { timeout: 30_000 });
  await page.getByLabel('密码').fill(book.password);
  await page.keyboard.press('Enter');
  await page.locator('li.plan-row').first().waitFor({ timeout: 60_000 });
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '客户' }).click();
  await page.getByRole('option').first().waitFor({ timeout: 30_000 });
  return page;
}

/** Twice: once for the time of the frames, once, slower, for pictures of what was really on the screen. */
async function scrolled(browser: Browser, page: Page): Promise<Scrolled> {
  await page.evaluate(probe);
  await page.evaluate('scrollProbe.start()');
  await scrollHard(page);
  const drawn = (await page.evaluate('scrollProbe.stop()')) as Omit<Scrolled, 'shownFrames' | 'shownBlank'>;
  const shown = await recordScreen(browser, page, () => scrollHard(page));
  return { ...drawn, shownFrames: shown.frames, shownBlank: shown.blank };
}
