import { blockState } from '../../block-rate.ts';
import type { Settings } from '../../setting.ts';
import { plainDay, type DayContext } from '../day-context.ts';
import { daysOffFacts } from './days-off.ts';
import type { PlanRows } from './plan-rows.ts';
import type { PlanWindows } from './plan-windows.ts';
import { surpriseFenInMonth } from './surprise.ts';

/** Days off and meetings, the block rate, what was done today beside the list, and how much the account has liked and commented in the last hour. */
export function dayFacts(
  rows: PlanRows,
  day: { planOn: string; windows: PlanWindows; now: number; settings: Settings },
): DayContext {
  const { touches, surprises, npsScores, asksDone, blockWeeks, promoLiftedAt } = rows;
  const { planOn, windows, now, settings } = day;
  const used = { ...plainDay.used };
  let socialInHour = 0;
  for (const { at, kind, touchClass, planItemId } of touches) {
    if (at < windows.today) continue;
    if ((kind === 'like' || kind === 'comment') && at > windows.hourAfter) socialInHour += 1;
    if (planItemId !== null) continue;
    if (touchClass === 'promo') used.promos += 1;
    if (kind === 'comment') used.comments += 1;
    else if (kind !== 'like' && touchClass !== 'service') used.chats += 1;
  }
  const ofList = new Set(
    asksDone.map(({ kind, customerId, subject }) => `${kind} ${kind === 'NPS' ? customerId : subject}`),
  );
  for (const { id, status, givenAt } of surprises)
    if (status === 'given' && givenAt !== null && givenAt >= windows.today && !ofList.has(`SURPRISE ${id}`))
      used.surprises += 1;
  for (const { customerId, givenOn } of npsScores)
    if (givenOn === planOn && !ofList.has(`NPS ${customerId}`)) used.npsAsks += 1;
  const { level } = blockState(blockWeeks, { now, liftedAt: promoLiftedAt }, settings);
  const surpriseFen = surpriseFenInMonth(surprises, windows);
  return {
    ...plainDay,
    ...daysOffFacts(rows, planOn, settings),
    blockRate: level,
    socialInHour,
    used,
    surpriseFenInMonth: surpriseFen,
  };
}
