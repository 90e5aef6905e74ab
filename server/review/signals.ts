/** `POST /v1/review/signals`: customers who complained, said 别发了, blocked or deleted us; and what that leads to (R4). */
import { sql } from 'kysely';
import { dayMs } from '#shared/domain/calendar.ts';
import type { Settings } from '#shared/domain/setting.ts';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import type { ReviewSignal, ReviewSignals } from '#shared/protocol/review.ts';
import type { Db } from '../db/database.ts';
import { loadCompanySettings } from '../domain/company-settings.ts';
import { loadPersonSettings } from '../domain/person-settings.ts';
import { isKept, onStandingCards } from '../domain/merged.ts';
import type { Principal } from '../domain/principal.ts';
import { loadBlockStates } from '../domain/block-week.ts';
import { loadBlockParts } from './block-parts.ts';
import { listAskedCampaigns } from './campaigns.ts';
import { listReviewedPeople } from './reviewed-people.ts';

const maxSignals = 200;

export async function reviewSignals(
  { db, clock }: { db: Db; clock: Clock },
  principal: Principal,
  request: { teamId?: string | undefined },
): Promise<ReviewSignals> {
  const people = await listReviewedPeople(db, principal, request);
  const { companyId } = principal;
  const settings = await loadPersonSettings(db, companyId, people);
  const now = clock.now();
  const active = people.filter(({ isActive }) => isActive);
  const states = await loadBlockStates(db, {
    companyId,
    personIds: active.map(({ id }) => id),
    now,
    settings,
  });
  const company = await loadCompanySettings(db, companyId);
  return {
    signals: await listSignals(db, { companyId, personIds: people.map(({ id }) => id), now, settings }),
    rates: active.map(({ id, name }) => ({
      personId: id,
      name,
      ...states.get(id)!,
      limits: limitsOf(settings.get(id)!),
    })),
    limits: limitsOf(company),
    parts: await loadBlockParts(db, {
      companyId,
      personIds: active.map(({ id }) => id),
      now,
      settings: company,
    }),
    campaigns: await listAskedCampaigns({ db, clock }, principal, request),
    asOf: instantOf(clock),
  };
}

function limitsOf(settings: Settings): ReviewSignals['limits'] {
  return {
    amber: settings['block.amber'],
    red: settings['block.red'],
    leastTouches: settings['block.leastTouches'],
  };
}

/** Newest first: while the freeze lasts, and complaints nobody has settled, however old. */
async function listSignals(
  db: Db,
  asked: {
    companyId: string;
    personIds: readonly string[];
    now: number;
    /** Of each of the people: how long a freeze lasts is theirs. */
    settings: ReadonlyMap<string, Settings>;
  },
): Promise<ReviewSignal[]> {
  const { companyId, personIds, now, settings } = asked;
  const freezeMs = (personId: string) => settings.get(personId)!['promo.freezeDays'] * dayMs;
  const longestMs = Math.max(0, ...personIds.map(freezeMs));
  const rows = await sql<Omit<ReviewSignal, 'frozenUntil'> & { bookId: string }>`
    select s.id, s.kind, s.body, s.happened_at as at, s.closed_at, s.customer_id, c.name as customer_name,
      p.id as person_id, p.name as person_name, b.id as book_id
    from book b
    join person p on p.scope_id = b.scope_id and p.id = b.owner_id
    join signal s on s.scope_id = b.id and s.deleted_at is null
      and s.kind in ('complaint', 'stop', 'blocked_us', 'deleted_us')
      and (s.happened_at > ${new Date(now - longestMs).toISOString()}
        or s.kind = 'complaint' and s.closed_at is null)
    join customer c on c.scope_id = s.scope_id and c.id = s.customer_id and ${isKept('c')}
    where b.scope_id = ${companyId}::uuid and b.deleted_at is null and b.owner_id = any(${[...personIds]}::uuid[])
    order by s.happened_at desc, s.id desc limit ${maxSignals}
  `.execute(db);
  const bookIds = [...new Set(rows.rows.map(({ bookId }) => bookId))];
  return (await onStandingCards(db, bookIds, rows.rows))
    .filter(
      ({ at, kind, closedAt, personId }) =>
        Date.parse(at) > now - freezeMs(personId) || (kind === 'complaint' && closedAt === null),
    )
    .map((row) => {
      const { bookId: _, ...signal } = row;
      return { ...signal, frozenUntil: frozenUntil(row, now, freezeMs(row.personId)) };
    });
}

/** Whoever left us gets nothing at all, so there is no day on which promo begins again. */
function frozenUntil(
  { kind, at }: Pick<ReviewSignal, 'kind' | 'at'>,
  now: number,
  freezeMs: number,
): string | null {
  const end = Date.parse(at) + freezeMs;
  return (kind === 'complaint' || kind === 'stop') && end > now ? new Date(end).toISOString() : null;
}
