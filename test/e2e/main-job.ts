/**
 * The main job, end to end: a rep imports a real address book and works the day, offline too; the lead sees it; the admin
 * hands the book to someone else; the new device has everything, the old one nothing, neither on screen nor in its file.
 */
import { expect, test, type Page } from '@playwright/test';
import { demoPassword } from '#server/domain/demo/demo-account.ts';
import { plainProfileOf } from '#test/support/plain-bytes.ts';
import { countBooks, type BookCount } from '#test/support/profile-count.ts';
import { sampleData } from '#test/support/sample-data.ts';
import type { OpenDesk } from './support/desk.ts';
import { shot, type World } from './support/world.ts';

const noteText = '离线时写下：小雨下周三钢琴考级，记得问结果';

/** The figures of the preview as numbers, by what they count. */
function countsOn(text: string): BookCount {
  const words = {
    customer: '客户',
    contact_point: '联系方式',
    customer_tag: '标签',
    note: '记录',
    touch: '跟进',
    moment: '动态',
    customer_order: '订单',
  };
  const counts = Object.entries(words).map(([name, word]) => {
    const figure = text.match(new RegExp(`([\\d,]+)\\s*\\n\\s*${word}\\s*(\\n|$)`))?.[1];
    expect(figure, word).toBeDefined();
    return [name, Number(figure!.replaceAll(',', ''))];
  });
  return Object.fromEntries(counts) as BookCount;
}

async function signIn(page: Page, account: string): Promise<void> {
  await page.getByLabel('公司').fill('demo');
  await page.getByLabel('账号').fill(account);
  await page.getByLabel('密码').fill(demoPassword);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible();
}

const go = (page: Page, place: string) =>
  page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: place }).click();

/** The sign in the top bar that always tells whether this device and the company agree. */
const syncStatus = (page: Page) => page.getByTestId('sync-status');
const synced = (page: Page) => expect(syncStatus(page)).toHaveText('已同步', { timeout: 30_000 });

async function importFile(page: Page, path: string): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(path);
  await page.getByRole('button', { name: '试运行' }).click();
  await page.getByRole('button', { name: /^导入 \d+ 位客户$/ }).click();
  await expect(page.getByText('导入完成')).toBeVisible();
}

async function findCustomer(page: Page, name: string): Promise<void> {
  await go(page, '客户');
  await page.getByRole('textbox', { name: '搜索客户' }).fill(name);
}

