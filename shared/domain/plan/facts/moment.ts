import { isSadEvent } from '../../comment/sad-event.ts';
import type { Settings } from '../../setting.ts';
import type { OpenMoment } from '../input.ts';
import { grouped } from './grouped.ts';
import type { PlanRows } from './plan-rows.ts';

/** Posts per customer with what was done about them. */
export function momentFacts(
  { moments, touches }: Pick<PlanRows, 'moments' | 'touches'>,
  settings: Settings,
): Map<string, OpenMoment[]> {
  const reactions = reactionsOf(touches);
  return grouped(moments, ({ id, postedAt, kind, body }): OpenMoment => {
    const done = reactions.get(id);
    return {
      id,
      postedAt,
      isSad: isSadEvent({ kind, body }, settings),
      isLiked: done?.has('like') ?? false,
      isCommented: done?.has('comment') ?? false,
      isTalkedOf: done !== undefined && ['chat', 'call', 'visit'].some((kind) => done.has(kind)),
    };
  });
}

/** Kinds of touches per post. */
function reactionsOf(touches: PlanRows['touches']): Map<string, Set<string>> {
  const reactions = new Map<string, Set<string>>();
  for (const { momentId, kind } of touches) {
    if (momentId === null) continue;
    const kinds = reactions.get(momentId);
    if (kinds) kinds.add(kind);
    else reactions.set(momentId, new Set([kind]));
  }
  return reactions;
}
