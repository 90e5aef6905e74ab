/**
 * Capture by keyboard: a talk copied from WeChat is pasted, who is who is said once, messages and proposals are ticked,
 * kept, taken back; the same talk a second time adds nothing. A note proposes what could be kept while it is written.
 */
import { expect, test, type Page } from '@playwright/test';
import { demoPassword } from '#server/domain/demo/demo-account.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import { png } from '#test/support/picture.ts';
import { browserDesk } from './support/desk.ts';
import { shotInLooks } from './support/look.ts';
import { World } from './support/world.ts';

const world = new World();
test.beforeAll(() => world.startServer());
test.afterAll(() => world.end());

const day = (back: number) => dateOf(Date.now() - back * 86_400_000);
const said = [
  ['林悦', '14:02', '这款多少钱？就怕甲醛超标'],
  ['阿明', '14:03', '后天上午把检测报告发您'],
  ['林悦', '14:05', '[图片]'],
  ['林悦', '14:06', '女儿生日农历八月十五，喜欢钢琴'],
  ['阿明', '14:08', '安排是这样\n验房  10:30\n量尺  11:00'],
] as const;
const talk = [
  '林悦 和 阿明 在微信上的聊天记录如下，请查收。',
  '',
  `—————  ${day(1)}  —————`,
  '',
  ...said.flatMap(([name, time, text]) => [`${name}  ${time}`, '', ...text.split('\n'), '']),
].join('\n');

/** What Ctrl+V does with a text on the clipboard, into what has the focus. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate(`{
    const pasted = ${JSON.stringify(text)};
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    if (document.activeElement.dispatchEvent(event)) document.execCommand('insertText', false, pasted);
  }`);
}

/** What Ctrl+V does with a picture on the clipboard. */
async function pasteFile(page: Page, name: string, type: string, bytes: Uint8Array): Promise<void> {
  const base64 = Buffer.from(bytes).toString('base64');
  await page.evaluate(`{
    const bytes = Uint8Array.from(atob(${JSON.stringify(base64)}), (char) => char.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], ${JSON.stringify(name)}, { type: ${JSON.stringify(type)} }));
    document.activeElement.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }`);
}

