/**
 * Looking through posts, keyboard only: one key per name, an event typed with an IME, its comment with a live score, a chat
 * that starts from it, a surprise within its budget; who may be offered something, told of it one by one.
 */
import { expect, test, type Page } from '@playwright/test';
import { openCompanyWriter } from '#server/domain/company-row.ts';
import { demoPassword } from '#server/domain/demo/demo-account.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import { png } from '#test/support/picture.ts';
import { browserDesk } from './support/desk.ts';
import { shotInLooks } from './support/look.ts';
import { World } from './support/world.ts';

const world = new World();
/** Offers have the lowest scores, and the list of a full book has no room for one: this rep's numbers let them come first. */
const offersFirst = { 'base.PROMO': 900, 'day.careShare': 0, 'day.chats': 60 };
test.beforeAll(() =>
  world.startServer(async (db) => {
    const rep = await db
      .selectFrom('person')
      .selectAll()
      .where('account', '=', 'rep')
      .executeTakeFirstOrThrow();
    const place = { teamId: null, personId: rep.id };
    await db.transaction().execute(async (trx) => {
      const writer = await openCompanyWriter(trx, systemClock, rep.companyId, null);
      for (const [key, value] of Object.entries(offersFirst))
        await writer.insert('setting', { id: uuidv7(systemClock), key, value, ...place });
    });
  }),
);
test.afterAll(() => world.end());

