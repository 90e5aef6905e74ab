/** Which books are to be checked, and the check of one: worked out once, then written in pieces (rules.md R1). */
import { sql } from 'kysely';
import { lastTierCheck } from '#shared/domain/plan/tier-check.ts';
import { tiersOf } from '#shared/domain/plan/tier.ts';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import type { Db, Trx } from '../../db/database.ts';
import type { PokeNotice } from '../../sync/poke.ts';
import { appendAudit } from '../audit.ts';
import { loadBookSettings } from '../book-settings.ts';
import { loadCompanySettings } from '../company-settings.ts';
import { loadTierFacts } from './tier-facts.ts';
import { proposalOf, type TierProposal } from './tier-proposal.ts';
import { writeTiers } from './write-tiers.ts';

export interface TierBook {
  companyId: string;
  bookId: string;
}

/**
 * Books whose check of the last Monday is missing or not written to its end. A book that was not there at that time
 * waits for the next Monday: seen now, it is noted.
 */
export async function listDueTierBooks(db: Db, companyId: string, now: number): Promise<TierBook[]> {
  const { on, at } = lastTierCheck(now, await loadCompanySettings(db, companyId));
  await sql`
    insert into tier_round (book_id, company_id, seen_at)
    select id, ${companyId}::uuid, ${new Date(now).toISOString()} from book b
    where scope_id = ${companyId}::uuid and deleted_at is null
      and not exists (select 1 from tier_round r where r.book_id = b.id)
    on conflict (book_id) do nothing
  `.execute(db);
  const due = await sql<{ bookId: string }>`
    select r.book_id from tier_round r join book b on b.scope_id = r.company_id and b.id = r.book_id
    where r.company_id = ${companyId}::uuid and b.deleted_at is null and r.seen_at < ${at}
      and (coalesce(r.checked_on, '') < ${on}
        or exists (select 1 from tier_proposal p where p.book_id = r.book_id))
    order by r.book_id
  `.execute(db);
  return due.rows.map(({ bookId }) => ({ companyId, bookId }));
}

export interface TierStep {
  notices: PokeNotice[];
  isDone: boolean;
}

/**
 * One transaction: works the tiers of the book out, or writes the next `size` customers of what was worked out. Undefined
 * when another server process is at this book now. Repeating it after a crash goes on where the last one ended.
 */
export function runTierStep(
  db: Db,
  clock: Clock,
  { companyId, bookId }: TierBook,
  size: number,
): Promise<TierStep | undefined> {
  return db.transaction().execute(async (trx) => {
    const round = await trx
      .selectFrom('tierRound')
      .selectAll()
      .where('bookId', '=', bookId)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (!round) return undefined;
    const now = clock.now();
    const { on, at } = lastTierCheck(now, await loadCompanySettings(trx, companyId));
    if (round.seenAt >= at) return { notices: [], isDone: true };
    if ((round.checkedOn ?? '') < on) {
      await propose(trx, { companyId, bookId }, on);
      return { notices: [], isDone: false };
    }
    const next = await trx
      .selectFrom('tierProposal')
      .select(['place', 'body'])
      .where('bookId', '=', bookId)
      .orderBy('place')
      .limit(size + 1)
      .execute();
    const piece = next.slice(0, size);
    const last = piece.at(-1);
    if (!last) return { notices: [], isDone: true };
    const written = await writeTiers(trx, {
      companyId,
      bookId,
      on: round.checkedOn!,
      at: instantOf(clock),
      proposals: piece.map(({ body }) => body),
    });
    await trx
      .deleteFrom('tierProposal')
      .where('bookId', '=', bookId)
      .where('place', '<=', last.place)
      .execute();
    const counts = {
      raised: round.raised + written.raised,
      lowered: round.lowered + written.lowered,
    };
    await trx.updateTable('tierRound').set(counts).where('bookId', '=', bookId).execute();
    const isDone = next.length === piece.length;
    if (isDone) {
      const detail = { bookId, on: round.checkedOn, ...counts };
      await appendAudit(trx, clock, { companyId, actorId: null, action: 'book.tiers', detail });
    }
    return { notices: written.notices, isDone };
  });
}

/** What was left of an earlier Monday is out of date. */
async function propose(trx: Trx, { companyId, bookId }: TierBook, on: string): Promise<void> {
  const settings = await loadBookSettings(trx, companyId, bookId);
  const facts = await loadTierFacts(trx, bookId, on, settings);
  const results = tiersOf(facts, on, settings);
  const ranked = [...results.values()].filter(({ place }) => place !== null).length;
  const proposals: TierProposal[] = facts.map((customer) =>
    proposalOf(customer, results.get(customer.id)!, ranked, settings),
  );
  await trx.deleteFrom('tierProposal').where('bookId', '=', bookId).execute();
  await sql`
    insert into tier_proposal (book_id, place, body)
    select ${bookId}::uuid, row_number() over (), value from json_array_elements(${JSON.stringify(proposals)}::json)
  `.execute(trx);
  await trx
    .updateTable('tierRound')
    .set({ checkedOn: on, raised: 0, lowered: 0 })
    .where('bookId', '=', bookId)
    .execute();
}
