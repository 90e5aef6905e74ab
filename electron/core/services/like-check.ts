/** Whether one more like is allowed now (rules.md R4), by what this device knows. */
import { dayMs } from '#shared/domain/calendar.ts';
import { likeCode } from '#shared/domain/patrol/like-guard.ts';
import type { Settings } from '#shared/domain/setting.ts';
import type { CoreContext } from '../core-context.ts';
import { listSocialTimes } from '../db/repository/comment.ts';
import { countLikes } from '../db/repository/patrol.ts';

export function likeStarts(now: number, settings: Settings): { week: string; atOnce: string } {
  return {
    week: new Date(now - settings['guard.weekDays'] * dayMs).toISOString(),
    atOnce: new Date(now - settings['guard.atOnceMinutes'] * 60_000).toISOString(),
  };
}

export function socialInHour({
  db,
  identity,
  clock,
}: Pick<CoreContext, 'db' | 'identity' | 'clock'>): number {
  return listSocialTimes(db, identity.personId, new Date(clock.now() - 3_600_000).toISOString()).length;
}

/** `more`: likes of the same click before this one, of anybody and of this customer. */
export function likeRefusal(
  context: Pick<CoreContext, 'db' | 'identity' | 'clock'>,
  customerId: string,
  settings: Settings,
  more = { all: 0, own: 0 },
): ReturnType<typeof likeCode> {
  const { inWeek, atOnce } = countLikes(context.db, customerId, likeStarts(context.clock.now(), settings));
  return likeCode(
    {
      inWeek: inWeek + more.own,
      atOnce: atOnce + more.own,
      socialInHour: socialInHour(context) + more.all,
    },
    settings,
  );
}
