/**
 * The consultant's day with the keyboard only: start, what should not be missed, done with a line written by an IME, skipped,
 * later, taken back; a new friend judged in three taps; a customer's question comes in during the day; why somebody is not on the list; the close-out.
 */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type CDPSession, type Page } from '@playwright/test';
import { demoPassword } from '#server/domain/demo/demo-account.ts';
import { minuteOf } from '#shared/domain/calendar.ts';
import { browserDesk } from './support/desk.ts';
import { shotInLooks } from './support/look.ts';
import { shot, World } from './support/world.ts';

const said = '聊了小雨的钢琴课';
const wish = '周五能送到吗';
const win = '郭丽华的事记在心上了';

const world = new World();
test.beforeAll(() => world.startServer());
test.afterAll(() => world.end());

test("the consultant's day, keyboard only", async ({ browser }) => {
  const { page } = await browserDesk(world, browser)('today');
  const keys = page.keyboard;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const ime = await page.context().newCDPSession(page);
  const current = page.locator('li.plan-row[aria-current=true]');
  const currentName = async () => (await current.getAttribute('aria-label'))!.split('：')[0]!;

  await test.step('sign in; the list of the day with its figures', async () => {
    await page.getByLabel('公司').focus();
    await keys.insertText('demo');
    await keys.press('Tab');
    await keys.insertText('rep');
    await keys.press('Tab');
    await keys.insertText(demoPassword);
    await keys.press('Enter');
    await expect(page.getByTestId('sync-status')).toHaveText('已同步', { timeout: 60_000 });
    await expect(page.getByRole('heading', { level: 1, name: /^今日/ })).toBeVisible();
    const header = page.locator('.today-figures');
    await expect(header).toContainText(/\d+ 位客户/);
    await expect(header).toContainText(/已排 \d+ \/ \d+ 分钟/);
    await expect(header).toContainText(/关怀 \d+%/);
    await expect(header).toContainText(/推广 \d+%/);
    await expect(header).toContainText('资料同步');
  });

  /** Rows from top to bottom; without those of one customer, whose card may come to stand further up. */
  const order = async (without = '-') =>
    page
      .locator('li.plan-row')
      .evaluateAll(
        (rows, name) =>
          rows
            .filter((row) => !row.getAttribute('aria-label')!.startsWith(`${name}：`))
            .map((row) => row.getAttribute('data-item')),
        without,
      );

  await test.step('somebody deleted us; B starts the day; the notice leads to what came before', async () => {
    await openFirstCard(page);
    await keys.press('g');
    await page.getByRole('radio', { name: '删除了我们' }).press('Space');
    await keys.press('Control+Enter');
    await expect(page.getByText('已记下，不再主动联系')).toBeVisible();
    await backToToday(page);
    await keys.press('b');
    await expect(page.getByRole('button', { name: /^收尾/ })).toBeVisible();
    const notices = page.getByRole('list', { name: '先看一眼' });
    expect(
      await notices.locator('li[data-kind=lost], li[data-kind=promise], li[data-kind=handover]').count(),
    ).toBeLessThan(4);
    await expect(notices.getByText(/删除了我们/)).toBeVisible();
    await shotInLooks(page, 'today-01-started');
    await notices.getByRole('button', { name: '复盘之前的联系' }).press('Enter');
    await expect(page.getByRole('dialog', { name: '关系复盘' })).toBeVisible();
    await shot(page, 'today-02-autopsy-zh-light');
    await keys.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(page).not.toHaveURL(/autopsy/);
    await backToToday(page);
  });

  await test.step('C copies a draft, D and Enter finish it; the line is composed with an IME', async () => {
    await stepTo(page, () => current.locator('.plan-row-draft').isVisible());
    const draft = (await current.locator('.plan-row-draft p').textContent())!;
    await keys.press('c');
    await expect(page.getByText(/^话术已复制/)).toBeVisible();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(draft);
    const before = await order();
    const name = await currentName();
    const id = await current.getAttribute('data-item');
    await keys.press('d');
    await keys.press('y');
    await keys.press('t');
    const field = page.getByRole('textbox', { name: '写一句记录' });
    await expect(field).toBeFocused();
    await compose(ime, 'liao le', said);
    await expect(field).toHaveValue(said);
    await keys.press('Tab');
    await expect(page.getByRole('spinbutton', { name: '用时' })).toBeFocused();
    await page.keyboard.type('12');
    await shot(page, 'today-03-done-zh-light');
    await keys.press('Enter');
    await expect(page.getByText(`已完成：${name}`)).toBeVisible();
    expect(await order()).toEqual(before.filter((other) => other !== id));
    await keys.press('u');
    await expect(page.locator(`[data-item="${id}"]`)).toBeVisible();
    expect(await order()).toEqual(before);
    await expect(page.locator(`[data-item="${id}"]`)).toHaveAttribute('aria-current', 'true');
    await keys.press('d');
    await keys.press('Enter');
    await expect(page.getByText(`已完成：${name}`)).toBeVisible();
  });

  await test.step('S with a digit skips, L puts it off, U takes it back', async () => {
    const skipped = await currentName();
    await keys.press('s');
    await keys.press('5');
    await expect(page.getByText(`已跳过：${skipped}`)).toBeVisible();
    const moved = await currentName();
    const before = await order();
    await keys.press('l');
    await expect(page.getByText(`稍后再做：${moved}`)).toBeVisible();
    await keys.press('u');
    await expect(page.getByText(`稍后再做：${moved}`)).toBeHidden();
    await expect.poll(order).toEqual(before);
  });

  await test.step('a new friend of whom nobody knows what they want: one key to the three taps, and it is done', async () => {
    await stepTo(page, async () => (await current.textContent())!.includes('三下认识新朋友'));
    const id = await current.getAttribute('data-item');
    await keys.press('Enter');
    const panel = page.getByRole('group', { name: '新客判断' });
    await expect(panel).toBeFocused();
    await keys.press('2');
    await keys.press('1');
    // Where the source is known there are two taps.
    const saved = page.getByText('新客判断已保存');
    await expect(saved.or(panel.getByText('从哪里来？'))).toBeVisible();
    if (!(await saved.isVisible())) await keys.press('1');
    await expect(saved).toBeVisible();
    await backToToday(page);
    await expect(page.locator(`[data-item="${id}"]`)).toBeHidden();
  });

  await test.step('a question of a customer comes onto the started list', async () => {
    await stepTo(page, async () => (await current.getAttribute('data-kind')) === 'GAP');
    const asking = await currentName();
    const before = await order(asking);
    await keys.press('Enter');
    await expect(page.getByRole('textbox', { name: '记录内容' })).toBeVisible();
    await keys.press('g');
    await compose(ime, 'zhou wu', wish);
    await keys.press('Control+Enter');
    await expect(page.getByText(`等回复 · ${wish}`)).toBeVisible();
    await backToToday(page);
    const minute = minuteOf(Date.now());
    if (minute >= 720 && minute < 810) {
      await expect(page.getByText(/午休 · 上午完成/)).toBeVisible();
      return;
    }
    const row = page.locator('li.plan-row').filter({ hasText: wish });
    await expect(row.getByText('新加入')).toBeVisible();
    expect(await order(asking)).toEqual(before);
    await row.focus();
    await shot(page, 'today-04-inserted-zh-light');
    await keys.press('d');
    await keys.press('Enter');
    await expect(row).toBeHidden();
  });

  await test.step('somebody who is not to be contacted any more leaves the list, and the reason stands with it', async () => {
    await stepTo(page, async () => (await current.getAttribute('data-kind')) === 'GAP');
    const id = await current.getAttribute('data-item');
    const name = await currentName();
    await keys.press('Enter');
    await expect(page.getByRole('textbox', { name: '记录内容' })).toBeVisible();
    await keys.press('g');
    await page.getByRole('radio', { name: '删除了我们' }).press('Space');
    await keys.press('Control+Enter');
    await expect(page.getByText('已记下，不再主动联系')).toBeVisible();
    await backToToday(page);
    await expect(page.locator(`[data-item="${id}"]`)).toBeHidden();
    await page.locator('.plan-fold').press('Enter');
    const line = page.locator('.settled-row').filter({ hasText: name }).filter({ hasText: '该联系了' });
    await expect(line.getByText(/^已撤下：已删除/)).toBeVisible();
    // By the customer's name, which is the same in each language.
    await shotInLooks(
      page,
      'today-09-taken-off',
      page.locator('.settled-row').filter({ hasText: name }).first(),
    );
    await page.locator('.plan-fold').press('Enter');
  });

  await test.step('W: everybody who is not on the list has a reason, and can be looked for', async () => {
    await keys.press('w');
    const panel = page.getByRole('dialog', { name: '为什么没有？' });
    const lines = panel.locator('.hidden-lines li');
    await expect(lines.first()).toBeVisible();
    const search = panel.getByRole('textbox', { name: '搜客户、事情或原因' });
    await expect(search).toBeFocused();
    await compose(ime, 'shan chu', '已删除');
    await expect(search).toHaveValue('已删除');
    await expect(lines.first()).toContainText('对方删除了好友');
    await shotInLooks(page, 'today-05-why-not');
    await keys.press('Escape');
    await expect(panel).toBeHidden();
  });

  await test.step('M: what the week went into, one week back and again, and back to the list', async () => {
    await keys.press('m');
    await expect(page.getByRole('heading', { level: 1, name: '我的一周' })).toBeVisible();
    const minutes = page.getByRole('region', { name: '时间花在谁身上' });
    await expect(minutes.getByText(/^A 级占计划 \d+%$/)).toBeVisible();
    const reached = page.getByRole('region', { name: '谁回应了' });
    await expect(reached.getByRole('row', { name: /^聊天 \d+ \d+ \d+%$/ })).toBeVisible();
    await expect(page.getByRole('region', { name: '很久没联系的老客户' })).toBeVisible();
    await shotInLooks(page, 'today-08-week');
    const range = await page.locator('.page-frame-subtitle').innerText();
    await keys.press('[');
    await expect(page.locator('.page-frame-subtitle')).not.toHaveText(range);
    await keys.press(']');
    await expect(page.locator('.page-frame-subtitle')).toHaveText(range);
    await expect(page.getByRole('button', { name: '下一周' })).toBeDisabled();
    await keys.press('Escape');
    await expect(page.getByRole('heading', { level: 1, name: /^今日/ })).toBeVisible();
  });

  await test.step('F: one win, one miss, the figures of the day and tomorrow; kept over a reload', async () => {
    await keys.press('f');
    const panel = page.getByRole('dialog', { name: '今天收尾' });
    await expect(panel.getByText(/^(明天|下个工作日)预计/)).toBeVisible();
    await expect(panel.getByRole('textbox', { name: '一件做得好的' })).toBeFocused();
    await compose(ime, 'guo li hua', win);
    await expect(panel).toBeVisible();
    await keys.press('Tab');
    await keys.insertText('跳过了一位，明天先做');
    await shotInLooks(page, 'today-06-close-out');
    expect(await seriousOf(page)).toEqual([]);
    await keys.press('Control+Enter');
    await expect(page.getByRole('heading', { name: '今天已收尾' })).toBeVisible();
    await page.reload();
    await expect(page.getByText(`做得好：${win}`)).toBeVisible();
    await expect(page.getByText('没做好：跳过了一位，明天先做')).toBeVisible();
    await shot(page, 'today-07-closed-zh-light');
  });
});

