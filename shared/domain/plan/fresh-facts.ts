import { noOutside, type PlanCustomer } from './input.ts';

type Row =
  | 'id'
  | 'bookId'
  | 'tier'
  | 'trustStage'
  | 'source'
  | 'intent'
  | 'intentAt'
  | 'status'
  | 'consent'
  | 'addedOn';

/** Everything the rules ask beside the customer's row, for a customer with whom nothing has happened yet. */
export function freshFacts(): Omit<PlanCustomer, Row> {
  return {
    isLegalHold: false,
    quietMinutes: null,
    isOpenElsewhere: false,
    handover: null,
    lastContactAt: null,
    lastCommentAt: null,
    lastInteractionAt: null,
    lastServiceAt: null,
    lastItemKind: null,
    recentTouches: 0,
    unanswered: 0,
    counts: {
      today: 0,
      inWeek: 0,
      inMonth: 0,
      todayMoments: [],
      commentsInWeek: 0,
      likesInWeek: 0,
      likesAtOnce: 0,
    },
    promo: {
      inWeek: 0,
      inMonth: 0,
      householdInWeek: 0,
      householdInMonth: 0,
      careSince: 0,
      isAsked: false,
    },
    outside: noOutside,
    asks: { npsAt: null, npsScore: null, referralAt: null, surpriseAt: null, surpriseFenInYear: 0 },
    complaintAt: null,
    stopAskedAt: null,
    promises: [],
    replies: [],
    services: [],
    appointments: [],
    keyDates: [],
    moments: [],
    purchases: [],
    enrolments: [],
    offers: [],
    surprises: [],
    cardGaps: [],
    triageDueOn: null,
    patrolledAt: undefined,
    closed: new Set(),
  };
}
