import { inParts, type Steps } from '../../../lib/steps.ts';
import { isSadEvent } from '../../comment/sad-event.ts';
import type { Settings } from '../../setting.ts';
import type { OpenMoment } from '../input.ts';
import type { MomentRow, PlanRows } from './plan-rows.ts';

/** Posts between two pauses: what each of them is about takes longest. */
const perStep = 500;

/** Posts per customer with what was done about them. */
export function* momentFacts(
  { moments, touches }: Pick<PlanRows, 'moments' | 'touches'>,
  settings: Settings,
): Steps<Map<string, OpenMoment[]>> {
  const reactions = reactionsOf(touches);
  const facts = new Map<string, OpenMoment[]>();
  yield* inParts(moments, perStep, (row) => {
    const moment = openMoment(row, reactions.get(row.id), settings);
    const own = facts.get(row.customerId);
    if (own) own.push(moment);
    else facts.set(row.customerId, [moment]);
  });
  return facts;
}

function openMoment(
  { id, postedAt, kind, body }: MomentRow,
  done: ReadonlySet<string> | undefined,
  settings: Settings,
): OpenMoment {
  return {
    id,
    postedAt,
    isSad: isSadEvent({ kind, body }, settings),
    isLiked: done?.has('like') ?? false,
    isCommented: done?.has('comment') ?? false,
    isTalkedOf: done !== undefined && talks.some((talk) => done.has(talk)),
  };
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
