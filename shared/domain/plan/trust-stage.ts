/** The trust stage of a customer from evidence (rules.md R16): 认识, 认可, 认定. */
import { dateOf, daysBetween, dayMs, msOf } from '../calendar.ts';
import { trustStages, type TrustStage } from '../entity/book.ts';
import type { CardChange } from '../entity/profile.ts';
import type { Settings } from '../setting.ts';

export interface TrustFacts {
  addedOn: string;
  /** Instants of their answers, the oldest first. */
  repliedAts: readonly string[];
  hasAsked: boolean;
  hasAcceptedUseful: boolean;
  hasKeptAppointment: boolean;
  orders: number;
  npsScore: number | null;
  hasPaidReferral: boolean;
  /** Instants of two-way talks, the oldest first. */
  talkedAts: readonly string[];
  lastInteractionAt: string | null;
  /** When the oldest complaint that is still open came in. */
  complaintOpenSince: string | null;
  /** What a person decided; {@link manualOf}. */
  manual: TrustStage | null;
}

export const trustSigns = [
  'replies',
  'asked',
  'acceptedUseful',
  'keptAppointment',
  'firstOrder',
  'repeatOrders',
  'highNps',
  'paidReferral',
  'longTalks',
] as const;
export type TrustSign = (typeof trustSigns)[number];

export interface Evidence {
  sign: TrustSign;
  /** The stage it speaks for. */
  stage: 'approved' | 'committed';
  isMet: boolean;
}

export type Downgrade = 'COMPLAINT_OPEN' | 'SILENCE';

export interface TrustResult {
  stage: TrustStage;
  /** What the signs alone speak for. */
  bySigns: TrustStage;
  /** Every sign with its answer, for the card. */
  evidence: Evidence[];
  downgrade: Downgrade | null;
  isManual: boolean;
}

/**
 * Two signs of a stage make it; one step down after a complaint open for 7 days or 120 days of silence, until that is over.
 * These are the only ways down: what they once did stays done, however long ago (answers of one month, a long acquaintance).
 */
export function trustOf(facts: TrustFacts, now: number, settings: Settings): TrustResult {
  const evidence = evidenceOf(facts, dateOf(now), settings);
  const met = (stage: Evidence['stage']) =>
    evidence.filter((row) => row.stage === stage && row.isMet).length >= settings['trust.signs'];
  const reached = met('committed') ? 2 : met('approved') ? 1 : 0;
  const downgrade = downgradeOf(facts, now, settings);
  const level = Math.max(0, reached - (downgrade ? 1 : 0));
  const bySigns = trustStages[level]!;
  if (facts.manual) {
    return { stage: facts.manual, bySigns, evidence, downgrade: null, isManual: true };
  }
  return { stage: bySigns, bySigns, evidence, downgrade, isManual: false };
}

/** Changes of the stage, the newest first. */
type StageChange = Pick<CardChange, 'createdBy' | 'toValue' | 'reason'>;

/**
 * A person's last decision: it holds until a person changes it. None where it was made without a reason, that is, for what
 * the signs say, and where the card says another stage since. What the rule wrote (nobody's) is none.
 */
export function manualOf<T extends StageChange>(changes: readonly T[], stage: TrustStage): T | null {
  const last = changes.find(({ createdBy }) => createdBy !== null);
  return last && last.toValue === stage && last.reason.trim() !== '' ? last : null;
}

function evidenceOf(facts: TrustFacts, on: string, settings: Settings): Evidence[] {
  const approved = (sign: TrustSign, isMet: boolean): Evidence => ({ sign, stage: 'approved', isMet });
  const committed = (sign: TrustSign, isMet: boolean): Evidence => ({ sign, stage: 'committed', isMet });
  return [
    approved('replies', hasRepliedOften(facts, settings)),
    approved('asked', facts.hasAsked),
    approved('acceptedUseful', facts.hasAcceptedUseful),
    approved('keptAppointment', facts.hasKeptAppointment),
    approved('firstOrder', facts.orders >= 1),
    committed('repeatOrders', facts.orders >= settings['trust.orders']),
    committed('highNps', (facts.npsScore ?? -1) >= settings['trust.nps']),
    committed('paidReferral', facts.hasPaidReferral),
    committed('longTalks', hasTalkedAllAlong(facts, on, settings)),
  ];
}

/** So many answers within 30 days, at any time. */
function hasRepliedOften({ repliedAts }: TrustFacts, settings: Settings): boolean {
  const needed = settings['trust.replies'];
  return repliedAts.some((at, i) => {
    const first = repliedAts[i - needed + 1];
    return first !== undefined && msOf(at) - msOf(first) <= settings['trust.replyDays'] * dayMs;
  });
}

/** At any time 180 days, from being added or a talk on, in which never more than 60 passed without a two-way talk. */
function hasTalkedAllAlong({ addedOn, talkedAts }: TrustFacts, on: string, settings: Settings): boolean {
  const days = [addedOn, ...talkedAts.map((at) => dateOf(at))].filter((day) => day <= on).sort();
  let [first = on, last = on] = [days[0], days[0]];
  for (const day of [...days, on]) {
    if (daysBetween(last, day) > settings['trust.talkDays']) first = day;
    else if (daysBetween(first, day) >= settings['trust.knownDays']) return true;
    last = day;
  }
  return false;
}

function downgradeOf(facts: TrustFacts, now: number, settings: Settings): Downgrade | null {
  const daysSince = (at: string) => (now - msOf(at)) / dayMs;
  const { complaintOpenSince, lastInteractionAt } = facts;
  if (complaintOpenSince && daysSince(complaintOpenSince) >= settings['trust.complaintDays'])
    return 'COMPLAINT_OPEN';
  const quiet = lastInteractionAt ? daysSince(lastInteractionAt) : daysBetween(facts.addedOn, dateOf(now));
  return quiet >= settings['trust.silenceDays'] ? 'SILENCE' : null;
}
