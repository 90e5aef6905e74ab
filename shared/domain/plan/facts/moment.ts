import type { Steps } from '../../../lib/steps.ts';
import { isSadEvent } from '../../comment/sad-event.ts';
import type { Settings } from '../../setting.ts';
import type { OpenMoment } from '../input.ts';
import type { PlanRows } from './plan-rows.ts';

/** Posts between two pauses: what each of them is about takes longest. */
const perStep = 500;

/** Posts per customer with what was done about them. */
export function* momentFacts(
  { moments, touches }: Pick<PlanRows, 'moments' | 'touches'>,
  settings: Settings,
): Steps<Map<string, OpenMoment[]>> {
  const reactions = reactionsOf(touches);
  const facts = new Map<string, OpenMoment[]>();
  let seen = 0;
  for (const { customerId, id, postedAt, kind, body } of moments) {
    if (++seen % perStep === 0) yield;
    const done = reactions.get(id);
    const moment = {
      id,
      postedAt,
      isSad: isSadEvent({ kind, body }, settings),
      isLiked: done?.has('like') ?? false,
      isCommented: done?.has('comment') ?? false,
      isTalkedOf: done !== undefined && talks.some((talk) => done.has(talk)),
    };
    const own = facts.get(customerId);
    if (own) own.push(moment);
    else facts.set(customerId, [moment]);
  }
  return facts;
}

const talks = ['chat', 'call', 'visit'] as const;

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
