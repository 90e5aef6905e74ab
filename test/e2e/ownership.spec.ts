/**
 * Whose customers they are, on screen: two devices of one rep see each other's work at once and decide what both
 * changed; the admin moves customers to a colleague and takes devices back; a device too long alone locks itself.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { demoPassword } from '#server/domain/demo/demo-account.ts';
import { browserDesk, type Desk } from './support/desk.ts';
import { shotInLooks } from './support/look.ts';
import { World } from './support/world.ts';

async function signIn(page: Page, account: string): Promise<void> {
  await page.getByLabel('公司').fill('demo');
  await page.getByLabel('账号').fill(account);
  await page.getByLabel('密码').fill(demoPassword);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible({ timeout: 30_000 });
}

const go = (page: Page, place: string) =>
  page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: place }).click();
const status = (page: Page) => page.getByTestId('sync-status');
const synced = (page: Page) => expect(status(page)).toHaveText('已同步', { timeout: 30_000 });

async function openCustomer(page: Page, name: string): Promise<void> {
  await go(page, '客户');
  await page.getByRole('textbox', { name: '搜索客户' }).fill(name);
  await page.getByText(name, { exact: true }).first().click();
}

/** A field of the profile with its value and its marks. */
const fieldOf = (page: Page, name: string) =>
  page
    .getByRole('region', { name: '资料' })
    .locator('dl > div')
    .filter({ has: page.getByRole('term').getByText(name, { exact: true }) });

const options = (page: Page) => page.getByRole('option');

/** The first customers of the list, in its order. */
async function firstNames(page: Page, count: number): Promise<string[]> {
  await go(page, '客户');
  await page.getByRole('textbox', { name: '搜索客户' }).fill('');
  await expect(options(page).nth(count)).toBeVisible();
  const names = await options(page).evaluateAll((rows) =>
    rows.map((row) => row.querySelector('span[title]')?.getAttribute('title') ?? ''),
  );
  return names.slice(0, count);
}

async function setCity(page: Page, name: string, city: string): Promise<void> {
  await openCustomer(page, name);
  await page.getByRole('button', { name: /^城市：/ }).click();
  await page.getByRole('textbox', { name: '城市' }).fill(city);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: `城市：${city}，点击修改` })).toBeVisible();
}

async function setPhone(page: Page, name: string, phone: string): Promise<void> {
  await openCustomer(page, name);
  await page.getByRole('button', { name: '修改手机' }).first().click();
  await page.getByRole('textbox', { name: '号码或地址' }).fill(phone);
  await page.keyboard.press('Enter');
  await expect(page.getByText('已修改手机').first()).toBeVisible();
}

test('two devices of one rep, a split of the book, and devices taken back', async ({ browser }) => {
  const world = new World();
  try {
    // As in a company that is older than two of the SOPs which come with the program.
    await world.startServer(async (db) => {
      await db.deleteFrom('sop').where('code', 'in', ['REFERRAL', 'KEYDATE']).execute();
    });
    await play(world, browserDesk(world, browser));
  } finally {
    await world.end();
  }
});

