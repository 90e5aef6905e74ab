/** What a database of before the orders holds of devices, and what becomes of it. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Trx } from '#server/db/database.ts';
import { statements as companyServer } from '#server/db/migrations/0001-company-server.ts';
import { statements as deviceOrder } from '#server/db/migrations/0002-device-order.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { testId } from '#test/support/test-company.ts';

const company = testId('team', 1);
const [stays, left] = [testId('rep', 1), testId('rep', 2)];

interface Before {
  device: number;
  person: string;
  status: string;
  /** Which of the device's enrolments it is. */
  turn: number;
  becomes: string;
}

const enrolments: Before[] = [
  { device: 1, person: stays, status: 'active', turn: 1, becomes: 'active' },
  { device: 2, person: stays, status: 'signed_out', turn: 1, becomes: 'signed_out' },
  { device: 3, person: stays, status: 'revoked', turn: 1, becomes: 'wiping' },
  { device: 4, person: stays, status: 'revoked', turn: 1, becomes: 'ended' },
  { device: 4, person: stays, status: 'revoked', turn: 2, becomes: 'ended' },
  { device: 4, person: stays, status: 'active', turn: 3, becomes: 'active' },
  { device: 5, person: left, status: 'revoked', turn: 1, becomes: 'ended' },
  { device: 5, person: left, status: 'ended', turn: 2, becomes: 'draining' },
  { device: 6, person: left, status: 'revoked', turn: 1, becomes: 'wiping' },
  { device: 6, person: stays, status: 'ended', turn: 1, becomes: 'ended' },
];

async function fill(trx: Trx): Promise<void> {
  for (const [person, status] of [
    [stays, 'active'],
    [left, 'left'],
  ]) {
    await sql`
      insert into person (company_id, scope_id, id, version, created_at, name, account, role, status)
      values (${company}, ${company}, ${person}, 1, 'x', 'x', ${status}, 'rep', ${status})
    `.execute(trx);
  }
  for (const [index, { device, person, status, turn }] of enrolments.entries()) {
    await sql`
      insert into enrolment (company_id, id, device_id, person_id, device_epoch, status, enrolled_at)
      values (${company}, ${testId('rep', 10 + index)}, ${testId('rep', 50 + device)}, ${person},
        ${`epoch ${index}`}, ${status}, ${`2026-01-0${turn}T00:00:00.000Z`})
    `.execute(trx);
  }
  for (const [index, seq] of [7, 3].entries()) {
    await sql`
      insert into processed_mutation (company_id, mutation_id, person_id, device_id, device_epoch, seq, name,
        happened_at, processed_at, status, conflicts)
      values (${company}, ${`m${index}`}, ${stays}, ${testId('rep', 51)}, 'epoch 0', ${seq}, 'x', 'x', 'x', 'applied', 0)
    `.execute(trx);
  }
}

describeOnBoth('the migration to orders', (maker) => {
  test('tells the devices of those who were shut out what to do, and knows how far each has counted', async () => {
    const { db } = await maker.start();
    await db.transaction().execute(async (trx) => {
      await sql`create schema before`.execute(trx);
      await sql`set local search_path to before`.execute(trx);
      for (const statement of companyServer) await sql.raw(statement).execute(trx);
      await fill(trx);
      for (const statement of deviceOrder) await sql.raw(statement).execute(trx);
      const after = await sql<{ status: string; lastSeq: number; orderedAt: string | null }>`
        select status, last_seq, ordered_at from enrolment order by id
      `.execute(trx);
      expect(after.rows).toEqual(
        enrolments.map(({ becomes }, index) => ({
          status: becomes,
          lastSeq: index === 0 ? 7 : 0,
          orderedAt: null,
        })),
      );
    });
  });
});
