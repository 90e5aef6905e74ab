/** The lead learns who complained or left, looks at what was done before, and signs halved promo off. */
import { expect, test } from '@playwright/test';
import { sql } from 'kysely';
import type { Db } from '#server/db/database.ts';
import { demoPassword } from '#server/domain/demo/demo-account.ts';
import { browserDesk } from './support/desk.ts';
import { shotInLooks } from './support/look.ts';
import { World } from './support/world.ts';

const world = new World();
test.beforeAll(() => world.startServer(moveTwo));
test.afterAll(() => world.end());

test('a lead sees the signals of the team and signs', async ({ browser }) => {
  const { page } = await browserDesk(world, browser)('lead');
  await page.getByLabel('公司').fill('demo');
  await page.getByLabel('账号').fill('lead');
  await page.getByLabel('密码', { exact: true }).fill(demoPassword);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '回顾' }).click();

  const box = page.getByRole('region', { name: '客户信号' });
  await expect(box.getByText('最近太忙，活动就别发了')).toBeVisible({ timeout: 30_000 });
  await expect(box.getByText('未处理')).toBeVisible();
  const before = box.getByRole('region', { name: '客户离开之前，最后一次联系是什么（最近 30 天）' });
  await expect(before.getByRole('listitem').filter({ hasText: /^推广/ })).toContainText(/\d+ 位 \/ \d+ 次/);
  await box.scrollIntoViewIfNeeded();
  await shotInLooks(page, 'review-signal-01-box');

  await test.step('a campaign for many: refused with a reason, taken back, approved', async () => {
    const asked = box.getByRole('list', { name: '要主管同意的活动' });
    await expect(asked.getByText('陆子昂：「家庭年卡」给 62 位')).toBeVisible();
    await expect(asked.getByText(/2 位已转给 顾晓芸（.+、.+），不在同意之内/)).toBeVisible();
    await asked.getByRole('button', { name: '不同意 陆子昂 的「家庭年卡」' }).click();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: '为什么不同意' })).toHaveAttribute('aria-invalid', 'true');
    await page.keyboard.insertText('先把关心补上');
    await shotInLooks(page, 'review-signal-04-campaign');
    await page.keyboard.press('Enter');
    await expect(page.getByText('没同意 陆子昂 的「家庭年卡」')).toBeVisible();
    await expect(asked).toBeHidden();
    await page.keyboard.press('u');
    await asked.getByRole('button', { name: '同意 陆子昂 的「家庭年卡」', exact: true }).click();
    await expect(asked.getByText(/已同意，已告诉 0，等着 62/)).toBeVisible();
    await shotInLooks(page, 'review-signal-05-approved');
  });

  await test.step('the autopsy of a block', async () => {
    const row = box.getByRole('row').filter({ hasText: '拉黑了我们' }).filter({ hasText: '陆子昂' });
    await row.getByRole('button').focus();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog', { name: '关系复盘' });
    await expect(panel.getByText('看看之前 14 天做了什么')).toBeVisible();
    await shotInLooks(page, 'review-signal-02-autopsy');
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden();
  });

  await test.step('signs, takes it back, and signs again', async () => {
    const sign = box.getByRole('button', { name: '为 陆子昂 签字恢复推广' });
    await sign.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByText('已为 陆子昂 签字，期满后推广恢复')).toBeVisible();
    await expect(sign).toBeHidden();
    await page.keyboard.press('u');
    await expect(sign).toBeVisible();
    await sign.click();
    await expect(box.getByText(/^推广减半到/)).toBeVisible();
    await shotInLooks(page, 'review-signal-03-signed');
  });

  await test.step('skips by step: what was skipped, why and by whom', async () => {
    await page.getByText('近 20 个工作日').click();
    const skips = page.getByRole('region', { name: '跳过的原因' });
    await expect(skips.getByText('按步骤')).toBeVisible();
    // Of the second box in whichever language.
    const shown = page.locator('[class*=boxHead]').last();
    await shotInLooks(page, 'review-signal-06-reasons', shown);
    await skips.getByText('按步骤').click();
    const first = skips.getByRole('listitem').first();
    await expect(first).toContainText(/没时间 \d+|忘了 \d+|不知道怎么做 \d+|客户/);
    await expect(first).toContainText(/(顾晓芸|陆子昂|.{2,3}) \d+/);
    await shotInLooks(page, 'review-signal-07-steps', page.locator('[class*=paretoWhy]').nth(4));
  });

  await test.step('how each rep kept what was promised', async () => {
    const row = page.getByRole('region', { name: '说到做到' }).getByRole('row').filter({ hasText: '顾晓芸' });
    await expect(row.getByText(/^\d+%/)).toBeVisible();
    // In whichever language.
    await shotInLooks(page, 'review-signal-08-promises', page.locator('table[class*=promises]'));
  });
});

/** Since the campaign was asked for, two of its customers went to another rep of the team. */
async function moveTwo(db: Db): Promise<void> {
  await sql`with moved as (
    update campaign_recipient set scope_id = (
      select b.id from book b join person p on p.scope_id = b.scope_id and p.id = b.owner_id where p.account = 'rep')
    where id in (select id from campaign_recipient where is_asked order by id limit 2) returning scope_id, customer_id)
    update customer c set scope_id = m.scope_id from moved m where c.id = m.customer_id`.execute(db);
}