async function play(world: World, openDesk: (name: string) => Promise<Desk>): Promise<void> {
  const deskA = await openDesk('rep-a');
  const a = deskA.page;
  await signIn(a, 'rep');
  await synced(a);
  const deskB = await openDesk('rep-b');
  const b = deskB.page;
  await signIn(b, 'rep');
  await synced(b);
  const [shared, ...moving] = await firstNames(a, 4);

  await test.step('what one device writes is on the other one’s screen within seconds', async () => {
    const text = '两台设备之间：她女儿考上了';
    await openCustomer(b, shared!);
    await openCustomer(a, shared!);
    await a.getByRole('textbox', { name: '记录内容' }).fill(text);
    await a.keyboard.press('Control+Enter');
    // Devices look by themselves once a minute; only a poke is as quick as this.
    await expect(b.getByText(text).first()).toBeVisible({ timeout: 5_000 });
    await shotInLooks(b, '30-live');
  });

  await test.step('what both changed while offline is decided by a person, many at once', async () => {
    await world.stopServer();
    // Cities where nobody of the demo company lives: each edit is a change.
    for (const name of [shared!, moving[0]!]) {
      await setCity(a, name, '拉萨');
      await setCity(b, name, '银川');
    }
    await setPhone(a, moving[0]!, '13900001111');
    await setPhone(b, moving[0]!, '13900002222');
    const city = fieldOf(b, '城市');
    await expect(city.getByRole('img', { name: '待同步' })).toBeVisible();
    await world.startServer();
    await synced(a);
    await synced(b);
    // The mark stands at the field itself, and leads to where it is decided.
    await expect(city.getByRole('img', { name: '待同步' })).toBeHidden();
    await expect(fieldOf(b, '职位').getByRole('link')).toBeHidden();
    const mark = city.getByRole('link', { name: '有两个值，去裁定' });
    await expect(mark).toBeVisible({ timeout: 20_000 });
    await shotInLooks(b, '36-conflict-mark', b.locator('dl a[href*="conflict="]'));
    await mark.press('Enter');
    await expect(b.getByRole('listitem', { name: `${moving[0]!} 的城市` })).toBeFocused();
    await expect(b.getByRole('checkbox', { name: /的城市$/ })).toHaveCount(2, { timeout: 20_000 });
    // R17: neither value of a number is read before it is asked for.
    const masked = b.getByRole('button', { name: /^显示手机 139\*\*\*\*/ });
    await expect(masked).toHaveCount(2, { timeout: 20_000 });
    await expect(b.getByText(/1390000/)).toHaveCount(0);
    await masked.first().click();
    await expect(b.getByRole('button', { name: /^隐藏手机 1390000(1111|2222)$/ })).toHaveCount(1);
    await b.getByRole('checkbox', { name: '全选' }).check();
    await shotInLooks(b, '31-conflicts');
    await b.getByRole('button', { name: '用晚到的', exact: true }).first().click();
    await expect(b.getByText('没有要裁定的')).toBeVisible();
    await synced(b);
  });

  const adminDesk = await openDesk('admin');
  const admin = adminDesk.page;
  await signIn(admin, 'admin');
  await go(admin, '管理');

  await test.step('the admin moves three customers to a colleague', async () => {
    await admin.getByRole('tab', { name: '客户归属' }).click();
    await admin.getByRole('button', { name: /^从 顾晓芸.* 分出客户$/ }).click();
    const panel = admin.getByRole('dialog');
    for (const name of moving) {
      await panel.getByRole('textbox', { name: '搜索姓名、分层或城市' }).fill(name);
      await panel.getByRole('checkbox').first().check();
    }
    await panel.getByLabel('交给谁').fill('陆子昂');
    await admin.keyboard.press('Enter');
    await panel.getByLabel('原因').fill('按城市分组');
    await shotInLooks(admin, '32-split');
    await panel.getByRole('button', { name: '分出 3 位' }).click();
    await expect(admin.getByText('3 / 3')).toBeVisible({ timeout: 20_000 });
    await shotInLooks(admin, '33-split-done');
    await go(a, '客户');
    await a.getByRole('textbox', { name: '搜索客户' }).fill(moving[0]!);
    await expect(options(a).filter({ hasText: moving[0]! })).toHaveCount(0, { timeout: 10_000 });
    const deskLu = await openDesk('lu');
    await signIn(deskLu.page, 'lu');
    await synced(deskLu.page);
    await openCustomer(deskLu.page, moving[0]!);
    await shotInLooks(deskLu.page, '34-split-arrived');
    await deskLu.close();
  });

  await test.step('the admin changes the tag dictionary, and the cards of the rep follow', async () => {
    await admin.getByRole('tab', { name: '标签' }).click();
    await admin.getByRole('button', { name: '新建分组' }).click();
    await admin.getByLabel('分组名称').fill('购买意向');
    await admin.getByLabel('组里的标签').fill('考虑中、先看看');
    await admin.getByRole('checkbox', { name: '打标签要写原因' }).check();
    await shotInLooks(admin, '35-tag-group');
    await admin.keyboard.press('Control+Enter');
    const tag = (name: string) => admin.getByRole('button', { name, exact: true });
    await expect(tag('考虑中')).toBeVisible();

    await openCustomer(a, shared!);
    const add = a.getByRole('combobox', { name: '加标签' });
    await add.fill('考虑中');
    await add.press('Enter');
    const why = a.getByRole('textbox', { name: '为什么（必填）' });
    await why.press('Enter');
    await expect(a.getByText('“购买意向”这一组要写下为什么。')).toBeVisible();
    await why.fill('问了两次价格');
    await why.press('Enter');
    const chip = (name: string) =>
      a.getByRole('group', { name: '已有的标签' }).getByRole('button', { name, exact: true });
    await chip('考虑中').press('Enter');
    await expect(a.getByRole('textbox', { name: '为什么（可不填）' })).toHaveValue('问了两次价格');
    await shotInLooks(a, '35-tag-details', a.locator('[data-chips]'));
    await a.keyboard.press('Escape');
    await expect(chip('考虑中')).toBeFocused();
    await synced(a);

    await tag('考虑中').press('Enter');
    await admin.getByLabel('标签名称').fill('有意向');
    await admin.keyboard.press('Control+Enter');
    await expect(chip('有意向')).toBeVisible({ timeout: 30_000 });
    await tag('有意向').press('m');
    await admin.getByRole('combobox', { name: '合并到' }).fill('先看看');
    await admin.keyboard.press('Enter');
    await expect(admin.getByText('1 位客户的“有意向”会变成“先看看”。')).toBeVisible();
    await shotInLooks(admin, '35-tag-merge');
    await admin.keyboard.press('Control+Enter');
    await expect(chip('先看看')).toBeVisible({ timeout: 30_000 });
    await shotInLooks(admin, '35-tags', admin.locator('[data-tag]').last());
    await admin.keyboard.press('u');
    await expect(chip('有意向')).toBeVisible({ timeout: 30_000 });

    await chip('有意向').press('Delete');
    await expect(chip('有意向')).toHaveCount(0);
    await a.keyboard.press('u');
    await expect(chip('有意向')).toBeVisible();
    await tag('先看看').press('Delete');
    await expect(admin.getByText('已停用“先看看”')).toBeVisible();
  });

  await test.step('a SOP is copied, what is wrong with it is said at the field, and it reaches the card of a customer', async () => {
    await admin.getByRole('tab', { name: 'SOP' }).click();
    await expect(admin.locator('[data-sop]').first()).toBeVisible();
    const offered = admin.getByText('自带的 SOP 还有 2 条没有用上');
    const referral = admin.locator('[data-sop]', { hasText: '请老客户介绍' });
    await expect(offered).toBeVisible();
    await shotInLooks(admin, '36-sops', admin.locator('[class*=starters]'));
    await admin.getByRole('button', { name: '全部加上' }).press('Enter');
    await expect(admin.getByText('已加上 2 条自带的 SOP')).toBeVisible();
    await expect(referral).toBeVisible();
    await expect(offered).toHaveCount(0);
    await admin.keyboard.press('u');
    await expect(referral).toHaveCount(0);
    await admin.getByRole('button', { name: '全部加上' }).press('Enter');
    await expect(referral).toBeVisible();
    await admin.getByRole('button', { name: '“大项目到店”的操作' }).press('Enter');
    await admin.getByRole('menuitem', { name: '复制成自己的' }).click();
    const form = admin.getByRole('dialog');
    const name = form.getByLabel('名称');
    await name.fill('');
    await form.getByLabel('第几天').nth(1).fill('0');
    await admin.keyboard.press('Control+Enter');
    await expect(form.getByText('写上名称。')).toBeVisible();
    await expect(form.getByText('这一天已经有一步了。')).toBeVisible();
    await shotInLooks(admin, '36-sop-form', form.locator('input').first());
    await name.fill('复查到店');
    await form.getByLabel('第几天').nth(1).fill('2');
    // For a saved view alone: the server counts whom it means now, over all books.
    await pick(form, '怎么开始', '连续不回、静默期过后');
    await form.getByRole('button', { name: '直接写条件' }).press('Enter');
    await pick(form, '条件项', '分层是');
    await pick(form, '分层是', 'A');
    await form.getByRole('heading', { name: '步骤' }).click();
    const counted = form.getByText(/^全公司现在有 \d+ 位客户符合（可以联系的共 \d+ 位）。$/);
    await expect(counted).toBeVisible();
    const [some, all] = (await counted.textContent())!.match(/\d+/g)!.map(Number);
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(all!);
    await shotInLooks(admin, '36-sop-audience', form.locator('[role=status]').first());
    await admin.keyboard.press('Control+Enter');
    await expect(admin.getByText('已发布“复查到店”第 1 版')).toBeVisible();
    await expect(admin.locator('[data-sop]', { hasText: '复查到店' })).toBeVisible();

    await a.getByRole('button', { name: '开始一条' }).press('Enter');
    const choose = a.getByRole('combobox', { name: '选一条 SOP' });
    await expect(async () => {
      await choose.fill('复查到店');
      await expect(a.getByRole('option', { name: /复查到店/ })).toBeAttached({ timeout: 1_000 });
    }).toPass({ timeout: 30_000 });
    await choose.press('Enter');
    const end = a.getByRole('button', { name: '结束“复查到店”' });
    await expect(end).toBeVisible();
    await end.press('Enter');
    await shotInLooks(a, '36-sop-card', a.getByRole('region', { name: 'SOP' }));
    await a.getByRole('textbox', { name: '说明' }).press('Enter');
    await expect(end).toHaveCount(0);
    await a.keyboard.press('u');
    await expect(end).toBeVisible();
    await synced(a);
  });

  await test.step('a device taken back hands in its edits, and nothing of the company stays on it', async () => {
    await admin.getByRole('tab', { name: '设备' }).click();
    await admin
      .getByRole('button', { name: /^收回 顾晓芸/ })
      .first()
      .click();
    await expect(admin.getByRole('dialog').getByText('先交接，再清除')).toBeVisible();
    await shotInLooks(admin, '37-take-back');
    // By the key: the dialog is still growing, and a click can begin on the button and end beside it.
    const confirm = admin.getByRole('dialog').getByRole('button', { name: '收回设备' });
    await confirm.press('Enter');
    await expect(admin.getByRole('dialog')).toHaveCount(0);
    await admin
      .getByRole('button', { name: /^收回 顾晓芸/ })
      .last()
      .click();
    await confirm.press('Enter');
    await expect(admin.getByRole('dialog')).toHaveCount(0);
    await expect(a.getByRole('heading', { name: '这台设备已被停用' })).toBeVisible({ timeout: 30_000 });
    // Every try that a busy server puts off waits longer than the one before.
    await expect(a.getByText('本机的公司资料已全部清除')).toBeVisible({ timeout: 60_000 });
    await shotInLooks(a, '38-wiped');
    expect(
      existsSync(join(deskA.dataDir, 'profiles')) ? readdirSync(join(deskA.dataDir, 'profiles')) : [],
    ).toEqual([]);
    await admin.getByRole('checkbox', { name: '显示已收回的' }).check();
    await expect(admin.getByText('全部已交出').first()).toBeVisible({ timeout: 40_000 });
    await shotInLooks(admin, '39-devices');
  });
  await adminDesk.close();
}

