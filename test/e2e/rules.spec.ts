/** The numbers of the rules: the lead gives a rep fewer minutes, with the keyboard; wrong ones are told, undo takes back. */
import { expect, test } from '@playwright/test';
import { demoPassword } from '#server/domain/demo/demo-account.ts';
import { browserDesk } from './support/desk.ts';
import { shotInLooks } from './support/look.ts';
import { World } from './support/world.ts';

const world = new World();
test.beforeAll(() => world.startServer());
test.afterAll(() => world.end());

test('a lead sets the planned minutes of a rep', async ({ browser }) => {
  const { page } = await browserDesk(world, browser)('rules');
  await page.getByLabel('公司').fill('demo');
  await page.getByLabel('账号').fill('lead');
  await page.getByLabel('密码', { exact: true }).fill(demoPassword);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('sync-status')).toHaveText('已同步', { timeout: 60_000 });
  await page.evaluate(`location.hash = '#/settings'`);
  await page.getByRole('link', { name: '查看和调整' }).click();
  await expect(page.getByRole('heading', { name: '规则里的数字' })).toBeVisible();

  const row = page.getByRole('row', { name: /每天计划用时/ });
  const field = row.getByRole('textbox', { name: '每天计划用时，个人' });
  await field.fill('30');
  await page.keyboard.press('Enter');
  await expect(row.getByText('请填 60 到 420 之间的数字')).toBeVisible();
  await shotInLooks(page, 'rules-01-wrong');
  await field.fill('２４０');
  await page.keyboard.press('Enter');
  await expect(page.getByText('每天计划用时 改为 240')).toBeVisible();
  await expect(row.getByRole('cell').last()).toHaveText(/240/);
  await page.getByRole('heading', { name: '规则里的数字' }).click();
  await page.keyboard.press('u');
  await expect(row.getByRole('cell').last()).toHaveText(/300/);

  const start = page.getByRole('textbox', { name: '几点上班，个人' });
  await start.fill('9:00');
  await page.keyboard.press('Enter');
  await expect(page.getByText('几点上班 改为 09:00')).toBeVisible();
  await shotInLooks(page, 'rules-02-set');
  await page.getByRole('button', { name: '改回 08:30' }).click();
  await expect(page.getByText('几点上班 不再单独设置')).toBeVisible();

  await test.step('fewer minutes than the book asks for are told in the review (R2)', async () => {
    await page.getByRole('combobox', { name: '看谁的' }).fill('顾晓芸');
    await page.keyboard.press('Enter');
    await expect(row.getByRole('cell').last()).toHaveText(/300/);
    await field.fill('180');
    await page.keyboard.press('Enter');
    await expect(page.getByText('每天计划用时 改为 180')).toBeVisible();
    await page.evaluate(`location.hash = '#/review'`);
    const box = page.getByRole('region', { name: '排不下' });
    await expect(box.getByText(/^名下 \d+ 位，按节奏一天要 \d+ 分钟，只有 47 分钟。$/)).toBeVisible();
    await shotInLooks(page, 'rules-04-book', page.locator('main section').first());
    await page.goBack();
    await expect(page.getByRole('heading', { name: '规则里的数字' })).toBeVisible();
  });

  await page.getByRole('textbox', { name: '找一个数字' }).fill('推广');
  await expect(page.getByRole('row', { name: /推广之间至少几次关心/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /每天计划用时/ })).toBeHidden();

  await test.step('an offer for who fits conditions, written with the keyboard; undo takes it back', async () => {
    await page.evaluate(`location.hash = '#/content'`);
    await page.getByRole('button', { name: '新推荐' }).focus();
    await page.keyboard.press('Enter');
    const form = page.getByRole('dialog', { name: '新推荐' });
    await expect(form.getByLabel('标题')).toBeFocused();
    await page.keyboard.insertText('门店开放日');
    await page.keyboard.press('Tab');
    await page.keyboard.insertText('{称呼}，周六来坐坐');
    await page.keyboard.press('Tab');
    await page.keyboard.insertText('2036-12-01');
    await form.getByRole('button', { name: '直接写条件' }).focus();
    await page.keyboard.press('Enter');
    const condition = form.getByRole('combobox', { name: '条件项' });
    await expect(condition).toBeFocused();
    await expect(form.getByText('还没有选好的条件，现在等于不限。')).toBeVisible();
    // From 有标签 to what comes after it: 分层是.
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await form.getByRole('combobox', { name: '分层是' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(form.getByText('还没有选好的条件，现在等于不限。')).toBeHidden();
    await shotInLooks(page, 'rules-03-offer', page.getByRole('dialog').getByRole('combobox').last());
    await page.keyboard.press('Control+Enter');
    await expect(form).toBeHidden();
    const line = page.getByText(/符合「分层是 A/);
    await expect(line).toBeVisible();
    await page.keyboard.press('u');
    await expect(page.getByText('已撤销', { exact: true })).toBeVisible();
    await expect(line).toBeHidden();
  });
});
