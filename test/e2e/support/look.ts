/**
 * The looks a screen is checked in: each pair of language, theme and size comes up once. `npm test` (LOOKS=few) takes the
 * two at the smaller size and no pictures, which nobody looks at there.
 */
import { expect, type Locator, type Page } from '@playwright/test';
import { shot } from './world.ts';

const isFew = process.env.LOOKS === 'few';

const looks = [
  { language: 'en', theme: 'dark', width: 1280, height: 800 },
  { language: 'en', theme: 'light', width: 1920, height: 1080 },
  { language: 'zh-CN', theme: 'dark', width: 1920, height: 1080 },
  // The one the stories are played in comes last, so that they go on in it.
  { language: 'zh-CN', theme: 'light', width: 1280, height: 800 },
] as const;

/**
 * `shown` is scrolled into view, `check` is done in each look. Nothing may run out of the window in any look; the screenshots
 * are for people to look at.
 */
export async function shotInLooks(
  page: Page,
  name: string,
  shown?: Locator,
  check?: (width: number) => Promise<void>,
): Promise<void> {
  for (const { language, theme, width, height } of looks) {
    if (isFew && width > 1280) continue;
    await page.setViewportSize({ width, height });
    // As if another window of the same person had changed the look: the palette would close what is open here.
    await page.evaluate(`{
      const kept = JSON.parse(localStorage.getItem('rapport.layout') ?? '{"state":{},"version":0}');
      Object.assign(kept.state, ${JSON.stringify({ language, theme })});
      localStorage.setItem('rapport.layout', JSON.stringify(kept));
      window.dispatchEvent(new StorageEvent('storage', { key: 'rapport.layout' }));
    }`);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    await page.waitForTimeout(250);
    await shown?.scrollIntoViewIfNeeded();
    await shot(page, `${name}-${language}-${theme}-${width}`);
    expect(await overflowOf(page), `${name} runs out of the window`).toBe(0);
    await check?.(width);
  }
}

/** Pixels by which the page is wider than its window. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate<number>('Math.max(0, document.documentElement.scrollWidth - window.innerWidth)');
}
