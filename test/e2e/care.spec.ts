/**
 * What the day plan listens to, entered by a person: key dates solar and lunar, appointments, days off, households and
 * quiet hours; each reaches the list of the day.
 */
import { expect, test, type Page } from '@playwright/test';
import { demoPassword } from '#server/domain/demo/demo-account.ts';
import { addDays, dateOf } from '#shared/domain/calendar.ts';
import { lunarDayOf } from '#shared/domain/lunar.ts';
import { browserDesk } from './support/desk.ts';
import { shotInLooks } from './support/look.ts';
import { World } from './support/world.ts';

const world = new World();
// As somebody has it whose system asks for less motion: what opens has to stand in its place all the same.
test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.beforeAll(() => world.startServer());
test.afterAll(() => world.end());

test('what is coming is on the card and reaches the list of the day', async ({ browser }) => {
  const { page } = await browserDesk(world, browser)('care');
  await page.getByLabel('公司').fill('demo');
  await page.getByLabel('账号').fill('rep');
  await page.getByLabel('密码', { exact: true }).fill(demoPassword);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('sync-status')).toHaveText('已同步', { timeout: 60_000 });
  const tomorrow = addDays(dateOf(Date.now()), 1);

  await test.step('a lunar birthday of tomorrow is on the list today', async () => {
    await page.evaluate(`location.hash = '#/customers?new=1'`);
    const panel = page.getByRole('dialog', { name: '新客户' });
    await panel.getByLabel('姓名').fill('孙巧云');
    await panel.getByRole('button', { name: '保存' }).click();
    await expect(panel).toBeHidden();
    // A new friend has the welcome of the day instead; this one has been known for long.
    await page.getByRole('button', { name: '添加日期：' }).click();
    await page.getByRole('textbox', { name: '添加日期' }).fill('2026-01-05');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: '添加日期' })).toBeHidden();
    await page.getByRole('button', { name: '分层：' }).click();
    const tier = page.getByRole('group', { name: '分层' });
    await tier.getByRole('radio', { name: 'A', exact: true }).click();
    await tier.getByRole('textbox', { name: '为什么改？' }).fill('老朋友');
    await page.keyboard.press('Enter');
    await expect(tier).toBeHidden();
    const dates = page.getByRole('region', { name: '重要日子' });
    await dates.getByRole('button', { name: '添加重要日子' }).click();
    await dates.getByRole('textbox', { name: '谁的、什么日子' }).fill('女儿小雨');
    await dates.getByText('农历', { exact: true }).click();
    const lunar = lunarDayOf(tomorrow);
    await choose(page, '月', lunar.month);
    await choose(page, '日', lunar.day);
    await dates.getByRole('spinbutton', { name: '年份' }).fill(String(lunar.year - 8));
    await shotInLooks(page, 'care-01-key-date-form');
    await dates.getByRole('button', { name: '保存' }).click();
    await expect(dates.getByText('下次 明天')).toBeVisible();
    await expect(dates.getByText('8 岁')).toBeVisible();
    await page.reload();
    await expect(page.getByRole('region', { name: '重要日子' }).getByText('女儿小雨')).toBeVisible();
    await shotInLooks(page, 'care-02-key-date');
    await page.evaluate(`location.hash = '#/today'`);
    await expect(
      page.locator('[data-item][data-kind=KEYDATE]').filter({ hasText: '女儿小雨' }),
    ).toBeVisible();
    await page.goBack();
  });

  await test.step('a promise is noted, put off, kept by mistake and opened again', async () => {
    const list = page.getByRole('region', { name: '承诺' });
    await list.getByRole('button', { name: '记一个承诺' }).click();
    await list.getByRole('textbox', { name: '答应了什么' }).fill('发样品照片');
    await list.getByRole('button', { name: '保存' }).click();
    await expect(list.getByRole('alert')).toHaveText('请写下什么时候之前');
    await list.getByLabel('什么时候之前').fill(`${tomorrow}T10:00`);
    await list.getByRole('button', { name: '保存' }).click();
    await expect(list.getByText('明天 10:00 到期')).toBeVisible();
    await list.getByRole('button', { name: '修改承诺：发样品照片' }).click();
    await list.getByLabel('什么时候之前').fill(`${tomorrow}T09:00`);
    await shotInLooks(page, 'care-02-promise-form');
    await list.getByRole('button', { name: '保存' }).click();
    await expect(list.getByText('明天 09:00 到期')).toBeVisible();
    await list.getByRole('button', { name: '已做到' }).click();
    await list.getByRole('button', { name: '重新打开：发样品照片' }).click();
    await expect(list.getByRole('button', { name: '已做到' })).toBeVisible();
    await list.getByRole('button', { name: '删除承诺：发样品照片' }).click();
    await expect(list.getByText('发样品照片')).toBeHidden();
    await page.keyboard.press('u');
    await expect(list.getByText('明天 09:00 到期')).toBeVisible();
    await shotInLooks(page, 'care-02-promise');
  });

  await test.step('an appointment of tomorrow is to be confirmed today; a no-show asks for a talk', async () => {
    const list = page.getByRole('region', { name: '预约' });
    await list.getByRole('button', { name: '添加预约' }).click();
    await list.getByRole('textbox', { name: '预约什么' }).fill('到店试驾');
    await list.getByRole('button', { name: '保存' }).click();
    await expect(list.getByRole('alert')).toHaveText('选一个时间');
    await list.getByLabel('时间', { exact: true }).fill(`${tomorrow}T15:00`);
    await shotInLooks(page, 'care-03-appointment-form');
    await list.getByRole('button', { name: '保存' }).click();
    await expect(list.getByText('明天 15:00')).toBeVisible();
    await page.evaluate(`location.hash = '#/today'`);
    const row = page.locator('[data-item][data-kind=APPT]').filter({ hasText: '到店试驾' });
    await expect(row.getByText('预约 明天 15:00')).toBeVisible();
    await expect(row.getByRole('button', { name: '已确认' })).toBeVisible();
    await row.focus();
    await shotInLooks(page, 'care-04-today');
    await page.goBack();
    await list.getByRole('button', { name: '改期' }).click();
    await list.getByLabel('时间', { exact: true }).fill(`${addDays(tomorrow, -2)}T15:00`);
    await list.getByRole('button', { name: '保存' }).click();
    await list.getByRole('button', { name: '没来' }).click();
    await expect(list.getByText('昨天 15:00 · 没来')).toBeVisible();
    await shotInLooks(page, 'care-05-no-show');
    await page.evaluate(`location.hash = '#/today'`);
    await expect(row.getByText('没来，问候一下')).toBeVisible();
    // The recovery is done from the list; another day is agreed on, and this time they come.
    await row.focus();
    await page.keyboard.press('d');
    await page.keyboard.press('Enter');
    await expect(row.getByText('没来，问候一下')).toBeHidden();
    await page.goBack();
    await list.getByRole('button', { name: '再约' }).click();
    await list.getByLabel('时间', { exact: true }).fill(`${addDays(tomorrow, -2)}T16:00`);
    await list.getByRole('button', { name: '保存' }).click();
    await list.getByRole('button', { name: '来了', exact: true }).click();
    await expect(list.getByText('昨天 16:00 · 来了')).toBeVisible();
    await page.keyboard.press('u');
    await expect(list.getByRole('button', { name: '来了', exact: true })).toBeVisible();
    await page.evaluate(`location.hash = '#/today'`);
  });

  await test.step('a household, and hours in which the customer is left alone', async () => {
    await page.goBack();
    const home = page.getByRole('region', { name: '家庭' });
    await home.getByRole('button', { name: '添加家人' }).click();
    await home.getByRole('combobox', { name: '哪位客户' }).pressSequentially('王');
    // In what opened: the list beside the card has names like these, too.
    const found = page
      .locator('.ant-select-dropdown')
      .getByText(/^王.* · /)
      .first();
    const name = (await found.innerText()).split(' · ')[0]!;
    await found.click();
    await home.getByRole('textbox', { name: '关系' }).fill('丈夫');
    await shotInLooks(page, 'care-06-household');
    await home.getByRole('button', { name: '保存' }).click();
    await expect(home.getByRole('link', { name })).toBeVisible();
    await page.getByRole('button', { name: /补充其他/ }).click();
    await page.getByRole('button', { name: '免打扰时段：' }).click();
    await page.getByRole('textbox', { name: '免打扰时段' }).fill('晚上');
    await page.keyboard.press('Enter');
    await expect(page.getByText('请写成 22:00-09:00')).toBeVisible();
    await page.getByRole('textbox', { name: '免打扰时段' }).fill('22点到9点');
    await page.keyboard.press('Enter');
    await expect(page.getByText('22:00-09:00')).toBeVisible();
    await expect(page.getByRole('button', { name: '法务冻结：没有' })).toBeDisabled();
    await page.reload();
    await expect(page.getByText('22:00-09:00')).toBeVisible();
    await shotInLooks(page, 'care-07-card');
    await home.getByRole('link', { name }).click();
    await expect(page.getByRole('heading', { name })).toBeVisible();
    await expect(home.getByRole('link', { name: '孙巧云' })).toBeVisible();
  });

  await test.step('a meeting takes its minutes off the day; a leave is entered and taken back', async () => {
    await page.evaluate(`location.hash = '#/settings'`);
    const section = page.getByRole('main');
    await section.getByRole('textbox', { name: '什么会' }).fill('门店例会');
    await section.getByRole('spinbutton', { name: '多少分钟' }).fill('60');
    await section.getByRole('button', { name: '添加会议' }).click();
    await expect(section.getByText('今天 · 门店例会 · 60 分钟')).toBeVisible();
    await section.getByLabel('第一天').fill(tomorrow);
    await section.getByLabel('最后一天').fill(addDays(tomorrow, -1));
    await section.getByRole('button', { name: '添加休假' }).click();
    await expect(section.getByText('最后一天不能早于第一天')).toBeVisible();
    await section.getByLabel('最后一天').fill(addDays(tomorrow, 2));
    await section.getByRole('button', { name: '添加休假' }).click();
    await expect(section.getByRole('list', { name: '休假' }).getByText('明天 – ')).toBeVisible();
    await section.getByRole('list', { name: '休假' }).scrollIntoViewIfNeeded();
    await shotInLooks(page, 'care-08-time-off');
    await section.getByRole('list', { name: '休假' }).getByRole('button').click();
    await expect(section.getByText('明天 – ')).toBeHidden();
    await page.evaluate(`location.hash = '#/today'`);
    await expect(page.getByText(/240 分钟|\/ ?240/).first()).toBeVisible();
  });
});

/** Chooses the nth entry of a list with the keyboard: antd shows only some of them at a time. */
async function choose(page: Page, label: string, nth: number): Promise<void> {
  const list = page
    .getByRole('region', { name: '重要日子' })
    .getByRole('combobox', { name: label, exact: true });
  await list.click();
  for (let step = 1; step < nth; step++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}
