/** A split that breaks anywhere, again and again, ends like one that never broke. */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { entities } from '#shared/domain/entity/registry.ts';
import { silentLogger, type Logger } from '#shared/lib/logger.ts';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { customerIdOf } from '#test/support/test-company.ts';
import { signIn } from './device.ts';
import { companyWithHistory, firstCustomers, split, startSecondServer } from './split-scene.ts';

const perBook = 60;
const chunk = 10;
const config = { splitChunk: chunk };

describeOnBoth('a split', (maker) => {
  test('[SPLIT3] interrupted at every kind of write, and taken up by another server each time, ends like one run', async () => {
    const seed = await companyWithHistory(perBook);
    const count = chunk * crashes.length + 3;
    const start = () => maker.start({ company: seed, config });
    const [whole, broken] = [await start(), await start()];
    const dumps: string[] = [];
    for (const server of [whole, broken]) {
      const [rep1, rep2] = server.company.reps;
      const admin = await signIn(server.url, 'admin');
      const stamp = { city: { v: 1, d: 'device', s: 4 } };
      await sql`update customer set field_version = ${JSON.stringify(stamp)}::jsonb`.execute(server.db);
      const wish = {
        fromBookId: rep1.bookId!,
        fromPersonId: rep1.id,
        toBookId: rep2.bookId!,
        customerIds: firstCustomers(1, count),
      };
      if (server === broken) await arm(server);
      expect((await split(admin, wish)).status).toBe(200);
      const last = server === broken ? await interrupt(server) : undefined;
      expect(await untilEnd(server)).toMatchObject({ moved: count, skipped: 0 });
      await last?.close();
      dumps.push(await dumpOf(server));
    }
    expect(dumps[1]).toBe(dumps[0]);
    expect(dumps[0]).toContain(customerIdOf(1, 1));
  }, 120_000);
});

/** Where the n-th chunk breaks, once each. */
const crashes = [
  'update on customer',
  'update on note',
  'insert on gone',
  'update on book_split_customer',
  'update on book_split',
] as const;

async function arm({ db }: CompanyServer): Promise<void> {
  await sql`create table armed (chunk bigint)`.execute(db);
  await sql`
    create function crash() returns trigger language plpgsql as $$ begin
      if exists (select 1 from armed, book_split where moved = ${sql.lit(chunk)} * armed.chunk and armed.chunk = tg_argv[0]::bigint) then
        raise exception 'crash';
      end if;
      return new;
    end $$`.execute(db);
  for (const [place, point] of crashes.entries()) {
    await sql`insert into armed values (${place})`.execute(db);
    await sql
      .raw(`create trigger crash_${place} before ${point} for each row execute function crash('${place}')`)
      .execute(db);
  }
}

/** At each crash the process ends; the cause is removed, and another one starts. Returns the last one. */
async function interrupt(server: CompanyServer): Promise<{ close(): Promise<void> }> {
  await server.app.close();
  for (const [place] of crashes.entries()) {
    const failed = Promise.withResolvers<void>();
    const log: Logger = {
      ...silentLogger,
      error: (_fields, event) => void (event === 'split.failed' && failed.resolve()),
    };
    const process = await startSecondServer(server, config, log);
    await failed.promise;
    const { moved } = await server.db.selectFrom('bookSplit').select('moved').executeTakeFirstOrThrow();
    expect(moved).toBe(chunk * place);
    const movedRows = await sql<{ rows: number }>`
      select count(*)::int8 as rows from gone where entity = 'customer'`.execute(server.db);
    expect(movedRows.rows[0]!.rows).toBe(chunk * place);
    await process.close();
    await sql`delete from armed where chunk = ${place}`.execute(server.db);
  }
  return startSecondServer(server, config);
}

async function untilEnd({ db }: CompanyServer): Promise<object> {
  for (;;) {
    const job = await db.selectFrom('bookSplit').selectAll().executeTakeFirstOrThrow();
    if (job.status === 'done') return job;
    await sleep(20);
  }
}

/** Everything that is replicated, and what is kept about moves. */
async function dumpOf({ db }: CompanyServer): Promise<string> {
  const texts: string[] = [];
  for (const { name } of entities) {
    const rows = await sql<{ row: object }>`
      select (to_jsonb(r) - 'created_at' - 'received_at')
        || jsonb_build_object('is_received', to_jsonb(r) ->> 'received_at' is not null) as row
      from ${sql.table(name)} r order by scope_id, id`.execute(db);
    texts.push(`${name} ${JSON.stringify(rows.rows)}`);
  }
  for (const [table, order] of [
    ['gone', 'scope_id, entity, row_id'],
    ['scope', 'id'],
  ] as const) {
    const rows = await sql<{ row: object }>`
      select to_jsonb(r) as row from ${sql.table(table)} r order by ${sql.raw(order)}`.execute(db);
    texts.push(`${table} ${JSON.stringify(rows.rows)}`);
  }
  return texts.join('\n');
}
