/** Notices that a device's file was copied or restored from an image: there are two of one device (SPEC IMAGE rules). */
import { sql } from 'kysely';
import type { Mutation, PullRequest } from '#shared/protocol/sync.ts';
import type { Db, Trx } from '../db/database.ts';
import type { Principal } from '../domain/principal.ts';
import { Refusal } from '../domain/refusal.ts';

/** The run that pulls must follow the last one that did, or be it. In another server epoch it is noted anew. */
export async function noteRun(
  db: Db,
  { companyId, enrolmentId }: Principal,
  { last, now }: NonNullable<PullRequest['run']>,
  isOtherEpoch: boolean,
): Promise<void> {
  const noted = await sql`
    update enrolment set last_run = ${now} where company_id = ${companyId} and id = ${enrolmentId}
      and (last_run is null or last_run = ${now} or last_run = ${last} or ${isOtherEpoch}::boolean)
    returning id
  `.execute(db);
  if (noted.rows.length === 0) throw forked();
}

/** `mutations`: those of the request that were not processed yet. Called before anything of it is applied. */
export async function refuseFork(
  db: Db,
  principal: Principal,
  mutations: readonly Mutation[],
): Promise<void> {
  if (mutations.length === 0) return;
  const ids = new Map<number, string>();
  for (const { seq, id } of mutations) {
    if ((ids.get(seq) ?? id) !== id) throw forked();
    ids.set(seq, id);
  }
  const { companyId, enrolmentId } = principal;
  const { lastSeq } = await db
    .selectFrom('enrolment')
    .select('lastSeq')
    .where('companyId', '=', companyId)
    .where('id', '=', enrolmentId)
    .executeTakeFirstOrThrow();
  await refuseTaken(db, principal, mutations, lastSeq);
}

/**
 * In the transaction of the mutation, whose record follows: locks the enrolment, so that of two copies that hand in at
 * the same time one comes first, and notes the number. The caller has locked its scopes before.
 */
export async function claimSeq(trx: Trx, principal: Principal, mutation: Mutation): Promise<void> {
  const { companyId, enrolmentId } = principal;
  const before = await sql<{ lastSeq: number }>`
    with before as (
      select last_seq from enrolment where company_id = ${companyId} and id = ${enrolmentId} for update)
    update enrolment e set last_seq = greatest(before.last_seq, ${mutation.seq}::bigint) from before
    where e.company_id = ${companyId} and e.id = ${enrolmentId}
    returning before.last_seq
  `.execute(trx);
  if (!before.rows[0]) throw new Refusal('UNAUTHENTICATED', 'the enrolment is gone');
  await refuseTaken(trx, principal, [mutation], before.rows[0].lastSeq);
}

/**
 * A number up to the last one may come late: a device holds back what an older server could not take, and offers again
 * what a restored one lost. But no two mutations of one device have the same.
 */
async function refuseTaken(
  db: Db,
  { companyId, deviceEpoch }: Principal,
  mutations: readonly Mutation[],
  lastSeq: number,
): Promise<void> {
  const late = new Map(mutations.filter(({ seq }) => seq <= lastSeq).map(({ seq, id }) => [seq, id]));
  if (late.size === 0) return;
  const taken = await db
    .selectFrom('processedMutation')
    .select(['seq', 'mutationId'])
    .where('companyId', '=', companyId)
    .where('deviceEpoch', '=', deviceEpoch)
    .where('seq', 'in', [...late.keys()])
    .execute();
  // The same mutation may have been processed since it was looked for.
  if (taken.some(({ seq, mutationId }) => late.get(seq) !== mutationId)) throw forked();
}

function forked(): Refusal {
  return new Refusal('DEVICE_FORKED', 'another copy of this device has been here');
}