/** Down the list until something holds of the row the keys act on. */
async function stepTo(page: Page, holds: () => Promise<boolean>): Promise<void> {
  for (let n = 0; n < 80; n++) {
    if (await holds()) return;
    await page.keyboard.press(n % 2 ? 'j' : 'ArrowDown');
  }
  throw new Error('no such row on the list');
}

async function openFirstCard(page: Page): Promise<void> {
  await expect(page.locator('li.plan-row').first()).toBeVisible();
  await stepTo(
    page,
    async () => (await page.locator('li.plan-row[aria-current=true]').getAttribute('data-kind')) === 'GAP',
  );
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: '记录内容' })).toBeVisible();
}

async function backToToday(page: Page): Promise<void> {
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: /^今日/ })).toBeVisible();
  await page.waitForLoadState('networkidle');
}

/** Writes as an IME does; the Enter that ends the composition is the IME's own. */
async function compose(ime: CDPSession, pinyin: string, text: string): Promise<void> {
  const end = (of: string) => ({ text: of, selectionStart: of.length, selectionEnd: of.length });
  await ime.send('Input.imeSetComposition', end(pinyin));
  // 229 is what an IME makes of the keys it takes for itself.
  const taken = { type: 'rawKeyDown', windowsVirtualKeyCode: 229, key: 'Enter', code: 'Enter' } as const;
  await ime.send('Input.dispatchKeyEvent', taken);
  await ime.send('Input.imeSetComposition', end(text));
  await ime.send('Input.insertText', { text });
}

async function seriousOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').analyze();
  return violations
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .map((violation) => `${violation.id}: ${violation.nodes[0]?.html ?? ''}`);
}
