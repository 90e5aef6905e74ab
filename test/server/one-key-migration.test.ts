/** Numbers that were set under two keys, and the days after a purchase, in a database of before. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { migrations } from '#server/db/migrate.ts';
import type { SopStep } from '#shared/domain/entity/company.ts';
import { sopProblems } from '#shared/domain/plan/sop/check.ts';
import { resolveSettings, type OwnSettingRow } from '#shared/domain/setting.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { testId } from '#test/support/test-company.ts';

const name = '0029-one-key';
const own = testId('company', 1, 1);
const bare = testId('company', 1, 2);
const withSop = testId('company', 1, 3);
const team = testId('team', 1);

describeOnBoth('the migration to one key for each number', (maker) => {
  test('keeps what an admin has set, at its place, and gives the days after a purchase to AFTERSALE', async () => {
    const { db } = await maker.start();
    await db.transaction().execute(async (trx) => {
      await sql`create schema before`.execute(trx);
      await sql`set local search_path to before`.execute(trx);
      const place = migrations.findIndex((migration) => migration.name === name);
      for (const { statements } of migrations.slice(0, place)) {
        for (const statement of statements) await sql.raw(statement).execute(trx);
      }
      for (const id of [own, bare, withSop]) {
        await sql`insert into company (id, slug, name, code_required, created_at) values (${id}, ${id}, 'x', false, 'x')`.execute(
          trx,
        );
        await sql`insert into scope (id, company_id, kind, version) values (${id}, ${id}, 'company', 7)`.execute(
          trx,
        );
      }
      let number = 0;
      const set = (company: string, key: string, value: number, teamId: string | null = null) =>
        sql`
        insert into setting (company_id, scope_id, id, version, created_at, key, value, team_id)
        values (${company}, ${company}, ${testId('customer', ++number)}, 5, 'x', ${key}, ${JSON.stringify(value)}, ${teamId})
      `.execute(trx);
      await set(own, 'comment.maxPerWeek', 3);
      await set(own, 'guard.commentsPerWeek', 1, team);
      await set(own, 'comment.maxPerWeek', 4, team);
      await set(own, 'comment.maxHoursSad', 240);
      await set(own, 'comment.maxPerHour', 900);
      await set(own, 'comment.maxHours', 48, team);
      await set(own, 'afterPurchase.useDays', 3);
      await set(own, 'afterPurchase.minutes', 7);
      await set(own, 'afterPurchase.npsDays', 45);
      await set(own, 'promo.perWeek', 2);
      await set(withSop, 'afterPurchase.useDays', 9);
      await sql`insert into sop (company_id, scope_id, id, version, created_at, deleted_at, code, name, purpose, edition, steps)
        values (${withSop}, ${withSop}, ${testId('rep', 1)}, 5, 'x', null, 'AFTERSALE', '自己的', 'service', 1, '[]')`.execute(
        trx,
      );
      for (const statement of migrations[place]!.statements) await sql.raw(statement).execute(trx);

      const { rows: live } = await sql<OwnSettingRow & { scopeId: string; version: number }>`
        select scope_id, key, value, team_id, version from setting where deleted_at is null order by key, team_id nulls first`.execute(
        trx,
      );
      expect(live.map(({ key, value, teamId, version }) => [key, value, teamId, Number(version)])).toEqual([
        ['account.socialPerHour', 200, null, 8],
        ['afterPurchase.npsDays', 45, null, 5],
        ['guard.commentsPerWeek', 3, null, 8],
        ['guard.commentsPerWeek', 1, team, 5],
        ['post.openHours', 48, team, 8],
        ['post.sadDays', 10, null, 8],
        ['promo.perWeek', 2, null, 5],
      ]);
      const resolved = resolveSettings(live);
      expect([resolved['guard.commentsPerWeek'], resolved['account.socialPerHour']]).toEqual([1, 200]);
      const { rows: gone } = await sql<{ version: number; deletedAt: string }>`
        select version, deleted_at from setting where deleted_at is not null`.execute(trx);
      expect(gone).toHaveLength(4);
      for (const { version, deletedAt } of gone)
        expect([Number(version), new Date(deletedAt).toISOString()]).toEqual([8, deletedAt]);

      const { rows: sops } = await sql<{ scopeId: string; name: string; steps: SopStep[]; version: number }>`
        select scope_id, name, steps, version from sop order by scope_id`.execute(trx);
      expect(
        sops.map(({ scopeId, version, steps }) => [
          scopeId,
          Number(version),
          steps.map(({ offsetDays, minutes }) => [offsetDays, minutes]),
        ]),
      ).toEqual([
        [
          own,
          8,
          [
            [3, 7],
            [14, 7],
            [45, 2],
            [60, 7],
          ],
        ],
        [
          bare,
          8,
          [
            [2, 5],
            [14, 5],
            [30, 2],
            [60, 5],
          ],
        ],
        [withSop, 5, []],
      ]);
      for (const { name: title, steps } of sops.slice(0, 2)) {
        const fields = {
          name: title,
          purpose: 'service',
          startsBy: 'order',
          leadDays: null,
          startsFor: null,
        } as const;
        expect(sopProblems({ ...fields, steps })).toEqual([]);
      }
      await sql`set local search_path to public`.execute(trx);
    });
  });
});
