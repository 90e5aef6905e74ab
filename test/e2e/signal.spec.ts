/**
 * Signals from the customer: a message that waits is on today's list until it is answered; who deleted us is left in
 * peace, and the autopsy says what was done before.
 */
import { expect, test, type Page } from '@playwright/test';
import { demoPassword } from '#server/domain/demo/demo-account.ts';
import { browserDesk } from './support/desk.ts';
import { shotInLooks } from './support/look.ts';
import { World } from './support/world.ts';

const wish = '预约能改到周五吗';

const world = new World();
test.beforeAll(() => world.startServer());
test.afterAll(() => world.end());

test('a reply is owed until it is given, and a customer who deleted us is left in peace', async ({
  browser,
}) => {
  const { page } = await browserDesk(world, browser)('signal');
  await page.getByLabel('公司').fill('demo');
  await page.getByLabel('账号').fill('rep');
  await page.getByLabel('密码', { exact: true }).fill(demoPassword);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('sync-status')).toHaveText('已同步', { timeout: 60_000 });

  await test.step('a new friend whom we pushed too hard', async () => {
    await page.evaluate(`location.hash = '#/customers?new=1'`);
    const panel = page.getByRole('dialog', { name: '新客户' });
    await panel.getByLabel('姓名').fill('周婉清');
    await panel.getByRole('button', { name: '保存' }).click();
    // While the panel slides away it still has the keys.
    await expect(panel).toBeHidden();
    await expect(page.getByRole('heading', { name: '周婉清' })).toBeVisible();
    for (const words of ['新品到店', '今天最后一天']) {
      await page.keyboard.press('t');
      await page.getByRole('radio', { name: '推广' }).click();
      await page.getByRole('radio', { name: '没回复' }).click();
      await page.getByRole('textbox', { name: '跟进内容' }).fill(words);
      await page.keyboard.press('Control+Enter');
      await expect(page.getByText(words).first()).toBeVisible();
      await unfocus(page);
    }
  });

  await test.step('the message waits on the card and on the list of the day', async () => {
    await page.keyboard.press('g');
    await page.keyboard.insertText(wish);
    await shotInLooks(page, 'signal-01-form');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText(`等回复 · ${wish}`)).toBeVisible();
    // Put right where it stands, and taken back.
    const signals = page.getByRole('region', { name: '客户来信号' });
    await signals.getByRole('button', { name: '修改这条信号' }).click();
    await signals.getByRole('textbox', { name: '客户的原话' }).fill('能改到周六吗');
    await shotInLooks(page, 'signal-01-change');
    await signals.getByRole('button', { name: '保存' }).click();
    await expect(page.getByText('等回复 · 能改到周六吗')).toBeVisible();
    await unfocus(page);
    await page.keyboard.press('u');
    await expect(page.getByText(`等回复 · ${wish}`)).toBeVisible();
    await page.evaluate(`location.hash = '#/today'`);
    const row = page.locator('[data-item]').filter({ hasText: wish });
    await expect(row).toBeVisible();
    await shotInLooks(page, 'signal-02-today');
    await row.focus();
    await page.keyboard.press('d');
    await page.keyboard.press('Enter');
    await expect(row).toBeHidden();
    await page.goBack();
    await expect(page.getByRole('heading', { name: '周婉清' })).toBeVisible();
    await expect(page.getByText(`等回复 · ${wish}`)).toBeHidden();
  });

  await test.step('deleted us: nothing proactive any more, and what led to it', async () => {
    await page.keyboard.press('g');
    await page.getByRole('radio', { name: '删除了我们' }).click();
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('已记下，不再主动联系')).toBeVisible();
    await page.reload();
    await page.getByRole('button', { name: '复盘之前的联系' }).click();
    const report = page.getByRole('dialog', { name: '关系复盘' });
    await expect(report.getByText('一段时间里推广了 2 次，最多 1 次')).toBeVisible();
    await expect(report.getByText('新品到店')).toBeVisible();
    await shotInLooks(page, 'signal-03-autopsy');
  });
});

async function unfocus(page: Page): Promise<void> {
  await page.locator('body').click({ position: { x: 5, y: 5 } });
}
