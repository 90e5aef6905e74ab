/** The list of 20,000 customers in a real browser, scrolled as fast as a wheel and a scroll bar can. */
import { readFileSync } from 'node:fs';
import { bigBookSize } from './big-book-rows.ts';
import type { Figure } from './figure.ts';
import { openList, openProgram } from './open-program.ts';
import { plainList } from './plain-list.ts';
import { recordScreen } from './screen-record.ts';
import { newPage } from './start-second.ts';
import { scrollHard } from './scroll-hard.ts';
import { median } from './time.ts';
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
  const program = await openProgram(workplace, browser, book);
  const { page } = program;
  await openList(page);
  const card = await cardOpened(page);
  const search = await typedAhead(page);
  const list = await scrolled(browser, page);
  await program.close();
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
    {
      figure: 'page-list-20000: click on a line, card drawn',
      measured: card.ms,
      unit: 'ms',
      target: { atMost: 100 },
      reference: { what: 'two frames of the same page', measured: card.frameMs },
    },
    {
      figure: 'page-list-20000: key in the search box, list drawn',
      measured: search.ms,
      unit: 'ms',
      reference: { what: 'two frames of the same page', measured: search.frameMs },
      note: 'the box waits 120 ms for the next key',
    },
  ];
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

/** From the click to the frame in which the card with another name stands. */
async function cardOpened(page: Page): Promise<{ ms: number; frameMs: number }> {
  await page.getByRole('option').first().click();
  await page.locator('h2').first().waitFor({ timeout: 30_000 });
  return reaction(page, 'click', 'h2', async (run) => {
    await page
      .getByRole('option')
      .nth(1 + (run % 5))
      .click();
  });
}

async function typedAhead(page: Page): Promise<{ ms: number; frameMs: number }> {
  const box = page.getByLabel('搜索客户');
  await box.click();
  const result = await reaction(page, 'keydown', '[role=listbox] [role=option]', async (run) => {
    await page.keyboard.press(run % 2 === 0 ? 'w' : 'Backspace');
  });
  await box.fill('');
  return result;
}

/** The median time from an event to the frame after the text of what is watched changed; and of two plain frames. */
async function reaction(
  page: Page,
  event: string,
  watched: string,
  act: (run: number) => Promise<void>,
): Promise<{ ms: number; frameMs: number }> {
  const times: number[] = [];
  const frames: number[] = [];
  for (let run = 0; run < 7; run++) {
    const waiting = page.evaluate(
      `new Promise((done) => {
        const text = () => document.querySelector('${watched}')?.textContent;
        const before = text();
        let from;
        addEventListener('${event}', () => (from = performance.now()), { capture: true, once: true });
        const look = () => {
          if (from !== undefined && text() && text() !== before) requestAnimationFrame(() => done(performance.now() - from));
          else if (from !== undefined && performance.now() - from > 10_000) done(-1);
          else requestAnimationFrame(look);
        };
        look();
      })`,
    ) as Promise<number>;
    // At the pace of a person: what the last one set going is done.
    await page.waitForTimeout(500);
    await act(run);
    const ms = await waiting;
    if (ms < 0) throw new Error(`${watched} did not change`);
    times.push(ms);
    frames.push(
      (await page.evaluate(
        'new Promise((done) => { const from = performance.now(); requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - from))); })',
      )) as number,
    );
  }
  return { ms: median(times), frameMs: median(frames) };
}
