/** The trust stage of a customer from evidence (rules.md R16): 认识, 认可, 认定. */
import { dateOf, daysBetween, dayMs } from '../calendar.ts';
import { trustStages, type TrustStage } from '../entity/book.ts';
import type { Settings } from '../setting.ts';

export interface TrustFacts {
  addedOn: string;
  /** Answers in the last 30 days. */
  repliesInMonth: number;
  hasAsked: boolean;
  hasAcceptedUseful: boolean;
  hasKeptAppointment: boolean;
  orders: number;
  npsScore: number | null;
  hasPaidReferral: boolean;
  /** Dates of two-way talks, the oldest first. */
  talksOn: readonly string[];
  lastInteractionAt: string | null;
  /** When the oldest complaint that is still open came in. */
  complaintOpenSince: string | null;
  /** A person's decision, with its reason; {@link manualStage}. */
  manual: { stage: TrustStage; reason: string } | null;
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

/** Two signs of a stage make it; one step down after a complaint open for 7 days or 120 days of silence. */
export function trustOf(facts: TrustFacts, now: number, settings: Settings): TrustResult {
  const evidence = evidenceOf(facts, dateOf(now), settings);
  const met = (stage: Evidence['stage']) =>
    evidence.filter((row) => row.stage === stage && row.isMet).length >= settings['trust.signs'];
  const reached = met('committed') ? 2 : met('approved') ? 1 : 0;
  const downgrade = downgradeOf(facts, now, settings);
  const level = Math.max(0, reached - (downgrade ? 1 : 0));
  const bySigns = trustStages[level]!;
  if (facts.manual) {
    return { stage: facts.manual.stage, bySigns, evidence, downgrade: null, isManual: true };
  }
  return { stage: bySigns, bySigns, evidence, downgrade, isManual: false };
}

/** Undefined without a reason: a change by hand needs one. */
export function manualStage(stage: TrustStage, reason: string): TrustFacts['manual'] | undefined {
  const given = reason.trim();
  return given === '' ? undefined : { stage, reason: given };
}

function evidenceOf(facts: TrustFacts, on: string, settings: Settings): Evidence[] {
  const approved = (sign: TrustSign, isMet: boolean): Evidence => ({ sign, stage: 'approved', isMet });
  const committed = (sign: TrustSign, isMet: boolean): Evidence => ({ sign, stage: 'committed', isMet });
  return [
    approved('replies', facts.repliesInMonth >= settings['trust.replies']),
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

/** Known for 180 days, and in these never longer than 60 days without a two-way talk. */
function hasTalkedAllAlong({ addedOn, talksOn }: TrustFacts, on: string, settings: Settings): boolean {
  const days = settings['trust.knownDays'];
  if (daysBetween(addedOn, on) < days) return false;
  const ages = [
    days,
    ...talksOn.map((day) => daysBetween(day, on)).filter((age) => age >= 0 && age < days),
    0,
  ];
  ages.sort((a, b) => b - a);
  return ages.every((age, i) => i === 0 || ages[i - 1]! - age <= settings['trust.talkDays']);
}

function downgradeOf(facts: TrustFacts, now: number, settings: Settings): Downgrade | null {
  const daysSince = (at: string) => (now - Date.parse(at)) / dayMs;
  const { complaintOpenSince, lastInteractionAt } = facts;
  if (complaintOpenSince && daysSince(complaintOpenSince) >= settings['trust.complaintDays'])
    return 'COMPLAINT_OPEN';
  const quiet = lastInteractionAt ? daysSince(lastInteractionAt) : daysBetween(facts.addedOn, dateOf(now));
  return quiet >= settings['trust.silenceDays'] ? 'SILENCE' : null;
}