// Moves the clock of one process; part of the packages the tests need.
const faketime = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';

test('a device too long without its server first reads only, then locks, and opens at the next contact', async ({
  browser,
}) => {
  test.skip(!existsSync(faketime), 'the package faketime is not installed');
  const world = new World();
  const unlocked = async (daysAhead: number): Promise<Page> => {
    const device = await world.startDevice('rep', { LD_PRELOAD: faketime, FAKETIME: `+${daysAhead}d` });
    const page = await world.own(await browser.newContext()).newPage();
    await page.goto(device.url);
    await page.getByLabel('密码').fill(demoPassword);
    await page.keyboard.press('Enter');
    page.context().once('close', () => void device.stop());
    return page;
  };
  try {
    await world.startServer();
    const desk = await browserDesk(world, browser)('rep');
    await signIn(desk.page, 'rep');
    await synced(desk.page);
    await desk.close();
    await world.stopServer();

    const weekLater = await unlocked(8);
    await expect(weekLater.getByText('现在只能看，不能写')).toBeVisible({ timeout: 20_000 });
    await shotInLooks(weekLater, '35-read-only');
    await weekLater.context().close();

    const twoWeeksLater = await unlocked(15);
    await expect(twoWeeksLater.getByText('太久没有连上公司服务器，已锁定')).toBeVisible({ timeout: 20_000 });
    await shotInLooks(twoWeeksLater, '36-locked');
    await world.startServer();
    const opened = twoWeeksLater.getByRole('navigation', { name: '主导航' });
    // Between the look at the button and the click on it the device may have found its server by itself.
    await Promise.any([
      twoWeeksLater.getByRole('button', { name: '现在连接' }).click({ timeout: 20_000 }),
      opened.waitFor({ timeout: 20_000 }),
    ]);
    await expect(opened).toBeVisible({ timeout: 20_000 });
    await twoWeeksLater.context().close();
  } finally {
    await world.end();
  }
});

async function pick(within: Locator, list: string, word: string): Promise<void> {
  await within.getByRole('combobox', { name: list }).click();
  await within
    .page()
    .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
    .filter({ hasText: new RegExp(`^${word}$`) })
    .click();
}
