/** What a database of before the score of comments holds of touches, and what becomes of it. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { migrations } from '#server/db/migrate.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { customerIdOf, testId } from '#test/support/test-company.ts';

const name = '0006-comment-quality';

describeOnBoth('the migration to scored comments', (maker) => {
  test('leaves every touch as it is, without a score', async () => {
    const { db } = await maker.start();
    await db.transaction().execute(async (trx) => {
      await sql`create schema before`.execute(trx);
      await sql`set local search_path to before`.execute(trx);
      const place = migrations.findIndex((migration) => migration.name === name);
      for (const { statements } of migrations.slice(0, place)) {
        for (const statement of statements) await sql.raw(statement).execute(trx);
      }
      await sql`
        insert into touch (company_id, scope_id, id, version, created_at, customer_id, kind, touch_class, body,
          happened_at)
        values (${testId('team', 1)}, ${testId('team', 2)}, ${testId('rep', 1)}, 3, 'x', ${customerIdOf(1, 1)},
          'comment', 'care', '三年没白练', 'x')
      `.execute(trx);
      const rows = () => sql<Record<string, unknown>>`select * from touch`.execute(trx);
      const [before] = (await rows()).rows;
      for (const statement of migrations[place]!.statements) await sql.raw(statement).execute(trx);
      expect((await rows()).rows).toEqual([{ ...before, quality: null }]);
    });
  });
});
