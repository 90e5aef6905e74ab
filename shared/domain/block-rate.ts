/** The block rate (rules.md R4): how many leave us for every 1,000 proactive touches of the last 7 days. */
import { dayMs } from './calendar.ts';
import type { signalKinds } from './entity/care.ts';
import type { BlockRate } from './plan/day-context.ts';
import type { Settings } from './setting.ts';

/** What counts as a block. A customer who says 别发了 and then blocks us is one. */
export const blockKinds = [
  'blocked_us',
  'deleted_us',
  'stop',
] as const satisfies readonly (typeof signalKinds)[number][];

/** What freezes offers to the whole household (rules.md R4). */
export const freezeKinds = [
  ...blockKinds,
  'complaint',
] as const satisfies readonly (typeof signalKinds)[number][];

/** When a lead signed off the halved promo caps of a person: a row of `setting` for that person, with an instant. */
export const promoLiftKey = 'block.promoLiftedAt';

/** The days up to `at`, counted for one person: customers who left, and proactive touches (likes are none). */
export interface BlockWeek {
  at: string;
  customers: number;
  touches: number;
}

export interface BlockState {
  /** `red` also while the caps are still halved. */
  level: BlockRate;
  customers: number;
  touches: number;
  /** Null below the least number of touches that says anything. */
  perThousand: number | null;
  /** Promo caps are halved: since when, until when at least, and whether a lead has to sign before they come back. */
  halved: { since: string; until: string; needsSignOff: boolean } | null;
}

/** The windows to count: up to each block that may still matter, and up to now, which stands last. `from` is excluded. */
export function blockWindows(
  blockAts: readonly string[],
  { now, liftedAt }: { now: number; liftedAt: string | null },
  settings: Settings,
): { from: string; at: string }[] {
  const ms = settings['guard.weekDays'] * dayMs;
  const still = new Date(now - settings['block.halvedDays'] * dayMs).toISOString();
  const at = new Date(now).toISOString();
  const ends = blockAts.filter((end) => end <= at && (end > still || liftedAt === null || end > liftedAt));
  return [...new Set([...ends].sort()), at].map((end) => ({
    from: new Date(Date.parse(end) - ms).toISOString(),
    at: end,
  }));
}

/** From when on blocks are looked at. */
export function blocksAfter(now: number, settings: Settings): string {
  return new Date(now - settings['block.memoryDays'] * dayMs).toISOString();
}

/**
 * Red halves the promo caps for `block.halvedDays` at least, and they stay halved until the lead signs. A block after
 * the signature that is red again needs a new one.
 * @param weeks of {@link blockWindows}
 */
export function blockState(
  weeks: readonly BlockWeek[],
  { now, liftedAt }: { now: number; liftedAt: string | null },
  settings: Settings,
): BlockState {
  const current = weeks.at(-1) ?? { at: new Date(now).toISOString(), customers: 0, touches: 0 };
  const { customers, touches } = current;
  const level = blockLevel(current, settings);
  const end = ({ at }: BlockWeek) => Date.parse(at) + settings['block.halvedDays'] * dayMs;
  const isUnsigned = ({ at }: BlockWeek) => liftedAt === null || liftedAt < at;
  const holding = weeks
    .slice(0, -1)
    .filter((week) => blockLevel(week, settings) === 'red' && (end(week) > now || isUnsigned(week)));
  const last = holding.at(-1);
  return {
    level: last ? 'red' : level,
    customers,
    touches,
    perThousand: touches < settings['block.leastTouches'] ? null : (customers * 1_000) / touches,
    halved: last
      ? {
          since: holding[0]!.at,
          until: new Date(end(last)).toISOString(),
          needsSignOff: holding.some(isUnsigned),
        }
      : null,
  };
}

/** Of so many customers who left after so many touches. */
export function blockLevel(
  { customers, touches }: { customers: number; touches: number },
  settings: Settings,
): BlockRate {
  if (touches < settings['block.leastTouches']) return 'ok';
  const perThousand = (customers * 1_000) / touches;
  if (perThousand >= settings['block.red']) return 'red';
  return perThousand >= settings['block.amber'] ? 'amber' : 'ok';
}
