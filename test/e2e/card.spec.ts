/** The card of a customer: three taps, needs and interests, the trust stage with its reason, looks at masked numbers. */
import { expect, test } from '@playwright/test';
import { demoPassword } from '#server/domain/demo/demo-account.ts';
import { browserDesk } from './support/desk.ts';
import { shotInLooks } from './support/look.ts';
import { World } from './support/world.ts';

const world = new World();
test.beforeAll(() => world.startServer());
test.afterAll(() => world.end());

test('a new customer is judged in three taps and becomes a card that is known', async ({ browser }) => {
  const { page } = await browserDesk(world, browser)('card');
  await page.getByLabel('公司').fill('demo');
  await page.getByLabel('账号').fill('rep');
  await page.getByLabel('密码', { exact: true }).fill(demoPassword);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('sync-status')).toHaveText('已同步', { timeout: 60_000 });

  await test.step('three taps with the keys, taken back, and made again', async () => {
    await page.evaluate(`location.hash = '#/customers?new=1'`);
    const panel = page.getByRole('dialog', { name: '新客户' });
    await panel.getByLabel('姓名').fill('孙巧云');
    await panel.getByRole('button', { name: '保存' }).click();
    await expect(panel).toBeHidden();
    const triage = page.getByRole('group', { name: '新客判断' });
    await expect(triage).toBeVisible();
    await shotInLooks(page, 'card-01-triage');
    await page.keyboard.press('i');
    await expect(triage).toBeFocused();
    await page.keyboard.press('2');
    await expect(triage.getByText('头像、昵称、资料看着像?', { exact: false })).toBeHidden();
    await page.keyboard.press('1');
    await page.keyboard.press('2');
    await expect(triage).toBeHidden();
    await expect(page.getByRole('button', { name: '质量：高，点击修改' })).toBeVisible();
    await page.keyboard.press('u');
    await expect(triage).toBeVisible();
    await page.keyboard.press('i');
    for (const key of ['2', '1', '2']) await page.keyboard.press(key);
    await expect(triage).toBeHidden();
  });
});
