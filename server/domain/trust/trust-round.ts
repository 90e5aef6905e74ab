/**
 * Keeps the trust stages of a book what the rows say (rules.md R16): of whoever changed since the last round, and of all
 * now and then, because complaints and silence grow old by themselves. Where nothing changes nothing is written.
 */
import { sql } from 'kysely';
import { trustOf } from '#shared/domain/plan/trust-stage.ts';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import type { Db, Trx } from '../../db/database.ts';
import type { PokeNotice } from '../../sync/poke.ts';
import { loadBookSettings } from '../book-settings.ts';
import { loadRoots } from '../merged.ts';
import { versionWindow } from '../version-window.ts';
import { loadTrustFacts } from './trust-facts.ts';
import { writeTrust } from './write-trust.ts';

export interface TrustBook {
  companyId: string;
  bookId: string;
}

export interface TrustStep {
  notices: PokeNotice[];
  /** Nothing was left when this step began. */
  isDone: boolean;
}

export interface TrustSize {
  /** Customers of a sweep in one transaction. */
  customers: number;
  /** Changed rows in one transaction. */
  rows: number;
}

export const usualTrust: TrustSize = { customers: 250, rows: 1_000 };
export const smallTrust: TrustSize = { customers: 50, rows: 200 };

/** How often all customers are looked at. */
const sweepMs = 6 * 3_600_000;
/** Before every id. */
const first = '00000000-0000-0000-0000-000000000000';

/** Beside the customers themselves, whose stage, day and merges count. */
const tables = [
  'touch',
  'signal',
  'need',
  'appointment',
  'customer_order',
  'endorsement',
  'card_change',
] as const;

const dueBefore = (now: number) => new Date(now - sweepMs).toISOString();

/** Books with versions nobody has looked at, and those that are due as a whole. */
export async function listDueTrustBooks(db: Db, companyId: string, now: number): Promise<TrustBook[]> {
  await sql`
    insert into trust_round (book_id, company_id)
    select id, ${companyId}::uuid from book b
    where scope_id = ${companyId}::uuid and deleted_at is null
      and not exists (select 1 from trust_round r where r.book_id = b.id)
    on conflict (book_id) do nothing
  `.execute(db);
  const due = await sql<{ bookId: string }>`
    select r.book_id from trust_round r
    join book b on b.scope_id = r.company_id and b.id = r.book_id and b.deleted_at is null
    join scope s on s.id = r.book_id
    where r.company_id = ${companyId}::uuid and (s.version > r.version or r.sweep_after is not null
      or coalesce(r.swept_at, '') < ${dueBefore(now)})
    order by r.book_id
  `.execute(db);
  return due.rows.map(({ bookId }) => ({ companyId, bookId }));
}

/**
 * One transaction: a piece of the sweep, or of what changed. Undefined when another server process is at this book now.
 * Repeating it after a crash goes on where the last one ended.
 */
export function runTrustStep(
  db: Db,
  clock: Clock,
  { companyId, bookId }: TrustBook,
  size: TrustSize = usualTrust,
): Promise<TrustStep | undefined> {
  return db.transaction().execute(async (trx) => {
    const round = await trx
      .selectFrom('trustRound')
      .selectAll()
      .where('bookId', '=', bookId)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (!round) return undefined;
    const scope = await trx.selectFrom('scope').select('version').where('id', '=', bookId).executeTakeFirst();
    if (!scope) return { notices: [], isDone: true };
    const set = (values: { version?: number; sweptAt?: string; sweepAfter?: string | null }) =>
      trx.updateTable('trustRound').set(values).where('bookId', '=', bookId).execute();
    const check = (ids: readonly string[]) => checkStages(trx, clock, { companyId, bookId }, ids);

    const isBegun = round.sweepAfter !== null;
    if (isBegun || (round.sweptAt ?? '') < dueBefore(clock.now())) {
      const ids = await listCustomers(trx, bookId, round.sweepAfter ?? first, size.customers);
      const notice = await check(ids);
      const last = ids.length < size.customers ? null : ids.at(-1)!;
      await set({
        // All of what there is by now is seen by the pieces to come.
        ...(isBegun ? {} : { version: scope.version, sweptAt: instantOf(clock) }),
        sweepAfter: last,
      });
      return { notices: notice ? [notice] : [], isDone: false };
    }
    if (scope.version <= round.version) return { notices: [], isDone: true };
    const window = { id: bookId, mark: round.version, version: scope.version };
    const upTo = await versionWindow(trx, window, ['customer', ...tables], size.rows);
    const notice = await check(await listChanged(trx, bookId, round.version, upTo));
    // What it wrote itself need not be looked at, if nothing came between.
    await set({ version: notice?.version === upTo + 1 ? notice.version : upTo });
    return { notices: notice ? [notice] : [], isDone: false };
  });
}

async function checkStages(trx: Trx, clock: Clock, book: TrustBook, ids: readonly string[]) {
  if (ids.length === 0) return undefined;
  const { companyId, bookId } = book;
  const settings = await loadBookSettings(trx, companyId, bookId);
  const roots = await loadRoots(trx, [bookId]);
  const standing = [...new Set(ids.map((id) => roots.get(id) ?? id))];
  const rows = await loadTrustFacts(trx, bookId, standing, roots);
  const moves = rows.flatMap(({ id, stage: from, facts }) => {
    const { stage: to, evidence, downgrade } = trustOf(facts, clock.now(), settings);
    if (to === from) return [];
    const signs: string[] = evidence.filter(({ isMet }) => isMet).map(({ sign }) => sign);
    return [{ customerId: id, from, to, signs: downgrade ? [...signs, downgrade] : signs }];
  });
  return writeTrust(trx, { ...book, at: instantOf(clock) }, moves);
}

async function listCustomers(trx: Trx, bookId: string, after: string, most: number): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select id from customer where scope_id = ${bookId}::uuid and id > ${after}::uuid and deleted_at is null
    order by id limit ${most}
  `.execute(trx);
  return found.rows.map(({ id }) => id);
}

async function listChanged(trx: Trx, bookId: string, mark: number, upTo: number): Promise<string[]> {
  const within = sql`scope_id = ${bookId}::uuid and version > ${mark} and version <= ${upTo}`;
  const found = await sql<{ id: string }>`
    select id from customer where ${within}
    union ${sql.join(
      tables.map((table) => sql`select customer_id from ${sql.table(table)} where ${within}`),
      sql` union `,
    )}
  `.execute(trx);
  return found.rows.map(({ id }) => id);
}