test('a pasted talk is looked at, kept, taken back, and never kept twice', async ({ browser }) => {
  const desk = await browserDesk(world, browser)('capture');
  const { page } = desk;
  await page.getByLabel('公司').fill('demo');
  await page.getByLabel('账号').fill('rep');
  await page.getByLabel('密码', { exact: true }).fill(demoPassword);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('sync-status')).toHaveText('已同步', { timeout: 60_000 });
  await page.evaluate(`location.hash = '#/customers?new=1'`);
  const panel = page.getByRole('dialog', { name: '新客户' });
  await panel.getByLabel('姓名').fill('周岚');
  await panel.getByRole('button', { name: '保存' }).click();
  await expect(panel).toBeHidden();
  // Until the card is there, the keys are those of the list.
  await expect(page.getByRole('heading', { name: '周岚', level: 2 })).toBeVisible();

  const composer = page.getByRole('region', { name: '记录', exact: true });
  const messages = composer.getByRole('group', { name: '留下哪些消息' });
  const proposals = composer.getByRole('group', { name: '建议记下的' });
  /** The same in every language. */
  const form = page.locator('section[class*="composer"]');
  const toast = page.locator('.undo-toast');
  const started = Date.now();

  await test.step('pasted into a note, it is looked at as a talk; nothing is ticked', async () => {
    await page.keyboard.press('n');
    await paste(page, talk);
    await expect(composer.getByText('认出 5 条消息')).toBeVisible();
    await expect(messages.getByRole('checkbox')).toHaveCount(5);
    await expect(composer.getByRole('checkbox', { checked: true })).toHaveCount(0);
    await expect(messages.getByText('量尺 11:00')).toBeVisible();
  });

  await test.step('who is who is asked for what is to be kept; the other one follows', async () => {
    // The focus is on the first open question.
    const who = composer.getByRole('radiogroup', { name: '林悦 是谁？' });
    await expect(who.getByRole('radio', { name: '我' })).toBeFocused();
    await shotInLooks(page, 'capture-01-pasted', form);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(who.getByRole('radio', { name: '客户' })).toBeChecked();
    await expect(
      composer.getByRole('radiogroup', { name: '阿明 是谁？' }).getByRole('radio', { name: '我' }),
    ).toBeChecked();
    await expect(proposals.getByText('生日', { exact: false }).first()).toBeVisible();
  });

  await test.step('A ticks all messages, Space one proposal after the other, Ctrl+Enter keeps them', async () => {
    await messages.getByRole('checkbox').first().focus();
    await page.keyboard.press('a');
    await expect(messages.getByRole('checkbox', { checked: true })).toHaveCount(5);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await expect(messages.getByRole('checkbox', { checked: true })).toHaveCount(4);
    await proposals.getByRole('checkbox').first().focus();
    await page.keyboard.press('a');
    await shotInLooks(page, 'capture-02-ticked', form);
    await page.keyboard.press('Control+Enter');
    await expect(toast).toContainText('已记下 4 条消息');
    const history = page.getByRole('region', { name: '时间线' });
    await expect(history.getByText('聊天 · 4 条')).toBeVisible();
    await expect(
      page.getByRole('region', { name: '承诺' }).getByText('后天上午把检测报告发您'),
    ).toBeVisible();
    await expect(
      page.getByRole('region', { name: '重要日子' }).getByText('农历八月十五', { exact: true }),
    ).toBeVisible();
    await shotInLooks(page, 'capture-03-kept', page.locator('ol li[data-role]').first());
  });

  await test.step('U takes all of it back, and what was ticked stands in the form again', async () => {
    await page.keyboard.press('u');
    await expect(page.getByText('聊天 · 4 条')).toBeHidden();
    await expect(
      page.getByRole('region', { name: '重要日子' }).getByText('农历八月十五', { exact: true }),
    ).toBeHidden();
    await expect(messages.getByRole('checkbox', { checked: true })).toHaveCount(4);
    await messages.getByRole('checkbox').first().focus();
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('聊天 · 4 条')).toBeVisible();
  });

  await test.step('the same talk again: who is who is known, only what was left out is offered', async () => {
    await page.keyboard.press('v');
    await paste(page, talk);
    await expect(composer.getByText('4 条已经记过')).toBeVisible();
    await expect(messages.getByRole('checkbox')).toHaveCount(1);
    await expect(proposals).toBeHidden();
    await expect(
      composer.getByRole('radiogroup', { name: '林悦 是谁？' }).getByRole('radio', { name: '客户' }),
    ).toBeChecked();
    await messages.getByRole('checkbox').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('聊天 · 1 条')).toBeVisible();
    await page.keyboard.press('v');
    await paste(page, talk);
    await expect(composer.getByText('都已经记过，没有新消息')).toBeVisible();
    await expect(composer.getByRole('checkbox')).toHaveCount(0);
    await expect(composer.getByRole('button', { name: '保存' })).toBeDisabled();
    await shotInLooks(page, 'capture-04-again', form);
    expect(Date.now() - started).toBeLessThan(60_000);
  });

  await test.step('it survives a restart of the page', async () => {
    await page.reload();
    await expect(page.getByText('聊天 · 4 条')).toBeVisible();
  });

  await test.step('a note says what it is worth and what could be kept, under the text', async () => {
    await page.keyboard.press('n');
    await page.keyboard.type('她下周三上午10点来店里看样板，电话13900139000');
    await expect(composer.getByText(/^记录质量 \d+$/)).toBeVisible();
    await expect(proposals.getByRole('checkbox')).toHaveCount(2);
    await expect(proposals.getByRole('checkbox', { checked: true })).toHaveCount(0);
    await shotInLooks(page, 'capture-05-note', form);
    await proposals.getByRole('checkbox').nth(1).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Control+Enter');
    await expect(toast).toContainText('另记 1 条建议');
    await expect(page.getByRole('region', { name: '承诺' }).getByText('下周三上午10点')).toBeHidden();
  });

  await test.step('E puts a proposal right before it is kept: other words, another place', async () => {
    await page.keyboard.press('n');
    await page.keyboard.type('女儿叫小雨，就怕甲醛味道大');
    await expect(proposals.getByText('女儿 小雨')).toBeVisible();
    const concern = proposals.locator('li', { has: page.getByText('诉求', { exact: true }) });
    await concern.getByRole('checkbox').focus();
    await page.keyboard.press('e');
    await expect(proposals.getByLabel('内容')).toBeFocused();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('在意甲醛');
    await shotInLooks(page, 'capture-07-edit', form);
    await page.keyboard.press('Enter');
    await expect(concern.getByRole('checkbox')).toBeFocused();
    await expect(concern.getByRole('checkbox')).toBeChecked();
    await proposals.locator('li', { hasText: '女儿 小雨' }).getByRole('checkbox').check();
    await page.keyboard.press('Control+Enter');
    await expect(toast).toContainText('另记 2 条建议');
    await expect(page.getByText('在意甲醛', { exact: true })).toBeVisible();
    await expect(page.getByText('女儿 小雨', { exact: true })).toBeVisible();
  });

  await test.step('WeChat’s own mail is dropped on the card; two people of one name are told apart once', async () => {
    const same = talk.replaceAll('林悦', '小鱼').replaceAll('阿明', '小鱼').replaceAll('14:', '16:');
    const mail = [
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(same).toString('base64'),
    ].join('\r\n');
    await page.evaluate(`{
      const data = new DataTransfer();
      data.items.add(new File([${JSON.stringify(mail)}], '聊天记录.eml', { type: 'message/rfc822' }));
      const place = document.querySelector('section[class*="composer"]');
      for (const type of ['dragover', 'drop'])
        place.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    }`);
    await expect(messages.getByRole('checkbox')).toHaveCount(5);
    await messages.getByRole('checkbox').first().focus();
    await page.keyboard.press('a');
    await page.keyboard.press('Control+Enter');
    await expect(composer.getByText('“小鱼”有两个人：这条是谁说的？')).toBeVisible();
    await messages.getByRole('checkbox').first().focus();
    await page.keyboard.press('2');
    await messages.getByRole('checkbox').nth(1).focus();
    await page.keyboard.press('1');
    await expect(messages.locator('[aria-checked=true]', { hasText: '我' })).toHaveCount(4);
    await shotInLooks(page, 'capture-08-one-name', form);
    await page.keyboard.press('Control+Enter');
    await expect(toast).toContainText('已记下 5 条消息');
  });

  await test.step('a dropped text is asked about: kept as it is, or read as a talk', async () => {
    const dropText = () =>
      page.evaluate(`{
        const data = new DataTransfer();
        data.items.add(new File([${JSON.stringify(talk.replaceAll('14:', '18:'))}], '说明.txt', { type: 'text/plain' }));
        const place = document.querySelector('section[class*="composer"]');
        for (const type of ['dragenter', 'dragover', 'drop'])
          (place.querySelector('textarea') ?? place).dispatchEvent(
            new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }),
          );
      }`);
    const question = page.getByRole('group', { name: '“说明.txt”怎么处理？' });
    await page.keyboard.press('n');
    await dropText();
    await expect(question.getByRole('button', { name: '整理成聊天记录' })).toBeFocused();
    await shotInLooks(page, 'capture-09-text', form);
    await page.keyboard.press('Escape');
    await expect(question).toBeHidden();
    await dropText();
    await question.getByRole('button', { name: '作为附件保存' }).click();
    await expect(composer.getByText('说明.txt')).toBeVisible();
    await composer.getByRole('button', { name: '拿掉 说明.txt' }).click();
    await dropText();
    await page.keyboard.press('Enter');
    await expect(messages.getByRole('checkbox').first()).toBeVisible();
    await composer.getByRole('textbox').first().fill('');
  });

  await test.step('what is being written survives the end of the page, and is gone once it is saved', async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('n');
    const text = composer.getByRole('textbox', { name: '记录内容' });
    await text.fill('说到一半的话');
    await page.reload();
    await expect(text).toHaveValue('说到一半的话');
    await page.keyboard.press('n');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('region', { name: '时间线' }).getByText('说到一半的话')).toBeVisible();
    await expect(text).toHaveValue('');
    await page.reload();
    await expect(page.getByRole('region', { name: '时间线' }).getByText('说到一半的话')).toBeVisible();
    await expect(text).toHaveValue('');
  });

  await test.step('a screenshot pasted on the talk is kept, opens in large, is taken back, and comes to another desk', async () => {
    await page.keyboard.press('v');
    await pasteFile(
      page,
      '聊天截图.png',
      'image/png',
      png('a talk', { width: 1_280, height: 800, padding: 60_000 }),
    );
    await expect(composer.getByRole('button', { name: '打开 聊天截图.png' })).toBeVisible();
    await pasteFile(page, '病毒.exe', 'image/png', new TextEncoder().encode('MZ\0\0'));
    await expect(composer.getByRole('alert')).toContainText('只能放图片');
    await shotInLooks(page, 'capture-09-screenshot', form);
    await page.keyboard.press('Control+Enter');
    await expect(toast).toContainText('图片已存好');
    const history = page.getByRole('region', { name: '时间线' });
    const picture = history.getByRole('button', { name: '打开 聊天截图.png' });
    await expect(picture.locator('img')).toBeVisible();
    await expect(history.getByLabel('待上传')).toBeHidden();
    await page.reload();
    await expect(picture.locator('img')).toBeVisible();
    // In the history it is small, in large it is whole.
    await expect(picture.locator('img')).toHaveJSProperty('naturalWidth', 269);
    await picture.click();
    const viewer = page.getByRole('dialog');
    await expect(viewer.getByRole('img', { name: '聊天截图.png' })).toBeVisible();
    await expect(viewer.getByText('1280 × 800')).toBeVisible();
    await shotInLooks(page, 'capture-10-viewer');
    await page.keyboard.press('Escape');
    await expect(viewer).toBeHidden();
    await expect(picture).toBeFocused();
    await page.keyboard.press('Enter');
    await viewer.getByRole('button', { name: '删除' }).click();
    await expect(picture).toBeHidden();
    await page.keyboard.press('u');
    await expect(picture.locator('img')).toBeVisible();
    await shotInLooks(page, 'capture-11-in-history', page.locator('[data-entry] img').first());
    await expect(page.getByTestId('sync-status')).toHaveText('已同步');
    const { page: second } = await browserDesk(world, browser)('capture-second');
    await second.getByLabel('公司').fill('demo');
    await second.getByLabel('账号').fill('rep');
    await second.getByLabel('密码', { exact: true }).fill(demoPassword);
    await second.keyboard.press('Enter');
    await expect(second.getByTestId('sync-status')).toHaveText('已同步', { timeout: 60_000 });
    await second.evaluate(`location.hash = ${JSON.stringify(new URL(page.url()).hash)}`);
    await expect(
      second
        .getByRole('region', { name: '时间线' })
        .getByRole('button', { name: '打开 聊天截图.png' })
        .locator('img'),
    ).toBeVisible();
    await second.close();
  });

  await test.step('what is no talk can be kept as a note', async () => {
    await page.keyboard.press('v');
    await paste(page, '随便一段话，不是聊天');
    await expect(composer.getByText('没认出聊天记录')).toBeVisible();
    await shotInLooks(page, 'capture-06-no-talk', form);
    await composer.getByRole('button', { name: '改记成普通记录' }).click();
    await expect(composer.getByRole('textbox', { name: '记录内容' })).toHaveValue('随便一段话，不是聊天');
  });

  await test.step('the program ends in the middle of a note: text, tick and picture are there when it starts again', async () => {
    const text = '女儿开学了，最近迷上了露营';
    await composer.getByRole('textbox', { name: '记录内容' }).fill(text);
    await proposals.getByRole('checkbox', { name: /^兴趣 露营/ }).check();
    await composer.getByRole('textbox', { name: '记录内容' }).focus();
    await pasteFile(page, '营地.png', 'image/png', png('a camp', { width: 640, height: 400 }));
    await expect(composer.getByRole('button', { name: '打开 营地.png' })).toBeVisible();
    const place = new URL(page.url()).hash;
    await desk.close();
    const { page: again } = await browserDesk(world, browser)('capture');
    await again.getByLabel('密码', { exact: true }).fill(demoPassword);
    await again.keyboard.press('Enter');
    await expect(again.getByTestId('sync-status')).toBeVisible({ timeout: 60_000 });
    await again.evaluate(`location.hash = ${JSON.stringify(place)}`);
    const form = again.getByRole('region', { name: '记录', exact: true });
    await expect(form.getByRole('textbox', { name: '记录内容' })).toHaveValue(text);
    await expect(form.getByRole('button', { name: '打开 营地.png' }).locator('img')).toBeVisible();
    await expect(form.getByRole('checkbox', { checked: true })).toHaveCount(1);
    await form.getByRole('textbox', { name: '记录内容' }).press('Control+Enter');
    await expect(again.locator('.undo-toast')).toContainText('另记 1 条建议');
    const history = again.getByRole('region', { name: '时间线' });
    await expect(history.getByText(text)).toBeVisible();
    await expect(history.getByRole('button', { name: '打开 营地.png' }).locator('img')).toBeVisible();
    await expect(again.getByRole('region', { name: '兴趣' }).getByText('露营')).toBeVisible();
  });
});
