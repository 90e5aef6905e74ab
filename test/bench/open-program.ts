/** The program in a real browser on the device with the big book. */
import { resolve } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { startChild, stopChild } from '../../scripts/lib/child.ts';
import type { BigBook } from './big-book.ts';
import { newPage } from './start-second.ts';
import { within } from './time.ts';
import type { Workplace } from './workplace.ts';

export interface OpenProgram {
  page: Page;
  /** Ends the page and core, so that another one may open the device. */
  close(): Promise<void>;
}

export async function openProgram(
  workplace: Workplace,
  browser: Browser,
  book: BigBook,
): Promise<OpenProgram> {
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
  return {
    page,
    async close() {
      await page.context().close();
      await stopChild(core);
    },
  };
}

export async function openList(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '客户' }).click();
  await page.getByRole('option').first().waitFor({ timeout: 30_000 });
}
