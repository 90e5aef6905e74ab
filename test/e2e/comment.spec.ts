/**
 * The comment writer: a weak comment becomes a good one with what the card knows, is copied, posted elsewhere, logged, and
 * is still there after a reload; the lead sees the mean score.
 */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { demoPassword } from '#server/domain/demo/demo-account.ts';
import { browserDesk } from './support/desk.ts';
import { shot, World } from './support/world.ts';

const posted = '女儿钢琴考级过了八级,练了三年终于拿证';
const weak = '太棒了,孩子真优秀,姐你教育得真好';
const asked = '接下来考十级吗？';

const world = new World();
test.beforeAll(() => world.startServer());
test.afterAll(() => world.end());

test('a weak comment becomes a good one, is posted, logged and kept', async ({ browser }) => {
  const { page } = await browserDesk(world, browser)('comment');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await signIn(page, 'rep');
  await expect(page.getByTestId('sync-status')).toHaveText('已同步', { timeout: 60_000 });

  await test.step('a customer with tags, a note that asks its one question, and a moment', async () => {
    await page.evaluate(`location.hash = '#/customers?new=1'`);
    const panel = page.getByRole('dialog', { name: '新客户' });
    await panel.getByLabel('姓名').fill('王芳芳');
    await panel.getByLabel('称呼').fill('王姐');
    await panel.getByLabel('标签').fill('孩子');
    await page.keyboard.press('Enter');
    await panel.getByLabel('标签').fill('钢琴');
    await page.keyboard.press('Enter');
    await panel.getByRole('button', { name: '保存' }).click();
    await expect(page.getByRole('heading', { name: '王芳芳' })).toBeVisible();
    await page.keyboard.press('n');
    await page.getByRole('textbox', { name: '记录内容' }).fill('小雨练琴');
    await page.keyboard.press('Control+Enter');
    const question = page.getByRole('group', { name: '下一步是什么时候？' }).first();
    await expect(question).toBeVisible();
    await shot(page, 'comment-01-note-question');
    await question.getByRole('button', { name: '明天' }).click();
    await expect(page.getByRole('region', { name: '承诺' }).getByText('接着聊：小雨练琴')).toBeVisible();
    await expect(question).toBeHidden();
    await page.locator('body').click({ position: { x: 5, y: 5 } });
    await page.keyboard.press('m');
    await page.getByRole('radio', { name: '成就' }).click();
    await page.getByRole('textbox', { name: '动态内容' }).fill(posted);
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('动态已记下')).toBeVisible();
  });

  const field = page.getByRole('textbox', { name: '评论内容' });
  const score = (value: number, grade: string) =>
    expect(page.getByRole('button', { name: new RegExp(`^${value} ?${grade}$`) })).toBeVisible();

  await test.step('a weak comment is told to be one, and why', async () => {
    await page.getByRole('button', { name: '评论', exact: true }).click();
    await expect(field).toBeFocused();
    await shot(page, 'comment-02-empty-zh-light');
    await page.keyboard.insertText(weak);
    await score(55, '敷衍');
    await expect(page.getByText('敷衍：提一件 TA 动态里说的事')).toBeVisible();
    await shot(page, 'comment-03-weak-zh-light');
    expect(await seriousOf(page)).toEqual([]);
  });

  await test.step('the draft is in the file: it is there after a reload', async () => {
    await page.waitForTimeout(600);
    await page.reload();
    await page.getByRole('button', { name: '继续写评论' }).click();
    await expect(field).toHaveValue(weak);
  });

  await test.step('a hint goes in at the caret, the rest is composed with an IME', async () => {
    await field.press('Home');
    await page.getByRole('group', { name: '点一下插入' }).getByRole('button', { name: '小雨' }).click();
    await expect(field).toHaveValue(`小雨${weak}`);
    await expect(field).toBeFocused();
    await score(70, '合格');
    await field.press('Control+End');
    const ime = await page.context().newCDPSession(page);
    await ime.send('Input.imeSetComposition', { text: 'jie xia lai', selectionStart: 11, selectionEnd: 11 });
    // 229 is what an IME makes of the keys it takes for itself.
    const taken = { type: 'rawKeyDown', windowsVirtualKeyCode: 229, key: 'Enter', code: 'Enter' } as const;
    await ime.send('Input.dispatchKeyEvent', taken);
    await ime.send('Input.dispatchKeyEvent', { ...taken, modifiers: 2 });
    await expect(page.getByText('已复制，去微信里贴上。')).toBeHidden();
    await ime.send('Input.imeSetComposition', { text: asked, selectionStart: 8, selectionEnd: 8 });
    await ime.send('Input.insertText', { text: asked });
    await expect(field).toHaveValue(`小雨${weak}${asked}`);
    await score(85, '走心');
    await shot(page, 'comment-04-good-zh-light');
  });

  await test.step('copied, posted elsewhere, back: Y logs it, U takes it back into the writer', async () => {
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('已复制，去微信里贴上。')).toBeVisible();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(`小雨${weak}${asked}`);
    await leaveAndReturn(page);
    await expect(page.getByRole('status').getByText('发出去了吗？')).toBeVisible();
    await shot(page, 'comment-05-posted-zh-light');
    await page.keyboard.press('n');
    await expect(field).toBeFocused();
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('已复制，去微信里贴上。')).toBeVisible();
    await leaveAndReturn(page);
    await page.keyboard.press('y');
    await expect(page.getByText('已记下评论 · 走心 85')).toBeVisible();
    await page.keyboard.press('u');
    await page.getByRole('button', { name: '继续写评论' }).click();
    await expect(field).toHaveValue(`小雨${weak}${asked}`);
    await page.getByRole('button', { name: '已发出' }).click();
    await expect(page.getByText('已记下评论 · 走心 85')).toBeVisible();
  });

  await test.step('the timeline shows it, also after a reload; another one is advised against', async () => {
    const entry = page.getByRole('listitem').filter({ hasText: asked });
    await expect(entry.getByText('走心 85')).toBeVisible();
    await page.reload();
    await expect(entry.getByText('走心 85')).toBeVisible();
    await page.getByRole('button', { name: '已评论' }).click();
    await expect(page.getByText('这条动态已经评论过。')).toBeVisible();
    await page.keyboard.insertText('八级厉害!我们店这周儿童钢琴椅打8折,姐要不要看看链接');
    await score(0, '无效');
    await shot(page, 'comment-06-selling-zh-light');
  });

  await test.step('in English on dark it reads as well', async () => {
    await page.keyboard.press('Escape');
    await command(page, '深色主题');
    await command(page, 'Switch to English');
    await page.getByRole('button', { name: 'Continue comment' }).click();
    await shot(page, 'comment-07-selling-en-dark');
    await page.getByRole('textbox', { name: 'Comment text' }).fill(`小雨八级拿下!${asked}`);
    await expect(page.getByRole('button', { name: /Thoughtful$/ })).toBeVisible();
    await shot(page, 'comment-08-good-en-dark');
    expect(await seriousOf(page)).toEqual([]);
    await page.getByRole('textbox', { name: 'Comment text' }).fill('');
  });

  await test.step('the lead sees how well it was done', async () => {
    await expect(page.getByTestId('sync-status')).toHaveText('Synced', { timeout: 30_000 });
    const lead = (await browserDesk(world, browser)('comment-lead')).page;
    await signIn(lead, 'lead');
    await lead.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '回顾' }).click();
    await expect(lead.getByRole('columnheader', { name: '做得怎么样' })).toBeVisible({ timeout: 30_000 });
    await lead.waitForLoadState('networkidle');
    await shot(lead, 'comment-09-review-zh-light');
  });
});

async function signIn(page: Page, account: string): Promise<void> {
  await page.getByLabel('公司').fill('demo');
  await page.getByLabel('账号').fill(account);
  await page.getByLabel('密码').fill(demoPassword);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible({ timeout: 30_000 });
}

/** A browser under test always believes to have the focus. */
async function leaveAndReturn(page: Page): Promise<void> {
  await page.evaluate(`dispatchEvent(new Event('blur')); dispatchEvent(new Event('focus'))`);
}

async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  const field = page.getByRole('dialog').getByRole('combobox');
  await field.fill(words);
  await page.getByRole('option', { name: words }).first().click();
  await expect(page.getByRole('dialog')).toBeHidden();
}

async function seriousOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .map((violation) => `${violation.id}: ${violation.nodes[0]?.html ?? ''}`);
}
