/** The score of a candidate (rules.md R6): an integer, higher comes first. */
import { msOf } from '../calendar.ts';
import type { Settings } from '../setting.ts';
import type { Candidate } from './candidate/candidate.ts';
import { groupKey } from './group-key.ts';
import { isObligation } from './kind.ts';

const baseKey = groupKey('base.');
const tierKey = groupKey('score.tier.');
const sourceKey = groupKey('source.');
const hoursKey = groupKey('score.freshHours.');
const freshKey = groupKey('score.fresh.');
const trustKey = groupKey('score.trust.');
const sellTrustKey = groupKey('score.sellTrust.');

const hourMs = 3_600_000;

export function scoreOf(candidate: Candidate, now: number, settings: Settings): number {
  const { customer, kind, tier } = candidate;
  return Math.round(
    settings[baseKey(kind)] +
      settings[tierKey(tier)] +
      urgency(candidate, now, settings) +
      freshness(candidate, now, settings) +
      intent(candidate.intent, settings) +
      trust(candidate, settings) +
      (tier === 'N' ? settings[sourceKey(customer.source)] * settings['score.sourceShare'] : 0) -
      fatigue(candidate, settings),
  );
}

/** An obligation whose time limit has passed; these come before all others (R7.1). */
export function isSlaPassed(candidate: Pick<Candidate, 'kind' | 'lateAfterAt'>, now: number): boolean {
  return isObligation(candidate.kind) && now > msOf(candidate.lateAfterAt);
}

function urgency(candidate: Candidate, now: number, settings: Settings): number {
  const overdue = Math.min(
    settings['score.overdueMax'],
    settings['score.overduePerDay'] * candidate.overdueDays,
  );
  const untilDue = candidate.dueAt ? msOf(candidate.dueAt) - now : -1;
  const isSoon = untilDue >= 0 && untilDue <= settings['score.dueSoonHours'] * hourMs;
  return (
    overdue +
    (isSoon ? settings['score.dueSoon'] : 0) +
    (isSlaPassed(candidate, now) ? settings['score.slaPassed'] : 0)
  );
}

const ages = ['now', 'early', 'day', 'two'] as const;

/** Of a post only; what is too old to be answered never comes here. */
function freshness({ moment }: Candidate, now: number, settings: Settings): number {
  if (!moment) return 0;
  const hours = (now - msOf(moment.postedAt)) / hourMs;
  const age = ages.find((name) => hours <= settings[hoursKey(name)]);
  return settings[freshKey(age ?? 'old')];
}

function intent(level: number, settings: Settings): number {
  if (level <= 0) return 0;
  return settings[level === 1 ? 'score.intent.1' : level === 2 ? 'score.intent.2' : 'score.intent.3'];
}

/** Care and service suit those who trust least; what is meant to sell, a repurchase check-in too, those who trust most. */
function trust({ kind, touchClass, customer: { trustStage } }: Candidate, settings: Settings): number {
  if (touchClass === 'admin') return 0;
  const isSelling = touchClass === 'promo' || kind === 'REPURCHASE';
  return settings[isSelling ? sellTrustKey(trustStage) : trustKey(trustStage)];
}

function fatigue({ customer, kind }: Candidate, settings: Settings): number {
  return (
    settings['score.fatiguePerTouch'] * customer.recentTouches +
    (customer.unanswered >= settings['score.fatigueUnansweredFrom']
      ? settings['score.fatigueUnanswered']
      : 0) +
    (customer.lastItemKind === kind ? settings['score.fatigueSameType'] : 0)
  );
}
