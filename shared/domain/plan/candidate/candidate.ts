/** One thing that could be done for a customer on a day (rules.md R5), before filter and score. */
import { addDays, startOfDate } from '../../calendar.ts';
import type { Tier } from '../../entity/book.ts';
import type { PlanItemKind } from '../../entity/user.ts';
import { daysAtWork } from '../../workday.ts';
import { groupKey } from '../group-key.ts';
import type { HiddenCode } from '../hidden.ts';
import type { OpenMoment, PlanCustomer, PlanInput } from '../input.ts';
import { classOfKind, mediumOfKind, type Medium, type PlanClass } from '../kind.ts';
import type { OpenStep } from '../sop/enrolment.ts';

/** A customer on the day of the plan: tier and intent are those of the day. */
export interface CustomerDay {
  customer: PlanCustomer;
  tier: Tier;
  intent: number;
  input: Omit<PlanInput, 'customers'>;
}

export interface Candidate {
  customer: PlanCustomer;
  kind: PlanItemKind;
  /** See subject.ts. */
  subject: string;
  touchClass: PlanClass;
  medium: Medium;
  tier: Tier;
  intent: number;
  deciMinutes: number;
  dueOn: string;
  /** The exact instant, where there is one. */
  dueAt: string | null;
  /** In days at work. */
  overdueDays: number;
  /** Done after this instant counts as late (rules.md R2, R11). */
  lateAfterAt: string;
  /** The post it answers. */
  moment: OpenMoment | null;
  step: OpenStep | null;
  /** What a gift costs, in fen. */
  fen: number;
  /** A complaint among the services. */
  isComplaint: boolean;
  /** Known from the start to give way: the reason. */
  yields: HiddenCode | null;
  /** Of what passed filter and guard (rules.md R6), with whether its time limit has passed; 0 and false until then. */
  score: number;
  slaPassed: boolean;
}

type Timed = { dueOn: string; dueAt?: string | null };
type Own = Partial<
  Pick<Candidate, 'subject' | 'lateAfterAt' | 'moment' | 'step' | 'fen' | 'isComplaint' | 'yields'>
>;

/**
 * Minutes, class and medium come from the kind; a SOP step brings its own. Every field is written out: tens of
 * thousands of these are made for a big book, and one shape made in one step is several times as fast.
 */
export function candidateOf(day: CustomerDay, kind: PlanItemKind, time: Timed, own: Own = {}): Candidate {
  const { customer, tier, intent, input } = day;
  const { dueOn, dueAt = null } = time;
  const step = own.step?.step;
  return {
    customer,
    kind,
    subject: own.subject ?? '',
    touchClass: classOfKind(kind, step?.touchClass),
    medium: step?.channel ?? mediumOfKind(kind),
    tier,
    intent,
    deciMinutes: Math.round((step?.minutes ?? minutesOf(kind, input)) * 10),
    dueOn,
    dueAt,
    overdueDays: daysAtWork(dueOn, input.planOn, input.day, input.settings),
    lateAfterAt: own.lateAfterAt ?? dueAt ?? dayEnd(input.planOn),
    moment: own.moment ?? null,
    step: own.step ?? null,
    fen: own.fen ?? 0,
    isComplaint: own.isComplaint ?? false,
    yields: own.yields ?? null,
    score: 0,
    slaPassed: false,
  };
}

/** The instant at which the day of the plan ends. */
export function dayEnd(planOn: string): string {
  // Of nearly every candidate it is the same day.
  if (lastEnd.of !== planOn) lastEnd = { of: planOn, at: startOfDate(addDays(planOn, 1)) };
  return lastEnd.at;
}

let lastEnd = { of: '', at: '' };

const minutesKey = groupKey('minutes.');

function minutesOf(kind: PlanItemKind, { settings }: CustomerDay['input']): number {
  if (kind === 'SOP_HARD' || kind === 'SOP_SOFT') return 0;
  const minutes = settings[minutesKey(kind)];
  return kind === 'PATROL' ? minutes / settings['patrol.names'] : minutes;
}
