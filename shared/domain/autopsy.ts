/** The autopsy of a block, a deletion, a complaint or a 别发了: what was done to the customer before (rules.md R4). */
import { dayMs } from './calendar.ts';
import type { Tier, Touch } from './entity/book.ts';
import type { signalKinds } from './entity/care.ts';
import type { Settings } from './setting.ts';

type SignalKind = (typeof signalKinds)[number];
export type AutopsyTouch = Pick<Touch, 'kind' | 'touchClass' | 'happenedAt' | 'replied' | 'quality'>;

export const autopsyFindings = [
  'PROMO_OFTEN',
  'PROMO_EARLY',
  'UNANSWERED',
  'TOO_OFTEN',
  'HOLLOW',
  'SILENCE',
] as const;
export interface AutopsyFinding {
  code: (typeof autopsyFindings)[number];
  /** What was counted, and the limit of the rules it is held against. */
  count: number;
  limit: number;
}

/**
 * What broke a rule in the days before `at`, the gravest first; empty where nothing did. `touches`: those of the days
 * `autopsy.days` before, in any order. A comment below `autopsy.hollowBelow` is hollow (rules.md R9).
 */
export function autopsyOf(
  { at, tier, touches }: { at: string; tier: Tier; touches: readonly AutopsyTouch[] },
  settings: Settings,
): AutopsyFinding[] {
  const inOrder = touches.toSorted((a, b) => a.happenedAt.localeCompare(b.happenedAt));
  const real = inOrder.filter(({ kind }) => kind !== 'like');
  const promos = real.filter(({ touchClass }) => touchClass === 'promo');
  const findings: AutopsyFinding[] = [];
  const add = (code: AutopsyFinding['code'], count: number, limit: number) => {
    if (count > limit) findings.push({ code, count, limit });
  };
  add('PROMO_OFTEN', mostWithin(promos, settings['guard.weekDays'] * dayMs), settings['promo.perWeek']);
  const firstPromo = promos[0];
  if (firstPromo) {
    const care = real.filter(
      ({ touchClass, happenedAt }) => touchClass === 'care' && happenedAt < firstPromo.happenedAt,
    ).length;
    const missing = settings['promo.careBefore'] - care;
    if (missing > 0) findings.push({ code: 'PROMO_EARLY', count: care, limit: settings['promo.careBefore'] });
  }
  const answered = real.findLastIndex(({ replied }) => replied === true);
  const silent = real.slice(answered + 1).filter(({ replied }) => replied === false).length;
  const slowAfter = settings['silence.slowAfter'];
  if (silent >= slowAfter) findings.push({ code: 'UNANSWERED', count: silent, limit: slowAfter });
  const talks = real.filter(({ touchClass, kind }) => touchClass !== 'service' && kind !== 'comment');
  add('TOO_OFTEN', mostWithin(talks, settings['guard.weekDays'] * dayMs), settings[`guard.perWeek.${tier}`]);
  const hollow = real.filter(({ quality }) => quality !== null && quality < settings['autopsy.hollowBelow']);
  add('HOLLOW', hollow.length, 0);
  const before = Date.parse(at) - settings['autopsy.days'] * dayMs;
  if (!real.some(({ happenedAt }) => Date.parse(happenedAt) >= before))
    findings.push({ code: 'SILENCE', count: 0, limit: settings['autopsy.days'] });
  return findings;
}

export interface ReportTouch extends AutopsyTouch {
  id: string;
  body: string;
  authorName: string | null;
}

/** The findings with the touches they come from; these are those of the days before `at`, newest first. */
export function autopsyReport(
  { kind, at, tier, touches }: { kind: SignalKind; at: string; tier: Tier; touches: readonly ReportTouch[] },
  settings: Settings,
) {
  const count = (isCounted: (touch: ReportTouch) => boolean) => touches.filter(isCounted).length;
  return {
    kind,
    at,
    days: settings['autopsy.days'],
    counts: {
      touches: touches.length,
      care: count(({ touchClass }) => touchClass === 'care'),
      service: count(({ touchClass }) => touchClass === 'service'),
      promo: count(({ touchClass }) => touchClass === 'promo'),
      unanswered: count(({ replied }) => replied === false),
    },
    findings: autopsyOf({ at, tier, touches }, settings),
    touches: touches.map(({ id, happenedAt, kind, touchClass, body, replied, quality, authorName }) => ({
      id,
      at: happenedAt,
      kind,
      touchClass,
      body,
      replied,
      quality,
      authorName,
    })),
  };
}

/** The first instant whose touches the autopsy looks at. */
export function autopsyFrom(at: string, settings: Settings): string {
  return new Date(Date.parse(at) - settings['autopsy.days'] * dayMs).toISOString();
}

/** The most of them that lie within any stretch of so many milliseconds. */
function mostWithin(touches: readonly AutopsyTouch[], ms: number): number {
  let most = 0;
  let first = 0;
  for (const [index, { happenedAt }] of touches.entries()) {
    while (Date.parse(happenedAt) - Date.parse(touches[first]!.happenedAt) >= ms) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}
