/** Statements that come again are kept by the database, with an end to how many. */
import { sql, type Kysely } from 'kysely';
import { expect, it } from 'vitest';
import { describeOnBoth } from '#test/support/on-both-databases.ts';

describeOnBoth('a statement that comes again', ({ start }) => {
  /** Everything on one connection: what is kept belongs to it. */
  async function onOneConnection(work: (db: Kysely<unknown>) => Promise<void>): Promise<void> {
    const { db } = await start();
    await db.connection().execute((one) => work(one as unknown as Kysely<unknown>));
  }
  const kept = async (db: Kysely<unknown>, like: string) => {
    const found = await sql<{ n: number }>`
      select count(*)::int as n from pg_prepared_statements where statement like ${`${like}%`}`.execute(db);
    return found.rows[0]!.n;
  };

  it('is kept from its second time on, and gives the same answers', async () => {
    await onOneConnection(async (db) => {
      const twice = async (n: number) =>
        (await sql<{ twice: number }>`select ${n}::int * 2 as twice`.execute(db)).rows;
      expect(await twice(1)).toEqual([{ twice: 2 }]);
      expect(await kept(db, 'select $1::int * 2')).toBe(0);
      expect(await twice(2)).toEqual([{ twice: 4 }]);
      expect(await twice(3)).toEqual([{ twice: 6 }]);
      expect(await kept(db, 'select $1::int * 2')).toBe(1);
    });
  });

  it('is run unkept where too many others are', async () => {
    await onOneConnection(async (db) => {
      for (let i = 0; i < 300; i++) {
        const statement = sql<{ sum: number }>`select ${sql.raw(String(i))} + ${1}::int as sum`;
        for (let times = 0; times < 2; times++) {
          expect((await statement.execute(db)).rows).toEqual([{ sum: i + 1 }]);
        }
      }
      expect(await kept(db, '')).toBeLessThanOrEqual(256);
      expect(await kept(db, '')).toBeGreaterThan(200);
    });
  });

  it('that fails is known as the same failure each time', async () => {
    await onOneConnection(async (db) => {
      for (let times = 0; times < 3; times++) {
        await expect(sql`select 1 / ${0}::int as none`.execute(db)).rejects.toMatchObject({ code: '22012' });
      }
    });
  });

  it('whose columns changed is refused once at most', async () => {
    await onOneConnection(async (db) => {
      await sql`create temp table kept (id int)`.execute(db);
      await sql`insert into kept values (1)`.execute(db);
      const all = () => sql`select * from kept where id = ${1}`.execute(db);
      for (let times = 0; times < 3; times++) await all();
      await sql`alter table kept add column more int`.execute(db);
      await all().catch((error: unknown) => expect(error).toMatchObject({ code: '0A000' }));
      expect((await all()).rows).toEqual([{ id: 1, more: null }]);
    });
  });
});
