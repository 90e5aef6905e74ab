/**
 * A device whose file was damaged: the person is told what is safe, gets the file replaced, and the edit that had not been
 * uploaded comes back.
 */
import { expect, test, type Page } from '@playwright/test';
import { demoPassword } from '#server/domain/demo/demo-account.ts';
import { changePage, pagesOf } from '#test/support/page-damage.ts';
import { profileKeyOf } from '#test/support/profile-key.ts';
import { browserDesk } from './support/desk.ts';
import { shotInLooks } from './support/look.ts';
import { World } from './support/world.ts';

const damagedPages = 5;
const text = '断网时写的：她喜欢早上喝茶';

const synced = (page: Page) =>
  expect(page.getByTestId('sync-status')).toHaveText('已同步', { timeout: 30_000 });

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('密码').fill(demoPassword);
  await page.keyboard.press('Enter');
}

async function openCustomers(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '客户' }).click();
}

test('a damaged file is replaced, and what waited in it is uploaded', async ({ browser }) => {
  const world = new World();
  try {
    await world.startServer();
    const desk = await browserDesk(world, browser)('rep');
    await desk.page.getByLabel('公司').fill('demo');
    await desk.page.getByLabel('账号').fill('rep');
    await signIn(desk.page);
    await synced(desk.page);
    await world.stopServer();
    await openCustomers(desk.page);
    await desk.page.getByRole('option').first().click();
    const name = await desk.page.getByRole('heading', { level: 2 }).first().innerText();
    await desk.page.getByRole('textbox', { name: '记录内容' }).fill(text);
    await desk.page.keyboard.press('Control+Enter');
    await expect(desk.page.getByText(text).first()).toBeVisible();
    await desk.close();
    await world.startServer();

    const { file, key } = await profileKeyOf(desk.dataDir, demoPassword);
    // Pages of what the server has: on a page with edits that wait, the message would rightly be another one.
    const pages = pagesOf(file, key, 'touch');
    for (let i = 1; i <= damagedPages; i++) {
      changePage(file, pages[Math.floor((i * pages.length) / (damagedPages + 1))]!);
    }

    const again = (await browserDesk(world, browser)('rep')).page;
    await signIn(again);
    const offer = again.getByRole('region', { name: '修复并重新下载' });
    await expect(offer).toBeVisible({ timeout: 20_000 });
    await shotInLooks(again, '50-damaged');
    await offer.getByRole('button', { name: '修复并重新下载' }).click();
    const strip = again.getByRole('status').filter({ hasText: '文件已修复' });
    await expect(strip).toContainText('全部找回', { timeout: 30_000 });
    await synced(again);
    await shotInLooks(again, '51-recovered');
    await openCustomers(again);
    // By name: right after a download the times of contact are still being worked off, and the order with them.
    await again.getByPlaceholder(/^姓名、拼音/).fill(name);
    await again
      .getByRole('option', { name: new RegExp(`^${name}`) })
      .first()
      .click();
    await expect(again.getByText(text).first()).toBeVisible({ timeout: 20_000 });
    await strip.getByRole('button', { name: '知道了' }).click();
    await expect(strip).toBeHidden();
  } finally {
    await world.end();
  }
});
