/**
 * Every screen in both languages, both themes and two sizes (each pair of these once; `LOOKS=all npm run e2e -- screens`
 * takes all eight, `npm test` with LOOKS=few the two smaller ones): nothing runs out of the window, nothing is refused by the
 * content policy or thrown, and axe finds nothing serious. The screenshots are for people to look at.
 */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { demoPassword } from '#server/domain/demo/demo-account.ts';
import { browserDesk, type Desk } from './support/desk.ts';
import { overflowOf } from './support/look.ts';
import { shot, World } from './support/world.ts';

const world = new World();
const places = {
  rep: ['/today', '/customers', '/content', '/import', '/conflicts', '/settings'],
  lead: ['/review'],
  admin: ['/admin'],
} as const;
const looks = (['zh-CN', 'en'] as const).flatMap((language) =>
  (['light', 'dark'] as const).flatMap((theme) => [
    { language, theme, width: 1280, height: 800 },
    { language, theme, width: 1920, height: 1080 },
  ]),
);
const four = [looks[0]!, looks[3]!, looks[5]!, looks[6]!];
const worn = { all: looks, few: [looks[0]!, looks[6]!] }[process.env.LOOKS ?? ''] ?? four;

test.beforeAll(() => world.startServer());
test.afterAll(() => world.end());

for (const [role, paths] of Object.entries(places)) {
  test(`${role}: every screen, both languages, both themes, two sizes`, async ({ browser }) => {
    const desk = await browserDesk(world, browser)(`screens-${role}`);
    const complaints: string[] = [];
    desk.page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    desk.page.on('pageerror', (error) => complaints.push(String(error)));
    await signIn(desk, role);
    for (const look of worn) {
      await wear(desk.page, look);
      for (const path of paths) {
        await visit(desk.page, path);
        const name = `${role}${path.replace('/', '-')}-${look.language}-${look.theme}-${look.width}`;
        await shot(desk.page, name);
        expect(await overflowOf(desk.page), `${name} runs out of the window`).toBe(0);
        if (look.width === 1280) expect(await seriousOf(desk.page), name).toEqual([]);
      }
    }
    expect(complaints).toEqual([]);
    await desk.close();
  });
}

async function signIn({ page }: Desk, account: string): Promise<void> {
  await page.getByLabel('公司').fill('demo');
  await page.getByLabel('账号').fill(account);
  await page.getByLabel('密码').fill(demoPassword);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByTestId('sync-status')).toHaveText('已同步', { timeout: 30_000 });
}

/** Theme and language through the palette, as a person at the keyboard does. */
async function wear(page: Page, look: (typeof looks)[number]): Promise<void> {
  await page.setViewportSize({ width: look.width, height: look.height });
  const isChinese = async () => (await page.locator('html').getAttribute('lang')) === 'zh-CN';
  if ((look.language === 'zh-CN') !== (await isChinese())) {
    await command(page, (await isChinese()) ? 'Switch to English' : '切换到中文');
  }
  const words = { light: ['浅色主题', 'Light theme'], dark: ['深色主题', 'Dark theme'] }[look.theme];
  await command(page, words[look.language === 'zh-CN' ? 0 : 1]!);
  await expect(page.locator('html')).toHaveAttribute('lang', look.language);
}

async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill(words);
  await page.getByRole('option', { name: words }).first().click();
  await expect(page.getByRole('dialog')).toBeHidden();
}

async function visit(page: Page, path: string): Promise<void> {
  await page.evaluate(`location.hash = '#${path}'`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  // Answers of core and, on the online pages, of the company server.
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(600);
}

async function seriousOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .map((violation) => `${violation.id}: ${violation.nodes[0]?.html ?? ''}`);
}
