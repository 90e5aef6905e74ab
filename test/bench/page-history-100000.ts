/** A card with 100,000 entries in a real browser: scrolled down without a pause, its pages coming in meanwhile. */
import type { Page } from '@playwright/test';
import type { Figure } from './figure.ts';
import { longHistoryEntries, makeLongHistory } from './long-history.ts';
import { openList, openProgram } from './open-program.ts';
import type { Workplace } from './workplace.ts';

const scrollMs = 20_000;

interface Scrolled {
  frames: number;
  over50: number;
  longestMs: number;
  /** Frames in which the middle of the view showed no entry. */
  blank: number;
  /** Of the part of the history that was scrolled through. */
  heightPx: number;
  nodes: number;
  drawn: number;
}

export async function pageHistory100000(workplace: Workplace): Promise<Figure[]> {
  const book = await workplace.bigBook();
  const core = book.openCore();
  await core.signIn(book.account, { serverUrl: book.serverUrl });
  const customerId = await makeLongHistory(core);
  await core.close();
  const program = await openProgram(workplace, await workplace.browser(), book);
  const { page } = program;
  await openList(page);
  await page.evaluate(`location.hash = location.hash.replace(/\\/customers.*/, '/customers/${customerId}')`);
  await page.locator('[data-entry]').first().waitFor({ timeout: 30_000 });
  const idle = await frames(page, 3_000, false);
  const heapBefore = await heapOf(page);
  const scrolled = await frames(page, scrollMs, true);
  const heap = await heapOf(page);
  await program.close();
  const what = 'the same page at rest';
  const note = `${scrolled.frames} frames; ${Math.round(scrolled.heightPx / 76)} of ${longHistoryEntries} entries came by, ${scrolled.drawn} drawn, ${scrolled.nodes} nodes; heap of the page ${heapBefore} → ${heap} MB`;
  return [
    {
      figure: 'page-history-100000: frames over 50 ms',
      measured: scrolled.over50,
      unit: 'frames',
      reference: { what, measured: idle.over50 },
      note,
    },
    {
      figure: 'page-history-100000: longest frame',
      measured: scrolled.longestMs,
      unit: 'ms',
      reference: { what, measured: idle.longestMs },
    },
    {
      figure: 'page-history-100000: frames without an entry',
      measured: scrolled.blank,
      unit: 'frames',
      target: { atMost: 0 },
      reference: { what, measured: idle.blank },
    },
  ];
}

async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  return Math.round((metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0) / 1_000_000);
}

/** Down by most of a view in every frame, as with a held key; at the end of what is loaded it waits for more. */
function frames(page: Page, ms: number, isScrolling: boolean): Promise<Scrolled> {
  return page.evaluate(`new Promise((done) => {
    const canScroll = (node) => /auto|scroll/.test(getComputedStyle(node).overflowY);
    let scroller = document.querySelector('[data-entry]');
    while (!canScroll(scroller)) scroller = scroller.parentElement;
    const sheet = document.querySelector('[data-entry]').closest('ol');
    if (${isScrolling}) sheet.scrollIntoView();
    const { left, top, width, height } = scroller.getBoundingClientRect();
    const found = { frames: 0, over50: 0, longestMs: 0, blank: 0, heightPx: 0 };
    const began = performance.now();
    let last;
    const onFrame = (at) => {
      if (last !== undefined) {
        found.frames++;
        found.longestMs = Math.max(found.longestMs, at - last);
        if (at - last > 50) found.over50++;
      }
      last = at;
      const middle = document.elementFromPoint(left + width / 2, top + height / 2);
      if (${isScrolling} && found.frames > 2 && !middle?.closest('li')) found.blank++;
      if (performance.now() - began > ${ms}) {
        const drawn = document.querySelectorAll('[data-entry]').length;
        done({ ...found, heightPx: scroller.scrollTop, nodes: document.querySelectorAll('*').length, drawn });
        return;
      }
      if (${isScrolling}) scroller.scrollTop += height * 0.8;
      requestAnimationFrame(onFrame);
    };
    requestAnimationFrame(onFrame);
  })`);
}