test('a round through the posts leads to an event, its comment and a chat', async ({ browser }) => {
  const { page } = await browserDesk(world, browser)('patrol');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByLabel('公司').fill('demo');
  await page.getByLabel('账号').fill('rep');
  await page.getByLabel('密码', { exact: true }).fill(demoPassword);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('sync-status')).toHaveText('已同步', { timeout: 60_000 });

  const row = page.locator('[data-item=PATROL]');
  const panel = page.getByRole('group', { name: '巡圈' });
  const names = panel.getByRole('listitem');
  const current = panel.locator('[aria-current=true]');

  await test.step('ten names a card, one row for all of them', async () => {
    await expect(row).toBeVisible({ timeout: 30_000 });
    await row.focus();
    await page.keyboard.press('Enter');
    await expect(names).toHaveCount(10);
    await expect(panel.getByText(/^第 1 \/ \d+ 组 · 还有 \d+ 位$/)).toBeVisible();
    await expect(panel.getByText(/^A 级已看 \d+ \/ \d+$/)).toBeVisible();
    await shotInLooks(page, 'patrol-01-card', row);
  });

  await test.step('one key per outcome, the cursor goes on, U takes the last one back', async () => {
    const first = (await names.nth(0).getAttribute('aria-label'))!;
    const second = (await names.nth(1).getAttribute('aria-label'))!;
    await expect(current).toHaveAttribute('aria-label', first);
    await page.keyboard.press('0');
    await expect(names.nth(0).getByText('没有新的')).toBeVisible();
    await expect(current).toHaveAttribute('aria-label', second);
    await page.keyboard.press('1');
    await expect(names.nth(1).getByText('赞了')).toBeVisible();
    await page.keyboard.press('u');
    await expect(names.nth(1)).not.toHaveAttribute('data-looked');
    await expect(names.nth(0)).toHaveAttribute('data-looked');
    await expect(current).toHaveAttribute('aria-label', second);
  });

  await test.step('2: a post in a few words; the Enter of the IME saves nothing; grief is known', async () => {
    await page.keyboard.press('2');
    const field = page.getByRole('textbox', { name: '动态内容' });
    await expect(field).toBeFocused();
    const ime = await page.context().newCDPSession(page);
    await ime.send('Input.imeSetComposition', { text: 'nv er', selectionStart: 5, selectionEnd: 5 });
    const taken = { type: 'rawKeyDown', windowsVirtualKeyCode: 229, key: 'Enter', code: 'Enter' } as const;
    await ime.send('Input.dispatchKeyEvent', taken);
    await expect(field).toBeFocused();
    await ime.send('Input.insertText', { text: '外婆今天走了，送她最后一程' });
    await expect(field).toHaveValue('外婆今天走了，送她最后一程');
    await expect(page.getByText('是难过的事')).toBeVisible();
    await field.fill('女儿钢琴考级过了八级，练了三年终于拿证');
    const kinds = page.getByRole('group', { name: '动态类型' });
    await expect(kinds.getByRole('button', { name: '成就' })).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('Alt+1');
    await expect(kinds.getByRole('button', { name: '家庭' })).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('Alt+6');
    await row
      .locator('input[type=file]')
      .setInputFiles({ name: '截图.png', mimeType: 'image/png', buffer: Buffer.from(png('patrol')) });
    await expect(row.getByRole('button', { name: /截图\.png/ }).first()).toBeVisible();
    await shotInLooks(page, 'patrol-02-event', row.locator('textarea').first());
    await page.keyboard.press('Enter');
    await expect(names.nth(1).getByText('有事')).toBeVisible();
    await expect(names.nth(1).getByText('女儿钢琴考级过了八级')).toBeVisible();
    await expect(current).toHaveAttribute('aria-label', (await names.nth(2).getAttribute('aria-label'))!);
  });

  const writer = page.getByRole('textbox', { name: '评论内容' });
  const desk = page.getByRole('region', { name: '回应这条动态' });
  let name = '';

  await test.step('C: its comment, scored while it is typed, copied, posted, Y; back on the round', async () => {
    name = (await names.nth(1).getAttribute('aria-label'))!;
    await page.keyboard.press('ArrowUp');
    await expect(current).toHaveAttribute('aria-label', name);
    await page.keyboard.press('c');
    await expect(writer).toBeFocused();
    await expect(desk.getByText(/^今日评论 \d+\/18$/)).toBeVisible();
    await page.keyboard.insertText('恭喜恭喜！');
    await expect(desk.getByText('无效', { exact: true })).toBeVisible();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText('练了三年太不容易了，八级拿下！女儿接下来准备十级吗？');
    await expect(desk.getByText(/^(走心|合格)$/)).toBeVisible();
    await shotInLooks(page, 'patrol-03-comment', page.locator('[class*=desk]').first());
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('已复制，去微信里贴上。')).toBeVisible();
    await leaveAndReturn(page);
    await page.keyboard.press('y');
    await expect(page.getByText(/已记下评论/)).toBeVisible();
    await expect(panel).toBeVisible();
  });

  await test.step('the talk about it is on the list; an opener copies and writes it down', async () => {
    await page.keyboard.press('Escape');
    const talk = page.locator('[data-kind=TO_CHAT]').filter({ hasText: name });
    await expect(talk).toBeVisible();
    await talk.focus();
    await page.keyboard.press('Enter');
    await expect(desk.getByText(/^问一句/)).toBeVisible();
    await shotInLooks(page, 'patrol-04-opener', page.locator('[class*=desk]').first());
    await page.keyboard.press('1');
    await expect(page.getByText('已复制并记下，去微信里贴上')).toBeVisible();
    expect(await page.evaluate('navigator.clipboard.readText()')).toContain('女儿钢琴考级过了八级');
    await expect(desk.locator('[data-done]')).toHaveText([/看到/, /评论/, /聊起来/]);
  });

  await test.step('a surprise within its budget; all of it is there after a reload', async () => {
    const add = page.getByRole('button', { name: '想到一个' });
    const interests = page.getByRole('region', { name: '兴趣' });
    await interests.getByRole('button', { name: '添加兴趣' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.insertText('钢琴');
    await page.keyboard.press('Enter');
    await expect(interests.getByText('钢琴')).toBeVisible();
    await add.focus();
    await page.keyboard.press('Enter');
    // What the card gives is proposed, and nothing of it is kept that nobody ticks.
    const proposed = page.getByRole('group', { name: '从卡片上想到的，勾上才会记下' });
    await expect(proposed.getByRole('checkbox', { checked: false }).first()).toBeVisible();
    await expect(proposed.getByRole('checkbox', { checked: true })).toHaveCount(0);
    await expect(proposed.getByRole('button', { name: '记下勾选的' })).toBeDisabled();
    await shotInLooks(page, 'patrol-08-proposed', page.locator('fieldset').first());
    const words = (await proposed.locator('label').first().textContent())!;
    await proposed.getByRole('checkbox').first().focus();
    await page.keyboard.press('Space');
    await proposed.getByRole('button', { name: '记下 1 个' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByText('小惊喜已记下')).toBeVisible();
    const kept = page.getByRole('region', { name: '小惊喜' }).getByRole('listitem');
    await expect(kept).toHaveCount(1);
    expect(words).toContain((await kept.locator('[class*=body]').textContent())!);
    await page.keyboard.press('u');
    await expect(kept).toHaveCount(0);
    await add.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.insertText('一枝琴键形状的笔');
    await page.keyboard.press('Tab');
    await page.keyboard.insertText('30');
    await page.keyboard.press('Enter');
    const section = page.getByRole('region', { name: '小惊喜' });
    await section.getByRole('button', { name: '送出' }).first().focus();
    await page.keyboard.press('Enter');
    await expect(section.getByText(/下次可送/)).toBeVisible();
    await page.reload();
    await expect(section.getByText('一枝琴键形状的笔')).toBeVisible();
    await expect(section.getByText(/下次可送/)).toBeVisible();
    await expect(desk.locator('[data-done]')).toHaveText([/看到/, /评论/, /聊起来/]);
    // A draft whose comment is written down is over, however soon after copying that was.
    await expect(page.getByRole('button', { name: '继续写评论' })).toHaveCount(0);
    await shotInLooks(page, 'patrol-05-surprise', page.locator('[class*=budget]'));
    await page.keyboard.press('Escape');
    await expect(page.locator('[data-kind=TO_CHAT]').filter({ hasText: name })).toBeHidden();
  });

  await test.step('the account: how old it is, friends added up to its limit, an offer a new group does not get', async () => {
    const tile = page.getByRole('region', { name: '账号安全' });
    await expect(tile.getByText('没填这个微信号用了多久，按新号算。')).toBeVisible();
    await tile.getByRole('button', { name: '填一下' }).click();
    const age = tile.getByRole('spinbutton', { name: '这个微信号用了多少天' });
    await expect(age).toBeFocused();
    // What no account can be is not made into another number: it stays, with what is wrong, and nothing is saved.
    for (const [typed, wrong] of [
      ['-5', '要在 0 到 36,500 之间'],
      ['1.5', '请填整数'],
    ] as const) {
      await age.fill(typed);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('tooltip')).toHaveText(wrong);
      await expect(age).toHaveValue(typed);
    }
    await tile.getByRole('button', { name: '保存' }).click();
    await expect(age).toHaveValue('1.5');
    await age.fill('１２');
    await page.keyboard.press('Enter');
    await expect(tile.getByText('这个微信号用了 12 天，算新号。')).toBeVisible();
    // Closed, by saving or by Escape, the form leaves the focus where it was opened.
    const change = tile.getByRole('button', { name: '改', exact: true });
    await expect(change).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(age).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(change).toBeFocused();
    for (let used = 1; used <= 5; used++) {
      await tile.getByRole('button', { name: '我加了一位' }).click();
      await expect(tile.getByText(`主动加人 ${used}/5`)).toBeVisible();
    }
    await tile.getByRole('button', { name: '记下要加的人' }).click();
    await page.keyboard.insertText('钢琴老师');
    await page.keyboard.press('Enter');
    await expect(tile.getByRole('button', { name: '记下要加的人' })).toBeFocused();
    const waiting = tile.getByRole('list', { name: '排着的好友' });
    await expect(waiting.getByText('明天 00:00 起可以加')).toBeVisible();
    await expect(waiting.getByRole('button', { name: '钢琴老师 加好了' })).toBeDisabled();
    await tile.getByRole('button', { name: '加一个群' }).click();
    await page.keyboard.insertText('琴童家长群');
    await page.keyboard.press('Enter');
    await expect(tile.getByRole('button', { name: '加一个群' })).toBeFocused();
    await tile.getByRole('button', { name: '记一条群消息：琴童家长群' }).click();
    await page.keyboard.insertText('考级报名开始了');
    await tile.getByText('推广', { exact: true }).click();
    await expect(tile.getByRole('alert')).toContainText('新群头 7 天不推广。');
    await expect(tile.getByRole('button', { name: '记下', exact: true })).toBeDisabled();
    await shotInLooks(page, 'patrol-06-account', page.locator('.today-promo').last());
    await tile.getByText('服务', { exact: true }).click();
    await tile.getByRole('button', { name: '记下', exact: true }).click();
    await expect(tile.getByText('30 天里推广 0 条，其他 1 条')).toBeVisible();
    await expect(tile.getByRole('button', { name: '记一条群消息：琴童家长群' })).toBeFocused();
    await page.keyboard.press('u');
    await expect(tile.getByText('30 天里推广 0 条，其他 0 条')).toBeVisible();
    await page.reload();
    await expect(tile.getByText('主动加人 5/5')).toBeVisible();
    await expect(waiting.getByText('钢琴老师')).toBeVisible();
  });

  await test.step('who may be offered something: P copies for the first, D says it was sent, U takes it back', async () => {
    const tile = page.getByRole('region', { name: '推荐', exact: true });
    const offers = page.locator('[data-kind=PROMO]');
    const count = await offers.count();
    expect(count).toBeGreaterThan(1);
    const counts = (eligible: number) =>
      tile.getByText(new RegExp(`^${eligible} 位可以，\\d+ 位可以但今天排不下`));
    await expect(counts(count)).toBeVisible();
    await shotInLooks(page, 'patrol-07-offer', page.locator('.today-promo').first());
    await page.keyboard.press('p');
    const first = page.locator('[data-kind=PROMO][aria-current=true]');
    await expect(first).toBeVisible();
    const id = (await first.getAttribute('data-item'))!;
    const told = (await first.getAttribute('aria-label'))!.split('：')[0]!;
    await expect(tile.getByText(`${told} ✓`)).toBeVisible();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
      await first.locator('.plan-row-draft p').textContent(),
    );
    await page.keyboard.press('d');
    await page.keyboard.press('Enter');
    await expect(page.getByText(`已完成：${told}`)).toBeVisible();
    await expect(counts(count - 1)).toBeVisible();
    await page.keyboard.press('u');
    await expect(page.locator(`[data-item="${id}"]`)).toHaveAttribute('aria-current', 'true');
    await expect(counts(count)).toBeVisible();
  });
});

/** A browser under test always believes to have the focus. */
async function leaveAndReturn(page: Page): Promise<void> {
  await page.evaluate(`dispatchEvent(new Event('blur')); dispatchEvent(new Event('focus'))`);
}
