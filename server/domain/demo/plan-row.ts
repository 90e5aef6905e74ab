/** The rows of a past day's plan. */
import type { BuiltPlan } from '#shared/domain/plan/build.ts';
import { planIdOf, planItemIdOf } from '#shared/domain/plan/plan-id.ts';
import { talkBank } from './bank.ts';
import { instantAt } from './work-calendar.ts';
import type { DayMaking, SettledItem, WorkDay } from './work-day.ts';

interface PlayedDay {
  built: BuiltPlan;
  settled: readonly SettledItem[];
  startedAt: string;
}

export function addPlanRows(making: DayMaking, day: WorkDay, { built, settled, startedAt }: PlayedDay): void {
  const { random, character, repId, userSink } = making;
  const planId = planIdOf(repId, day.on);
  const builtAt = instantAt(day.on, 6 * 60);
  const common = { createdAt: builtAt, createdBy: repId };
  const isClosed = random.chance(character.reflectionShare);
  userSink.add('plan', {
    ...common,
    id: planId,
    planOn: day.on,
    builtAt,
    startedAt,
    closedAt: isClosed ? instantAt(day.on, 17 * 60 + 52, random.int(0, 450)) : null,
    reflection: isClosed ? random.pick(reflectionsOf(character.account)) : '',
    availableMinutes: built.availableMinutes,
    listHash: built.listHash,
  });
  const byItem = new Map(settled.map((entry) => [entry.item, entry]));
  for (const [ordinal, item] of built.items.entries()) {
    const entry = byItem.get(item)!;
    const { customerId, bookId, kind, subject, score, deciMinutes, reasons, dueAt, lateAfterAt } = item;
    userSink.add('plan_item', {
      ...common,
      id: planItemIdOf(planId, kind, customerId, subject),
      planId,
      planOn: day.on,
      bookId,
      customerId,
      kind,
      subject,
      score,
      ordinal,
      deciMinutes,
      reasons,
      dueAt,
      lateAfterAt,
      status: entry.outcome.status,
      statusAt: entry.outcome.status === 'open' ? null : entry.at,
      skipReason: entry.outcome.skipReason,
    });
  }
}

function reflectionsOf(account: string): readonly string[] {
  if (account === 'xu') return talkBank.busyReflections;
  return account === 'han' ? talkBank.newcomerReflections : talkBank.reflections;
}
