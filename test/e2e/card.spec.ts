/** The card of a customer: three taps, needs and interests, the trust stage with its reason, looks at masked numbers. */
import { expect, test } from '@playwright/test';
import { demoPassword } from '#server/domain/demo/demo-account.ts';
import { browserDesk } from './support/desk.ts';
import { shotInLooks } from './support/look.ts';
import { World } from './support/world.ts';

const world = new World();
// What opens stands in its place at once: on a busy machine a click fell beside what was still growing.
test.use({ contextOptions: { reducedMotion: 'reduce' } });
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
    // What they want and how it is known may be said with it.
    await triage.getByRole('textbox', { name: '想要什么（可不填）' }).fill('种植牙');
    await triage.getByRole('radio', { name: '亲口说的' }).click();
    await triage.getByRole('textbox', { name: '哪句话、哪个迹象（可不填）' }).fill('问 2 颗多少钱');
    await page.keyboard.press('Enter');
    await expect(triage).toBeFocused();
    await shotInLooks(page, 'card-01-triage-words');
    for (const key of ['2', '1', '2']) await page.keyboard.press(key);
    await expect(triage).toBeHidden();
    await expect(page.getByText('种植牙').first()).toBeVisible();
  });

  await test.step('what is known grows: needs, interests, people; each can be taken back', async () => {
    const needs = page.getByRole('region', { name: '诉求' });
    await needs.getByRole('button', { name: '添加诉求' }).click();
    await needs.getByRole('textbox', { name: '诉求' }).fill('怕疼,想知道多久');
    await page.keyboard.press('Enter');
    await expect(needs.getByText('怕疼,想知道多久')).toBeVisible();
    await page.keyboard.press('Escape');
    await needs.getByRole('button', { name: '“怕疼,想知道多久”已解决' }).click();
    await expect(needs.getByText('已解决 ·')).toBeVisible();
    await page.getByRole('button', { name: '撤销' }).click();
    await expect(needs.getByText('已解决 ·')).toBeHidden();
    const interests = page.getByRole('region', { name: '兴趣' });
    await interests.getByRole('button', { name: '添加兴趣' }).click();
    await interests.getByRole('textbox', { name: '兴趣' }).fill('露营');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await interests.getByRole('button', { name: '又看到“露营”' }).click();
    await expect(interests.getByRole('img', { name: '很强' })).toBeVisible();
    const people = page.getByRole('region', { name: '身边的人' });
    await people.getByRole('button', { name: '添加身边的人' }).click();
    await people.getByRole('textbox', { name: '是谁、名字、其他' }).fill('女儿 小雨 学钢琴');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await expect(people.getByText('女儿 小雨 学钢琴')).toBeVisible();
    await page
      .getByRole('button', { name: '补城市' })
      .or(page.getByRole('button', { name: '补性别' }))
      .first()
      .click();
    await page.keyboard.press('Escape');
  });

  await test.step('by the keys alone: channels, taboos, consent, each taken back; whose customer it is', async () => {
    const wechat = page.getByRole('group', { name: '触达渠道' }).getByRole('button', { name: '个人微信' });
    await expect(wechat).toHaveAttribute('aria-pressed', 'false');
    await wechat.press('Space');
    await expect(wechat).toHaveAttribute('aria-pressed', 'true');
    await expect(page.getByText('只有一个渠道，再加一个更稳妥。')).toBeVisible();
    await page.keyboard.press('u');
    await expect(wechat).toHaveAttribute('aria-pressed', 'false');
    await wechat.press('Enter');
    await expect(wechat).toHaveAttribute('aria-pressed', 'true');

    const more = page.getByRole('button', { name: /^补充其他 \d+ 项$/ });
    if (await more.isVisible()) await more.press('Enter');
    const noTaboo = page.getByRole('button', { name: '忌讳：添加' });
    await noTaboo.press('Enter');
    await page.getByRole('textbox', { name: '忌讳' }).fill('别提前夫');
    await page.keyboard.press('Control+Enter');
    const taboo = page.getByRole('button', { name: '忌讳：别提前夫，点击修改' });
    await expect(taboo).toBeFocused();
    await page.keyboard.press('u');
    await expect(noTaboo).toBeVisible();
    await noTaboo.press('Enter');
    await page.getByRole('textbox', { name: '忌讳' }).fill('别提前夫');
    await page.keyboard.press('Control+Enter');
    await expect(taboo).toBeVisible();

    const consent = page.getByRole('button', { name: /^联系授权：/ });
    await expect(consent).toHaveText('同意全部联系');
    await consent.press('Enter');
    await expect(page.getByRole('menuitem', { name: '同意全部联系' })).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('menuitem', { name: '只接受服务联系' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(consent).toHaveText('只接受服务联系');
    await page.keyboard.press('u');
    await expect(consent).toHaveText('同意全部联系');

    const owners = page.getByRole('region', { name: '归属' });
    await expect(owners.getByRole('listitem')).toHaveCount(1);
    await expect(owners.getByText(/添加/)).toBeVisible();
  });

  await test.step('another trust stage than the signs speak for needs a reason, and is on the timeline', async () => {
    await page.getByRole('button', { name: '信任阶段：认识' }).click();
    const signs = page.getByRole('group', { name: '信任阶段的依据' });
    await signs.getByRole('radio', { name: '认可' }).click();
    await signs.getByRole('button', { name: '改为认可' }).click();
    await expect(signs.getByRole('alert')).toHaveText('与依据不同，请写下原因');
    await shotInLooks(page, 'card-02-trust');
    await signs.getByRole('textbox', { name: '为什么改？' }).fill('当面聊过两次');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: '信任阶段：认可' })).toBeVisible();
    const timeline = page.getByRole('region', { name: '时间线' });
    await expect(timeline.getByText('认识 → 认可')).toBeVisible();
    await page.getByRole('textbox', { name: '搜这位客户的历史' }).fill('没有这个词');
    await expect(timeline.getByText('没有这一类的记录。')).toBeVisible();
    await page.getByRole('textbox', { name: '搜这位客户的历史' }).fill('');
    await page.reload();
    await expect(page.getByText('女儿 小雨 学钢琴')).toBeVisible();
    await expect(page.getByRole('button', { name: '忌讳：别提前夫，点击修改' })).toBeVisible();
    await shotInLooks(page, 'card-03-known');
  });

  await test.step('by hand: a tier with its reason, an order, a score, a friend, the day of the next touch', async () => {
    const timeline = page.getByRole('region', { name: '时间线' });
    await page.getByRole('button', { name: /^分层：/ }).click();
    const tier = page.getByRole('group', { name: '分层' });
    await tier.getByRole('radio', { name: 'A', exact: true }).click();
    await tier.getByRole('button', { name: '改为 A' }).click();
    await expect(tier.getByRole('alert')).toBeVisible();
    await shotInLooks(page, 'card-06-tier');
    await tier.getByRole('textbox', { name: '为什么改？' }).fill('连着买了三次');
    await page.keyboard.press('Enter');
    await expect(timeline.getByText('连着买了三次')).toBeVisible();

    // The palette knows what the card can do, by its initials.
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('jdd');
    await expect(page.getByRole('option', { name: /记订单/ })).toBeVisible();
    await shotInLooks(page, 'card-07-palette');
    await page.keyboard.press('Enter');
    const order = page.getByRole('group', { name: '订单' });
    await expect(order.getByRole('textbox', { name: '买了什么' })).toBeFocused();
    await page.keyboard.type('洁牙套餐');
    await order.getByRole('spinbutton', { name: '实付' }).fill('398');
    await shotInLooks(page, 'card-08-order', page.locator('input:focus'));
    await page.keyboard.press('Enter');
    await expect(page.getByText('买过 1 次')).toBeVisible();
    await page.keyboard.press('u');
    await expect(page.getByText('买过 0 次')).toBeVisible();

    // What they may buy: said in one line, moved on in place, and won with the order that is already filled in.
    await page.keyboard.press('b');
    const deal = page.getByRole('group', { name: '商机' });
    await deal.getByRole('textbox', { name: '想买什么' }).fill('隐形矫正');
    await page.keyboard.press('Enter');
    await expect(deal.getByRole('alert')).toHaveText('写下大概的金额');
    await deal.getByRole('spinbutton', { name: '金额' }).fill('28000');
    await deal.getByRole('radio', { name: '体验过' }).click();
    await deal.getByRole('spinbutton', { name: '金额' }).focus();
    await page.keyboard.press('Enter');
    const deals = page.getByRole('region', { name: '商机' });
    await expect(deals.getByText('¥4,200')).toBeVisible();
    // The form is gone, the keyboard is still in its place.
    await expect(deals.getByRole('button', { name: '记一个商机' })).toBeFocused();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('隐形矫正');
    await expect(page.getByRole('option', { name: /^隐形矫正 .*商机/ })).toBeVisible();
    await page.keyboard.press('Escape');
    await deals.getByRole('button', { name: '走到哪一步：体验过' }).click();
    await page.getByRole('menuitem', { name: '口头定了' }).click();
    await expect(deals.getByText('¥7,560')).toBeVisible();
    await shotInLooks(page, 'card-08b-deal');
    await deals.getByRole('button', { name: '成交：隐形矫正' }).click();
    await expect(order.getByRole('spinbutton', { name: '实付' })).toHaveValue('28000');
    await order.getByRole('textbox', { name: '买了什么' }).press('Enter');
    await expect(page.getByText('买过 1 次')).toBeVisible();
    await expect(deals.getByRole('button', { name: '已了结的 1 个' })).toBeVisible();
    const history = page.getByRole('region', { name: '时间线' });
    await expect(history.getByText('体验过 → 口头定了')).toBeVisible();
    await expect(history.getByText('口头定了 → 成交')).toBeVisible();
    await shotInLooks(page, 'card-08c-deal-history', page.locator('[data-type=deal]'));
    await page.keyboard.press('u');
    await expect(deals.getByText('口头定了 90%')).toBeVisible();
    await expect(history.getByText('口头定了 → 成交')).toBeHidden();
    await expect(page.getByText('买过 0 次')).toBeVisible();

    await page.getByRole('button', { name: '信任阶段：认可' }).click();
    const signs = page.getByRole('group', { name: '信任阶段的依据' });
    await signs.getByRole('button', { name: '记打分' }).click();
    await signs.getByRole('spinbutton', { name: '0 到 10 分' }).fill('9');
    await page.keyboard.press('Enter');
    await expect(signs.getByText('打了 9 分')).toBeVisible();
    await signs.getByRole('button', { name: '记介绍' }).click();
    await signs.getByRole('textbox', { name: '介绍了谁' }).fill('同事陈姐');
    await page.keyboard.press('Enter');
    await signs.getByRole('checkbox', { name: '已付费' }).click();
    await expect(signs.getByText('按依据是：认定。')).toBeVisible();
    await shotInLooks(page, 'card-09-endorsement');
    await page.getByRole('button', { name: '信任阶段：认可' }).click();
    await expect(signs).toBeHidden();

    const mark = page.getByRole('slider', { name: '下次联系' });
    await mark.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await shotInLooks(page, 'card-10-strip', page.locator('[role=slider]'));
    await mark.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByText(/^下次联系改到/)).toBeVisible();
    await expect(page.getByText('下次联系是手动定的', { exact: false })).toBeVisible();
    await page.keyboard.press('u');
    await expect(page.getByText('下次联系是手动定的', { exact: false })).toBeHidden();

    // By the mouse: the day is told on the way, Esc lets go of it, and letting the button up keeps it.
    const number = async (name: string) => Number(await mark.getAttribute(`aria-value${name}`));
    const before = await number('now');
    const isOn = (day: number) => expect(mark).toHaveAttribute('aria-valuenow', String(day));
    const drag = async (byDays: number) => {
      const [at, strip] = [await mark.boundingBox(), await mark.locator('..').boundingBox()];
      if (!at || !strip) throw new Error('the strip is not shown');
      const day = strip.width / ((await number('max')) + 1);
      await page.mouse.move(at.x + at.width / 2, at.y + at.height / 2);
      await page.mouse.down();
      await page.mouse.move(at.x + at.width / 2 + byDays * day, at.y + at.height / 2, { steps: 6 });
    };
    await drag(4);
    await isOn(before + 4);
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await isOn(before);
    await drag(400);
    await isOn(await number('max'));
    await page.mouse.move(0, 0);
    await isOn(await number('min'));
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await isOn(before);
    await drag(3);
    await isOn(before + 3);
    await page.mouse.up();
    await expect(page.getByText(/^下次联系改到/)).toBeVisible();
    await isOn(before + 3);
    await expect(page.getByText('下次联系是手动定的', { exact: false })).toBeVisible();
    await page.keyboard.press('u');
    await isOn(before);
    await page.keyboard.press('d');
    const next = page.getByRole('group', { name: '下次联系' });
    await next.getByRole('textbox', { name: '为什么（可不填）' }).fill('等检测报告');
    await shotInLooks(page, 'card-11-next');
    await next.getByRole('radio').nth(2).click();
    await next.getByRole('button', { name: '保存' }).click();
    await expect(page.getByText('等检测报告', { exact: false })).toBeVisible();

    await page.getByRole('button', { name: /^来源：/ }).click();
    await shotInLooks(page, 'card-12-source', page.locator('[class*=formLine]').first());
    await page.keyboard.press('Escape');
  });

  await test.step('an old customer: the figures, the strip and the history of months', async () => {
    await page.evaluate(`location.hash = '#/customers'`);
    // Without the card the list is further to the right: not before is its first row where it is clicked.
    await expect(page.getByRole('complementary').getByRole('region', { name: '筛选' })).toBeVisible();
    // What is changed by hand stays where the hand found it, until the list is asked to sort itself again.
    const names = () =>
      page
        .getByRole('option')
        .evaluateAll((rows) =>
          rows.toSorted((a, b) => Number(a.ariaPosInSet) - Number(b.ariaPosInSet)).map(({ id }) => id),
        );
    // The first of the list, not of the rows that happen to be drawn: only from there the last day offered moves it.
    await page.getByRole('listbox', { name: '客户列表' }).press('Home');
    await page.locator('[role=option][aria-posinset="1"]').click();
    await expect(page.getByRole('region', { name: '时间线' })).toBeVisible();
    const seen = await names();
    const place = () => page.getByRole('listbox').first().boundingBox();
    const stood = await place();
    await page.keyboard.press('d');
    const later = page.getByRole('group', { name: '下次联系' });
    await later.getByRole('radio').last().click();
    await later.getByRole('button', { name: '保存' }).click();
    const again = page.getByRole('button', { name: '顺序有变，重排' });
    await expect(again).toBeVisible();
    expect(await names()).toEqual(seen);
    expect((await place())!.y).toBe(stood!.y);
    await shotInLooks(page, 'card-13-held');
    await page.keyboard.press('Escape');
    await page.keyboard.press('r');
    await expect(again).toBeHidden();
    expect(await names()).not.toEqual(seen);
    await page
      .getByRole('option')
      .filter({ has: page.locator('[data-tier="B"]') })
      .first()
      .click();
    await expect(page.getByRole('region', { name: '联系节奏' })).toBeVisible();
    const timeline = page.getByRole('region', { name: '时间线' });
    await expect(timeline.locator('[data-entry]').first()).toBeVisible();
    // Closed and opened again it is all there at once, the history too.
    const opened = await page.evaluate<string>('location.hash');
    await page.keyboard.press('Escape');
    await expect(timeline).toBeHidden();
    await page.evaluate(`location.hash = ${JSON.stringify(opened)}`);
    await expect(timeline.locator('[data-entry]').first()).toBeVisible();
    // Why a tag is there is said anew: it stays in its place among the others.
    const carried = page.getByRole('group', { name: '已有的标签' }).locator('[data-chip]');
    const tags = await carried.allInnerTexts();
    expect(tags.length).toBeGreaterThan(1);
    await carried.first().click();
    await page.getByLabel('为什么（可不填）').fill('她自己说的');
    await page.keyboard.press('Enter');
    await expect(page.getByText(`已改好“${tags[0]}”`)).toBeVisible();
    await expect(carried.first()).toHaveAttribute('title', /她自己说的/);
    expect(await carried.allInnerTexts()).toEqual(tags);
    const masked = page.getByRole('button', { name: /^显示手机 / });
    await masked.click();
    await expect(page.getByRole('button', { name: /^隐藏手机 / })).toBeVisible();
    await shotInLooks(page, 'card-04-old');
    const find = page.locator('section:has([data-entry]) [class*="_find_"] input');
    await shotInLooks(page, 'card-05-timeline', page.locator('[data-entry]').nth(2), async (width) => {
      // The word and the day stay side by side, whatever the language and the width.
      for (const other of [1920, width]) {
        await page.setViewportSize({ width: other, height: 800 });
        const [word, day] = await find.evaluateAll((fields) =>
          fields.map((field) => field.getBoundingClientRect().top),
        );
        expect(Math.abs(word! - day!), `at ${other}`).toBeLessThan(8);
      }
    });
    // However far down, the kinds are at hand, and what is asked for begins below them.
    const kinds = timeline.getByRole('radiogroup', { name: '只看一类' });
    // Some rows at a time: those below are drawn on the way, and a history of few rows ends before.
    for (let times = 0; times < 3; times++)
      await timeline.locator('[data-entry]').last().scrollIntoViewIfNeeded();
    await expect(kinds).toBeInViewport();
    await kinds.getByRole('radio', { name: '变动' }).click();
    await kinds.getByRole('radio', { name: '全部' }).click();
    await expect(kinds).toBeInViewport();
    await expect(timeline.locator('[data-entry]').first()).toBeInViewport();
    await timeline.getByLabel('跳到哪一天').fill('9月15日');
    await timeline.getByLabel('跳到哪一天').press('Enter');
    await expect(page.getByRole('button', { name: '回到最新' })).toBeVisible();
    const id = await timeline.locator('[data-entry]').last().getAttribute('data-entry');
    await page.evaluate(`location.hash = location.hash.split('?')[0] + '?entry=${String(id)}'`);
    await expect(timeline.locator(`[data-entry="${String(id)}"][data-marked]`)).toBeInViewport();
  });
});
