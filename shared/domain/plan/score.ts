/** The score of a candidate (rules.md R6): an integer, higher comes first. */
import type { Settings } from '../setting.ts';
import type { Candidate } from './candidate.ts';
import { isObligation } from './kind.ts';

export function scoreOf(candidate: Candidate, now: number, settings: Settings): number {
  const { customer, kind, tier } = candidate;
  return Math.round(
    settings[`base.${kind}`] +
      settings[`score.tier.${tier}`] +
      urgency(candidate, now, settings) +
      intent(candidate.intent, settings) +
      (candidate.touchClass === 'promo' ? 0 : settings[`score.trust.${customer.trustStage}`]) +
      (tier === 'N' ? settings[`source.${customer.source}`] / 2 : 0) -
      fatigue(candidate, settings),
  );
}

/** An obligation whose time limit has passed; these come before all others (R7.1). */
export function isSlaPassed(candidate: Pick<Candidate, 'kind' | 'lateAfterAt'>, now: number): boolean {
  return isObligation(candidate.kind) && now > Date.parse(candidate.lateAfterAt);
}

function urgency(candidate: Candidate, now: number, settings: Settings): number {
  const overdue = Math.min(
    settings['score.overdueMax'],
    settings['score.overduePerDay'] * candidate.overdueDays,
  );
  const untilDue = candidate.dueAt ? Date.parse(candidate.dueAt) - now : -1;
  const isSoon = untilDue >= 0 && untilDue <= settings['score.dueSoonHours'] * 3_600_000;
  return (
    overdue +
    (isSoon ? settings['score.dueSoon'] : 0) +
    (isSlaPassed(candidate, now) ? settings['score.slaPassed'] : 0)
  );
}

function intent(level: number, settings: Settings): number {
  if (level <= 0) return 0;
  return settings[level === 1 ? 'score.intent.1' : level === 2 ? 'score.intent.2' : 'score.intent.3'];
}

function fatigue({ customer, kind }: Candidate, settings: Settings): number {
  return (
    settings['score.fatiguePerTouch'] * customer.recentTouches +
    (customer.unanswered >= 2 ? settings['score.fatigueUnanswered'] : 0) +
    (customer.lastItemKind === kind ? settings['score.fatigueSameType'] : 0)
  );
}
