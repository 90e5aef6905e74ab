/** A rep has not opened the day's list: the server made it, the lead sees that, and the rep finds it as it was made. */
import { expect, test, type Page } from '@playwright/test';
import { demoPassword } from '#server/domain/demo/demo-account.ts';
import type { Db } from '#server/db/database.ts';
import { makePlan } from '#server/domain/plan/make-plan.ts';
import { listDueTierBooks, runTierStep } from '#server/domain/tier/tier-round.ts';
import { dateOf, dayMs } from '#shared/domain/calendar.ts';
import { planIdOf } from '#shared/domain/plan/plan-id.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { browserDesk } from './support/desk.ts';
import { shotInLooks } from './support/look.ts';
import { shot, World } from './support/world.ts';

const world = new World();
const on = dateOf(systemClock.now());
/** Items of the demo rep's list, as the server stored them. */
let made = 0;
let repId = '';

async function signIn(page: Page, account: string): Promise<void> {
  await page.getByLabel('公司').fill('demo');
  await page.getByLabel('账号').fill(account);
  await page.getByLabel('密码', { exact: true }).fill(demoPassword);
  await page.keyboard.press('Enter');
}

/** What the job does on a Monday, as if the books had been there for two weeks. */
async function checkTiers(db: Db, companyId: string): Promise<void> {
  const now = systemClock.now();
  await listDueTierBooks(db, companyId, now);
  await db
    .updateTable('tierRound')
    .set({ seenAt: new Date(now - 14 * dayMs).toISOString() })
    .execute();
  const due = await listDueTierBooks(db, companyId, now);
  expect(due).not.toEqual([]);
  for (const book of due) while (!(await runTierStep(db, systemClock, book, 250))!.isDone);
}

test.beforeAll(async () => {
  await world.startServer();
  await world.stopServer();
  // What the job does on the morning of a working day, whatever day and hour it is now.
  await world.onServerData(async (db) => {
    const reps = await db.selectFrom('person').selectAll().where('role', '=', 'rep').execute();
    await checkTiers(db, reps[0]!.scopeId);
    for (const { id, scopeId: companyId, account } of reps) {
      const owner = { companyId, personId: id, settings: defaultSettings };
      if (await makePlan(db, systemClock, owner, on)) continue;
      if (account === 'rep') throw new Error('the demo rep has no list');
    }
    repId = reps.find(({ account }) => account === 'rep')!.id;
    made = (await db.selectFrom('plan_item').select('id').where('planId', '=', planIdOf(repId, on)).execute())
      .length;
  });
  await world.startServer();
});
test.afterAll(() => world.end());

test('the lead sees 未打开 until the rep opens the list, and nothing is on it twice', async ({ browser }) => {
  const desk = browserDesk(world, browser);
  const { page: lead } = await desk('lead');
  await signIn(lead, 'lead');
  await lead.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '回顾' }).click();
  const row = lead.getByRole('row').filter({ hasText: '顾晓芸' }).first();
  await expect(row.getByText('未打开')).toBeVisible({ timeout: 30_000 });
  await row.getByText('未打开').hover();
  await expect(lead.getByText('顾问没有打开当天的列表')).toBeVisible();
  await shotInLooks(lead, 'not-opened-01-review');

  const { page: rep } = await desk('rep');
  await signIn(rep, 'rep');
  await expect(rep.getByRole('heading', { level: 1 }).first()).toBeVisible({ timeout: 30_000 });
  await expect(rep.getByText('为什么有的客户不在列表里？')).toBeVisible({ timeout: 60_000 });
  await lead.getByRole('button', { name: '刷新' }).click();
  await expect(row.getByText('未开始')).toBeVisible({ timeout: 30_000 });
  await expect(row.getByText('未打开')).toBeHidden();
  await shotInLooks(lead, 'not-opened-02-opened');

  await test.step('the list finds whom the Monday check moved, and the card says why', async () => {
    await shot(rep, 'not-opened-03-today');
    await rep.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '客户' }).click();
    // Away from the name of the entry that is shown while the pointer rests on it.
    await rep.mouse.move(900, 400);
    await rep.getByRole('checkbox', { name: '本周分层变了的' }).check();
    await shotInLooks(rep, 'not-opened-04-moved');
    await rep.getByRole('option').first().click();
    await rep.getByRole('button', { name: /^分层：/ }).click();
    const tier = rep.getByRole('group', { name: '分层' });
    await expect(tier.getByText(/每周一的规则从「.+」调来/)).toBeVisible();
    await expect(tier.getByRole('row').filter({ hasText: '毛利' })).toBeVisible();
    await shotInLooks(rep, 'not-opened-05-why');
    await rep.keyboard.press('Escape');
    const byRule = rep.getByText(/^(规则 · 每周一复算|Rule · checked every Monday)$/).first();
    await expect(byRule).toBeVisible();
    await shotInLooks(rep, 'not-opened-06-timeline', byRule);
  });

  await world.stopServer();
  await world.onServerData(async (db) => {
    const items = await db
      .selectFrom('plan_item')
      .select(['kind', 'customerId', 'subject', 'deletedAt'])
      .where('planId', '=', planIdOf(repId, on))
      .execute();
    const live = items.filter(({ deletedAt }) => deletedAt === null);
    const keys = live.map(({ kind, customerId, subject }) => `${kind} ${customerId} ${subject}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(live.length).toBeGreaterThan(10);
    // The hour has moved on since, so the end of the list may be another; most of it is the same rows.
    expect(items.length).toBeLessThan(1.5 * made);
    const plans = await db
      .selectFrom('plan')
      .select(['openedAt', 'madeBy'])
      .where('id', '=', planIdOf(repId, on))
      .execute();
    expect(plans).toEqual([{ openedAt: expect.any(String), madeBy: 'server' }]);
  });
  await world.startServer();
});
