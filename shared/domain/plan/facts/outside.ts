/** What other books did for the same person and household, within the windows of R4. */
import type { OutsideCounts } from '../input.ts';
import type { PlanRows } from './plan-rows.ts';
import type { PlanWindows } from './plan-windows.ts';

export interface OutsideFacts {
  counts: OutsideCounts;
  /** Conversations within `score.fatigueDays`. */
  recent: number;
  /** Another rep's started list of the day holds the person. */
  isOpen: boolean;
}

export function outsideFacts(
  rows: PlanRows['outsideContacts'],
  planOn: string,
  { today, weekAfter, monthAfter, fatigueAfter, atOnceAfter }: PlanWindows,
): Map<string, OutsideFacts> {
  const after = (ats: readonly string[], since: string) => ats.filter((at) => at > since).length;
  return new Map(
    perCustomer(rows).map(
      ({ customerId, talkAts, promoAts, householdPromoAts, commentAts, likeAts, openOn }) => [
        customerId,
        {
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
          },
          recent: after(talkAts, fatigueAfter),
          isOpen: openOn === planOn,
        },
      ],
    ),
  );
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
    return {
      ...first!,
      talkAts: all('talkAts'),
      promoAts: all('promoAts'),
      householdPromoAts: all('householdPromoAts'),
      commentAts: all('commentAts'),
      likeAts: all('likeAts'),
      openOn: group.map(({ openOn }) => openOn ?? '').reduce((a, b) => (a > b ? a : b)) || null,
    };
  });
}
