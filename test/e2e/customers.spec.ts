/** The customer workspace at the keyboard: what was written is found, lists are kept, tags are put on many at once. */
import { expect, test, type Page } from '@playwright/test';
import { demoPassword } from '#server/domain/demo/demo-account.ts';
import { browserDesk } from './support/desk.ts';
import { shotInLooks } from './support/look.ts';
import { World } from './support/world.ts';

const world = new World();
test.beforeAll(() => world.startServer());
test.afterAll(() => world.end());

test('a rep finds, sorts out and tags customers without a mouse', async ({ browser }) => {
  const { page } = await browserDesk(world, browser)('customers');
  await page.getByLabel('公司').fill('demo');
  await page.getByLabel('账号').fill('rep');
  await page.getByLabel('密码', { exact: true }).fill(demoPassword);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('sync-status')).toHaveText('已同步', { timeout: 60_000 });

  await test.step('a customer with a note', async () => {
    await page.evaluate(`location.hash = '#/customers?new=1'`);
    const panel = page.getByRole('dialog', { name: '新客户' });
    await panel.getByLabel('姓名').fill('欧阳青岚');
    await panel.getByRole('button', { name: '保存' }).click();
    await expect(panel).toBeHidden();
    await page.keyboard.press('n');
    await page.keyboard.insertText('她家的柯基上周走丢了，后来在河边找到，别再提猫');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('柯基上周走丢').first()).toBeVisible();
    await page.evaluate(`location.hash = '#/today'`);
  });

  await test.step('two characters of the note lead to the card', async () => {
    const box = await openPalette(page);
    await box.fill('柯基');
    const hit = page.getByRole('option', { name: /柯基上周走丢.*欧阳青岚/ });
    await expect(hit).toHaveAttribute('aria-selected', 'true');
    await expect(hit.locator('mark')).toHaveText('柯基');
    await box.fill('河边 别再');
    await expect(hit.locator('mark')).toHaveText(['河边', '别再']);
    await shotInLooks(page, 'customers-01-palette');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: '欧阳青岚' })).toBeVisible();
  });

  await test.step('pinyin, initials and characters mixed', async () => {
    await page.evaluate(`location.hash = '#/today'`);
    for (const typed of ['ouyang', 'oyql', 'ouyangq', '欧阳qing']) {
      const box = await openPalette(page);
      await box.fill(typed);
      await expect(page.getByRole('option', { selected: true }), typed).toContainText('欧阳青岚');
      await page.keyboard.press('Escape');
    }
    const box = await openPalette(page);
    await box.fill('oyql');
    // Before the answer has come: Enter waits for it.
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: '欧阳青岚' })).toBeVisible();
  });
});

async function openPalette(page: Page) {
  await page.keyboard.press('Control+k');
  return page.getByRole('dialog').getByRole('combobox');
}
