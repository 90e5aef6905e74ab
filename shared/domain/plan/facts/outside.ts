/** What other books did for the same person and household and heard from them, within the windows of R4. */
import type { AskRecord, OutsideCounts, PlanCustomer } from '../input.ts';
import type { OutsideRow, PlanRows } from './plan-rows.ts';
import type { PlanWindows } from './plan-windows.ts';

export interface OutsideFacts extends Pick<PlanCustomer, 'complaintAt' | 'stopAskedAt'> {
  counts: OutsideCounts;
  /** Conversations within `score.fatigueDays`. */
  recent: number;
  /** Another rep's started list of the day holds the person. */
  isOpen: boolean;
  /** The last service after a complaint or a “别发了”. */
  servedAt: string | null;
  /** Undefined where nothing was asked or given. */
  asks: Pick<AskRecord, 'npsAt' | 'referralAt' | 'surpriseAt'> | undefined;
}

export function outsideFacts(
  rows: PlanRows['outsideContacts'],
  planOn: string,
  windows: PlanWindows,
): Map<string, OutsideFacts> {
  return new Map(perCustomer(rows).map((row) => [row.customerId, factsOf(row, planOn, windows)]));
}

function factsOf(
  row: OutsideRow,
  planOn: string,
  { today, weekAfter, monthAfter, fatigueAfter, atOnceAfter }: PlanWindows,
): OutsideFacts {
  const { talkAts, promoAts, householdPromoAts, commentAts, likeAts } = row;
  const { npsAskedAt, referralAskedAt, surprisedAt } = row;
  const after = (ats: readonly string[], since: string) => ats.filter((at) => at > since).length;
  const asks = { npsAt: npsAskedAt, referralAt: referralAskedAt, surpriseAt: surprisedAt };
  return {
    counts: {
      today: talkAts.filter((at) => at >= today).length,
      inWeek: after(talkAts, weekAfter),
      inMonth: after(talkAts, monthAfter),
      promoInWeek: after(promoAts, weekAfter),
      promoInMonth: after(promoAts, monthAfter),
      householdPromoInWeek: after(householdPromoAts, weekAfter),
      householdPromoInMonth: after(householdPromoAts, monthAfter),
      commentsInWeek: after(commentAts, weekAfter),
      likesInWeek: after(likeAts, weekAfter),
      likesAtOnce: after(likeAts, atOnceAfter),
      householdFrozenAt: row.householdFrozenAt,
    },
    recent: after(talkAts, fatigueAfter),
    isOpen: row.openOn === planOn,
    complaintAt: row.complaintAt,
    stopAskedAt: row.stopAskedAt,
    servedAt: row.servedAt,
    asks: (npsAskedAt ?? referralAskedAt ?? surprisedAt) ? asks : undefined,
  };
}

/** A card that others became part of has a row of each of them. The same talk may be told by several: it counts once. */
function perCustomer(rows: PlanRows['outsideContacts']): PlanRows['outsideContacts'] {
  const groups = Map.groupBy(rows, ({ customerId }) => customerId);
  if (groups.size === rows.length) return rows;
  return [...groups.values()].map((group) => {
    const [first] = group;
    if (group.length === 1) return first!;
    const all = (field: 'talkAts' | 'promoAts' | 'householdPromoAts' | 'commentAts' | 'likeAts') => [
      ...new Set(group.flatMap((row) => row[field])),
    ];
    const last = (field: (typeof lastFields)[number]) =>
      group.map((row) => row[field] ?? '').reduce((a, b) => (a > b ? a : b)) || null;
    return {
      customerId: first!.customerId,
      talkAts: all('talkAts'),
      promoAts: all('promoAts'),
      householdPromoAts: all('householdPromoAts'),
      commentAts: all('commentAts'),
      likeAts: all('likeAts'),
      openOn: last('openOn'),
      stopAskedAt: last('stopAskedAt'),
      complaintAt: last('complaintAt'),
      servedAt: last('servedAt'),
      householdFrozenAt: last('householdFrozenAt'),
      npsAskedAt: last('npsAskedAt'),
      referralAskedAt: last('referralAskedAt'),
      surprisedAt: last('surprisedAt'),
    };
  });
}

/** Of which the newest counts. */
const lastFields = [
  'openOn',
  'stopAskedAt',
  'complaintAt',
  'servedAt',
  'householdFrozenAt',
  'npsAskedAt',
  'referralAskedAt',
  'surprisedAt',
] as const satisfies readonly (keyof OutsideRow)[];
