/** Giving a book of 20,000 customers and 200,000 notes to another rep, as an admin's device asks for it. */
import { join } from 'node:path';
import { sql } from 'kysely';
import { signIn } from '#test/server/device.ts';
import { startCompanyServer, type CompanyServer } from '#test/support/company-server.ts';
import { hasOwnPostgres, startCrashablePostgres } from '#test/support/postgres.ts';
import { testCompany } from '#test/support/test-company.ts';
import type { Figure } from './figure.ts';
import { medianOf, timed } from './time.ts';
import type { Workplace } from './workplace.ts';

const runs = 9;
const customers = 20_000;
const notesEach = 10;

export async function reassign20000(workplace: Workplace): Promise<Figure[]> {
  const postgres = hasOwnPostgres ? await startCrashablePostgres() : undefined;
  const place = postgres
    ? { databaseUrl: await postgres.createDatabase() }
    : { dataDir: join(workplace.folder, 'reassign') };
  const { seed } = await testCompany({ customersPerBook: 0 });
  const server = await startCompanyServer({ ...place, company: seed });
  try {
    const loading = await timed(() => fillBook(server));
    workplace.log(
      `book of ${customers * (notesEach + 1)} rows loaded in ${(loading.ms / 1_000).toFixed(1)} s`,
    );
    const [one, other] = server.company.reps;
    const bookId = one.bookId!;
    const admin = await signIn(server.url, 'admin');
    const before = await stampsOf(server, bookId);
    let owner = one.id;
    const measured = await medianOf(runs, async () => {
      const heir = owner === one.id ? other.id : one.id;
      const request = { bookId, fromPersonId: owner, toPersonId: heir, reason: 'measured' };
      const answer = await admin.post('/v1/admin/book/reassign', request);
      if (answer.status !== 200) throw new Error(`reassign answered ${answer.status}`);
      owner = heir;
    });
    if ((await stampsOf(server, bookId)) !== before) throw new Error('rows of the book were stamped anew');
    return [
      {
        figure: 'reassign-20000',
        measured,
        unit: 'ms',
        target: { atMost: 100 },
        reference: {
          what: 'one durable update of one row in the same database',
          measured: await oneUpdate(server),
        },
        note: `whole request with audit row; no row of the book is touched; ${postgres ? 'PostgreSQL' : 'embedded database'}`,
      },
    ];
  } finally {
    await server.close();
    await postgres?.stop();
  }
}

async function fillBook({ db, company }: CompanyServer): Promise<void> {
  const [rep] = company.reps;
  const common = sql`${company.companyId}::uuid, ${rep.bookId}::uuid, gen_random_uuid(), 1, '2026-01-01T00:00:00.000Z',
    ${rep.id}::uuid`;
  await sql`
    insert into customer (company_id, scope_id, id, version, created_at, created_by, name, address_as, nickname,
      company, job_title, city, tier, trust_stage, source, intent, status, consent, added_on, remark)
    select ${common}, 'Customer ' || n, '', '', '', '', '', 'B', 'acquainted', 'unknown', 0, 'active', 'full',
      '2026-01-01', '' from generate_series(1, ${customers}::int) as n
  `.execute(db);
  await sql`
    insert into note (company_id, scope_id, id, version, created_at, created_by, customer_id, body, happened_at, origin)
    select ${common}, c.id, 'what was said, at some length, on the phone', '2026-01-01T00:00:00.000Z', 'rep'
    from customer c cross join generate_series(1, ${notesEach}::int)
    where c.scope_id = ${rep.bookId}::uuid
  `.execute(db);
  await sql`update scope set version = 1 where id = ${rep.bookId}::uuid`.execute(db);
  await sql`analyze`.execute(db);
}

/** Changes when any row of the book, or its version, does. */
async function stampsOf({ db }: CompanyServer, bookId: string): Promise<string> {
  const found = await sql<{ stamps: string }>`
    select concat_ws(' ', (select version from scope where id = ${bookId}),
      (select concat_ws(' ', count(*), max(version), max(xmin::text::bigint)) from customer where scope_id = ${bookId}),
      (select concat_ws(' ', count(*), max(version), max(xmin::text::bigint)) from note where scope_id = ${bookId}))
      as stamps
  `.execute(db);
  return found.rows[0]!.stamps;
}

async function oneUpdate({ db }: CompanyServer): Promise<number> {
  await sql`create table reference as select 0 as n`.execute(db);
  return medianOf(runs, () => sql`update reference set n = n + 1`.execute(db));
}
