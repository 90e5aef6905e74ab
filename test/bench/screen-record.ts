/** Pictures of what the browser really put on the screen, and how many of them miss a row. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';

const reader = readFileSync(new URL('frame-reader.js', import.meta.url), 'utf8');
const picturesAtATime = 20;

export async function recordScreen(
  browser: Browser,
  page: Page,
  work: () => Promise<void>,
): Promise<{ frames: number; blank: number }> {
  const view = await page.getByRole('listbox').boundingBox();
  const row = await page.getByRole('option').first().boundingBox();
  if (!view || !row) throw new Error('the list is not on the screen');
  const pictures: string[] = [];
  const session = await page.context().newCDPSession(page);
  session.on('Page.screencastFrame', ({ data, sessionId }) => {
    pictures.push(data);
    // Refused once the recording is over; the picture is here all the same.
    session.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined);
  });
  await session.send('Page.startScreencast', { format: 'jpeg', quality: 70, everyNthFrame: 1 });
  await work();
  await session.send('Page.stopScreencast');
  await session.detach();

  const avatars = { left: view.x + 18, right: view.x + 46, top: view.y, bottom: view.y + view.height };
  const readerPage = await browser.newPage();
  await readerPage.evaluate(reader);
  const longest: number[] = [];
  for (let from = 0; from < pictures.length; from += picturesAtATime) {
    const part = JSON.stringify(pictures.slice(from, from + picturesAtATime));
    longest.push(
      ...((await readerPage.evaluate(`longestInkless(${part}, ${JSON.stringify(avatars)})`)) as number[]),
    );
  }
  await readerPage.close();
  return { frames: pictures.length, blank: longest.filter((inkless) => inkless > 1.5 * row.height).length };
}
