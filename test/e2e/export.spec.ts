/**
 * A rep takes the list as a file: told what is left today, refused over it; the file comes back as nothing new. Orders are
 * imported, a large import stopped and taken back.
 */
import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
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
  // The panel stands at the end of the page: the keyboard is in it at once, and at its button again afterwards.
  const opener = page.getByRole('button', { name: '导出', exact: true });
  await opener.press('Enter');
  await page.keyboard.press('Shift+Tab');
  await expect(page.locator('.ant-popover').locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(opener).toBeFocused();
  await opener.press('Enter');
  const go = page.getByRole('button', { name: /^导出 \d+ 位$/ });
  await expect(go).toBeEnabled();
  await shotInLooks(page, 'export-02-ready');
  await page.getByText('CSV', { exact: true }).click();
  // The server is asked first, and has the lists of a whole company to make meanwhile.
  const download = page.waitForEvent('download', { timeout: 60_000 });
  await go.click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^客户 .* [0-9a-f]{6}\.csv$/);
  const text = readFileSync((await file.path())!, 'utf8');
  expect(text).toContain('"导出记录"');
  await expect(page.getByText(/^已导出 \d+ 位客户/)).toBeVisible();

  await test.step('those that are picked leave by themselves, counted like the others', async () => {
    await page.getByRole('listbox', { name: '客户列表' }).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('x');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(page.getByText('已选 2 位')).toBeVisible();
    await page.getByRole('toolbar').getByRole('button', { name: '导出', exact: true }).click();
    await expect(page.getByRole('heading', { name: '导出勾选的 2 位客户' })).toBeVisible();
    await shotInLooks(page, 'export-03-picked');
    await page.getByText('CSV', { exact: true }).click();
    const [picked] = await Promise.all([
      page.waitForEvent('download', { timeout: 60_000 }),
      page.getByRole('button', { name: '导出 2 位' }).click(),
    ]);
    const rows = readFileSync((await picked.path())!, 'utf8')
      .trim()
      .split('\r\n');
    expect(rows.filter((row) => row.startsWith('"'))).toHaveLength(3);
    await expect(page.getByText(/^已导出 2 位客户/)).toBeVisible();
  });

  await test.step('what was exported comes back as nothing new', async () => {
    await page.evaluate(`location.hash = '#/import'`);
    await chooseFile(page, 'back.csv', text);
    await page.getByRole('button', { name: '试运行' }).click();
    await expect(page.getByText('没有新增或变化，不需要导入。')).toBeVisible();
    await page.getByRole('button', { name: '上一步' }).click();
    await page.getByRole('button', { name: '换一个文件' }).click();
  });

  await test.step('what is not taken as it stands is told before anything is written', async () => {
    await chooseFile(
      page,
      'talk.csv',
      '消息ID,类型,发送人,时间,内容\n1,文本,王姐,2026-01-02 10:20:30,你好\n',
    );
    await expect(page.getByText(/这是一份聊天记录，不是客户名单/)).toBeVisible();
    await shotInLooks(page, 'import-talk');
    const photo =
      'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:有照片\r\nPHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\r\nEND:VCARD\r\n';
    await chooseFile(page, 'photo.vcf', photo);
    await expect(page.getByText('通讯录里有 1 张照片，不会导入；其余内容照常导入。')).toBeVisible();
    await shotInLooks(page, 'import-pictures');
    await page.getByRole('button', { name: '换一个文件' }).click();
    await chooseFile(page, 'tier.csv', '姓名,手机,层级\n分层客户,13712345699,VIP\n');
    await page.getByRole('button', { name: '试运行' }).click();
    await expect(page.getByText(/会成为标签：VIP（1 行）/)).toBeVisible();
    await shotInLooks(page, 'import-tier-words');
    await page.getByRole('button', { name: '上一步' }).click();
    await page.getByRole('button', { name: '换一个文件' }).click();
  });

  await test.step('orders: told as such, the mapping kept, problems as a file, one that was deleted offered back', async () => {
    const make = '姓名,手机,会员号\n订单客户,13712345678,VIP-E2E\n';
    await chooseFile(page, 'one.csv', make);
    await page.getByRole('button', { name: '试运行' }).click();
    await page.getByRole('button', { name: '导入 1 位客户' }).click();
    await expect(page.getByText('导入完成')).toBeVisible();
    await page.getByRole('button', { name: '再导入一个' }).click();

    const orders =
      '订单号,会员号,下单时间,商品名称,实付金额\nE1,VIP-E2E,2026-01-05 10:20,护理套餐,"¥1,299.00"\nE2,VIP-E2E,2026-01-06,精华液,98.5\nE3,无此人,2026-01-06,精华液,98.5\n' +
      // So many that a merge of the card takes a while.
      Array.from({ length: 3_000 }, (_, n) => `M${n},VIP-E2E,2024-03-0${1 + (n % 9)},复购,${n + 1}\n`).join(
        '',
      );
    await chooseFile(page, 'orders.csv', orders);
    await expect(page.getByRole('radio', { name: '订单' })).toBeChecked();
    await page.getByRole('button', { name: '记住这个对应' }).click();
    await page.getByRole('textbox', { name: '给这种表格起个名字' }).fill('门店订单');
    await page.keyboard.press('Enter');
    await expect(page.getByText(/已记住“门店订单”/)).toBeVisible();
    await shotInLooks(page, 'import-01-orders-check');
    await page.getByRole('button', { name: '试运行' }).click();
    await expect(page.getByText('护理套餐 · ¥1,299.00 · 2026-01-05 · E1')).toBeVisible();
    await shotInLooks(page, 'import-02-orders-preview');
    await page.getByRole('tab', { name: /有问题/ }).click();
    await expect(page.getByText('客户册里没有这位客户')).toBeVisible();
    const problems = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载问题行（1）' }).click();
    const rows = readFileSync((await (await problems).path())!, 'utf8');
    expect(rows).toContain('E3');
    expect(rows).toContain('客户册里没有这位客户');
    await page.getByRole('button', { name: '导入 3,002 笔订单' }).click();
    await expect(page.getByText('导入完成')).toBeVisible();
    await page.getByRole('button', { name: '再导入一个' }).click();
    await chooseFile(page, 'orders.csv', orders);
    await expect(page.getByText('已套用“门店订单”的对应。')).toBeVisible();
    await page.getByRole('button', { name: '试运行' }).click();
    await expect(page.getByText('没有新增或变化，不需要导入。')).toBeVisible();
    await page.getByRole('button', { name: '上一步' }).click();
    await page.getByRole('button', { name: '换一个文件' }).click();
  });

  await test.step('a large import is stopped, and what it wrote taken back', async () => {
    const lines = Array.from({ length: 20_000 }, (_, n) => `大批客户${n},138${String(n).padStart(8, '0')}`);
    await chooseFile(page, 'many.csv', `姓名,手机\n${lines.join('\n')}\n`);
    await page.getByRole('button', { name: '试运行' }).click();
    await page.getByRole('button', { name: '导入 20,000 位客户' }).click();
    await expect(page.getByText(/^已写入 [1-9]/)).toBeVisible({ timeout: 30_000 });
    await page.getByRole('button', { name: '停止导入' }).click();
    await expect(page.getByText('导入已停止')).toBeVisible({ timeout: 30_000 });
    await page.getByRole('button', { name: '全部撤回' }).click();
    await expect(page.getByText('已撤销', { exact: true })).toBeVisible({ timeout: 60_000 });
    await page.getByRole('button', { name: '再导入一个' }).click();
  });

  await test.step('a customer who was deleted is offered back', async () => {
    await chooseFile(page, 'again.csv', '姓名,手机\n大批客户0,13800000000\n');
    await page.getByRole('button', { name: '试运行' }).click();
    await expect(page.getByRole('tab', { name: /曾删除/ })).toBeVisible();
    await shotInLooks(page, 'import-03-deleted');
    await page.getByRole('button', { name: '导入 1 位客户' }).click();
    await expect(page.getByText('导入完成')).toBeVisible();
  });

  await test.step('a card with thousands of orders becomes part of another: how far it is is said, and it comes back', async () => {
    await page.evaluate(`location.hash = '#/customers?new=1'`);
    const panel = page.getByRole('dialog', { name: '新客户' });
    await panel.getByLabel('姓名').fill('订单小姐');
    await panel.getByLabel('手机').fill('13712345678');
    await panel.getByRole('button', { name: '保存' }).click();
    await expect(panel).toBeHidden();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('查找重复');
    await expect(page.getByRole('option', { selected: true })).toContainText('查找重复客户');
    await page.keyboard.press('Enter');
    const pair = page.getByRole('listitem').filter({ hasText: '订单小姐' });
    await pair.getByRole('button', { name: '对照并合并' }).click();
    const merge = page.getByRole('dialog', { name: '合并两张卡片' });
    await merge.getByRole('radio', { name: '订单小姐' }).first().check();
    await expect(merge.getByText('3,002 个订单')).toBeVisible();
    await keepWords(page);
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('已合并到 订单小姐')).toBeVisible({ timeout: 30_000 });
    expect((await keptWords(page)).filter((word) => /^正在合并，[1-9]\d?%$/.test(word))).not.toEqual([]);
    await page.keyboard.press('u');
    await expect(page.getByText('已撤销', { exact: true })).toBeVisible({ timeout: 30_000 });
    await expect(pair).toBeVisible();
  });
});

/** Every word a button of the page shows from now on, however short. */
async function keepWords(page: Page): Promise<void> {
  await page.evaluate(`(() => {
    window.keptWords = new Set();
    new MutationObserver(() => {
      for (const button of document.querySelectorAll('button')) window.keptWords.add(button.textContent.trim());
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  })()`);
}
const keptWords = (page: Page) => page.evaluate<string[]>('[...window.keptWords]');

async function chooseFile(page: Page, name: string, text: string): Promise<void> {
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
}
