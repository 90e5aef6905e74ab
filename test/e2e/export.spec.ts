/** A rep takes the list as a file: told what is left today, refused over it, and plainly so without the network. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { demoAccounts, demoPassword } from '#server/domain/demo/demo-account.ts';
import { browserDesk } from './support/desk.ts';
import { shotInLooks } from './support/look.ts';
import { World } from './support/world.ts';

const world = new World();
test.beforeAll(() => world.startServer());
test.afterAll(() => world.end());

test('a rep exports a narrowed list', async ({ browser }) => {
  const { page } = await browserDesk(world, browser)('export');
  await page.getByLabel('公司').fill('demo');
  await page.getByLabel('账号').fill(demoAccounts[0]!.account);
  await page.getByLabel('密码', { exact: true }).fill(demoPassword);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('sync-status')).toHaveText('已同步', { timeout: 60_000 });
  await page.evaluate(`location.hash = '#/customers'`);
  await page.getByRole('button', { name: '导出', exact: true }).click();
  await expect(page.getByText(/超过今天剩下的数量/)).toBeVisible();
  await expect(page.getByRole('button', { name: /^导出 \d+ 位$/ })).toBeDisabled();
  await shotInLooks(page, 'export-01-too-many');
  await page.keyboard.press('Escape');

  await page.getByRole('textbox', { name: '搜索客户' }).fill('王');
  await expect(page.getByText(/已筛出/)).toBeVisible();
  await page.getByRole('button', { name: '导出', exact: true }).click();
  const go = page.getByRole('button', { name: /^导出 \d+ 位$/ });
  await expect(go).toBeEnabled();
  await shotInLooks(page, 'export-02-ready');
  await page.getByText('CSV', { exact: true }).click();
  const download = page.waitForEvent('download');
  await go.click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^客户 .* [0-9a-f]{6}\.csv$/);
  const text = readFileSync((await file.path())!, 'utf8');
  expect(text).toContain('"导出记录"');
  await expect(page.getByText(/^已导出 \d+ 位客户/)).toBeVisible();
});