export async function playMainJob(world: World, openDesk: OpenDesk): Promise<void> {
  let customerName = '';
  let handedOver: BookCount | undefined;
  const deskA = await openDesk('device-a');
  const rep = deskA.page;
  await test.step('the rep signs in on a new device', async () => {
    await shot(rep, '01-sign-in');
    await signIn(rep, 'rep');
    await expect(rep.getByText('必须做')).toBeVisible({ timeout: 30_000 });
    await synced(rep);
    await shot(rep, '02-today');
  });

  await test.step('imports address books as other programs wrote them', async () => {
    await go(rep, '客户');
    await rep.goto(`${rep.url().split('#')[0]}#/import`);
    await shot(rep, '03-import');
    await rep.locator('input[type=file]').setInputFiles(sampleData('ez-vcard', 'gmail-list.vcf'));
    await expect(rep.getByRole('button', { name: '试运行' })).toBeVisible();
    await shot(rep, '04-import-check');
    await rep.getByRole('button', { name: '试运行' }).click();
    await expect(rep.getByRole('button', { name: '导入 3 位客户' })).toBeVisible();
    await shot(rep, '05-import-dry-run');
    await rep.getByRole('button', { name: '导入 3 位客户' }).click();
    await expect(rep.getByText('导入完成')).toBeVisible();
    await shot(rep, '06-import-report');
    await rep.getByRole('button', { name: '再导入一个' }).click();
    await rep.locator('input[type=file]').setInputFiles(sampleData('readxl', 'deaths.xlsx'));
    await expect(rep.getByText('Excel 表格')).toBeVisible();
    await expect(rep.getByText('David Bowie').first()).toBeVisible();
    await shot(rep, '06b-workbook-check');
    await rep.getByRole('button', { name: '换一个文件' }).click();
    await importFile(rep, sampleData('comm-central', 'basic_csv_addressbook.csv'));
    await findCustomer(rep, 'Arnold Smith');
    await expect(rep.getByText('Arnold Smith')).toBeVisible();
    await shot(rep, '07-imported');
    await synced(rep);
  });

  await test.step('works three items of the list', async () => {
    await go(rep, '今日');
    await rep.getByRole('button', { name: '开始今天' }).click();
    await expect(rep.getByRole('button', { name: '开始今天' })).toBeHidden();
    const current = rep.locator('li.plan-row[aria-current=true]');
    customerName = (await current.getByRole('button').first().innerText()).trim();
    await rep.keyboard.press('d');
    await shot(rep, '08-done-panel');
    await rep.keyboard.press('Enter');
    await expect(rep.getByText(`已完成：${customerName}`)).toBeVisible();
    await rep.keyboard.press('s');
    await shot(rep, '09-skip-panel');
    await rep.keyboard.press('5');
    await expect(rep.getByText(/^已跳过：/).first()).toBeVisible();
    await rep.keyboard.press('l');
    await expect(rep.getByText(/^稍后再做：/)).toBeVisible();
    await shot(rep, '10-three-items');
    await synced(rep);
  });

  await test.step('writes a note and a tag with the server away, and comes back', async () => {
    await world.stopServer();
    await findCustomer(rep, customerName);
    await rep
      .getByRole('row', { name: new RegExp(customerName) })
      .or(rep.getByText(customerName))
      .first()
      .click();
    await rep.getByRole('textbox', { name: '记录内容' }).fill(noteText);
    await rep.keyboard.press('Control+Enter');
    await expect(rep.getByText(noteText).first()).toBeVisible();
    await expect(syncStatus(rep)).toHaveText(/^离线 · 待同步 \d+$/, { timeout: 30_000 });
    await expect(rep.getByText('待同步', { exact: true }).first()).toBeVisible();
    await shot(rep, '11-offline-note');
    await world.startServer();
    await synced(rep);
    await shot(rep, '12-synced-again');
  });

  await test.step('the lead sees what was done', async () => {
    const desk = await openDesk('office');
    const lead = desk.page;
    await signIn(lead, 'lead');
    await go(lead, '回顾');
    await lead
      .getByRole('button', { name: /查看 顾晓芸 .* 的明细$/ })
      .first()
      .click();
    await expect(lead.getByText(noteText)).toBeVisible({ timeout: 20_000 });
    await expect(lead.getByText('没时间').first()).toBeVisible();
    await shot(lead, '13-review');
    await desk.close();
  });

  const deskB = await openDesk('device-b');
  const successor = deskB.page;
  await signIn(successor, 'lu');
  await expect(successor.getByRole('heading', { name: '必须做' })).toBeVisible({ timeout: 30_000 });

  await test.step('the admin hands the book over, with a preview', async () => {
    const desk = await openDesk('admin-desk');
    const admin = desk.page;
    await signIn(admin, 'admin');
    await go(admin, '管理');
    await admin.getByRole('tab', { name: '客户归属' }).click();
    await admin.getByRole('button', { name: /^转移 顾晓芸/ }).click();
    const panel = admin.getByRole('dialog');
    await expect(panel.getByText('未兑现的承诺')).toBeVisible();
    handedOver = countsOn(await panel.innerText());
    // 400 of the demo, 3 of the vCard file, 2 of the CSV file.
    expect(handedOver.customer).toBe(405);
    await expect(panel.getByText(/^\d+\s*在谈的商机$/)).toBeVisible();
    await shot(admin, '14-reassign-preview');
    await panel.getByLabel('交给谁').click();
    await admin.getByText('陆子昂').last().click();
    await panel.getByLabel('原因').fill('顾晓芸离职，由陆子昂接手');
    await panel.getByRole('button', { name: '确认转移' }).click();
    await expect(admin.getByText('已转移给 陆子昂')).toBeVisible();
    await shot(admin, '15-reassigned');
    await desk.close();
  });

  await test.step('the successor has every customer, note, tag and touch', async () => {
    await findCustomer(successor, customerName);
    await expect(successor.getByText(customerName).first()).toBeVisible({ timeout: 20_000 });
    // The successor may have had somebody of that name before.
    await expect(async () => {
      const namesakes = successor.getByRole('option').filter({ hasText: customerName });
      for (let i = 0; i < (await namesakes.count()); i++) {
        await namesakes.nth(i).click();
        const note = successor.getByText(noteText).first();
        if (
          await note.waitFor({ timeout: 3_000 }).then(
            () => true,
            () => false,
          )
        )
          return;
      }
      throw new Error('nobody of that name has the note');
    }).toPass({ timeout: 30_000 });
    await shot(successor, '16-successor-card');
    await findCustomer(successor, 'Arnold Smith');
    await expect(successor.getByText('Arnold Smith').first()).toBeVisible();
    await synced(successor);
    const unlock = await deskB.close();
    const books = await countBooks(deskB.dataDir, unlock);
    expect(books.size).toBe(2);
    expect([...books.values()]).toContainEqual(handedOver);
  });

  await test.step('the old device has none, neither on screen nor in its file', async () => {
    await findCustomer(rep, '');
    await expect(rep.getByText('你名下没有客户册')).toBeVisible({ timeout: 30_000 });
    await expect(rep.getByText(customerName)).toBeHidden();
    await shot(rep, '17-old-device-empty');
    const unlock = await deskA.close();
    const left = await plainProfileOf(deskA.dataDir, unlock);
    expect(left.length).toBeGreaterThan(0);
    expect(await countBooks(deskA.dataDir, unlock)).toEqual(new Map());
    for (const marker of [noteText, customerName, 'Arnold Smith'])
      expect(left.includes(marker), marker).toBe(false);
  });
}
