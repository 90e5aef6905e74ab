/** What the customer's posts ask for: a like, a comment, a talk about it (R5). Too old a post is dropped by the guard. */
import { dateOf, instantAt, msOf } from '../../calendar.ts';
import type { PlanItemKind } from '../../entity/user.ts';
import type { OpenMoment } from '../input.ts';
import { closedKey } from '../subject.ts';
import { candidateOf, type Candidate, type CustomerDay } from './candidate.ts';

const none: readonly never[] = [];

/** A talk follows a comment; where a post is sad it takes the place of the like. */
export function momentCandidates(day: CustomerDay): readonly Candidate[] {
  const { closed, moments } = day.customer;
  if (moments.length === 0) return none;
  const candidates: Candidate[] = [];
  for (const moment of moments) {
    const kinds: PlanItemKind[] = [];
    if (!moment.isCommented) kinds.push('MOMENT_COMMENT');
    if (!moment.isTalkedOf && (moment.isSad || (moment.isCommented && !isTooOld(moment, day.input))))
      kinds.push('TO_CHAT');
    if (!moment.isLiked && !moment.isCommented) kinds.push('LIKE');
    if (kinds.length === 0) continue;
    const time = { dueOn: dueOnOf(moment, day) };
    const answer = own(moment, day);
    for (const kind of kinds) {
      if (closed.size > 0 && closed.has(closedKey(kind, moment.id))) continue;
      candidates.push(candidateOf(day, kind, time, answer));
    }
  }
  return candidates;
}

/** Never overdue: a post loses points by its age instead. */
function dueOnOf({ postedAt }: OpenMoment, { input }: CustomerDay): string {
  const postedOn = dateOf(postedAt);
  return postedOn > input.planOn ? postedOn : input.planOn;
}

function own(
  moment: OpenMoment,
  { input }: CustomerDay,
): { subject: string; moment: OpenMoment; lateAfterAt: string } {
  const endMs = msOf(moment.postedAt) + openHours(moment, input.settings) * 3_600_000;
  return { subject: moment.id, moment, lateAfterAt: instantAt(endMs) };
}

export function isTooOld(
  moment: OpenMoment,
  { now, settings }: Pick<CustomerDay['input'], 'now' | 'settings'>,
): boolean {
  return now - msOf(moment.postedAt) > openHours(moment, settings) * 3_600_000;
}

/** Hours in which a post may be answered (R4). */
function openHours(moment: OpenMoment, settings: CustomerDay['input']['settings']): number {
  return moment.isSad ? settings['post.sadDays'] * 24 : settings['post.openHours'];
}
