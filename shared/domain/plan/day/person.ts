/** What today's list already holds for one customer: one card, one conversation, one answer per post (R4, R7.7). */
import type { Settings } from '../../setting.ts';
import type { HiddenCode } from '../hidden.ts';
import { isAsked, isObligation } from '../kind.ts';
import type { Candidate } from '../candidate/candidate.ts';

/** What the rules of this file look at; settled items of the day have no more than this either. */
export interface Entry extends Pick<Candidate, 'kind' | 'subject' | 'medium'> {
  /** The post it answers. */
  momentId: string | null;
}

export function entryOf(candidate: Candidate): Entry {
  const { kind, subject, medium, moment } = candidate;
  return { kind, subject, medium, momentId: moment?.id ?? null };
}

/** Why one more entry does not go on the customer's card. Obligations always do. */
export function cardCode(
  entry: Entry,
  present: readonly Entry[],
  { counts, outside }: Pick<Candidate['customer'], 'counts' | 'outside'>,
  settings: Settings,
): HiddenCode | null {
  if (entry.kind === 'PATROL') return null;
  if (present.filter(({ kind }) => kind !== 'PATROL').length >= settings['day.cardActions'])
    return 'CARD_FULL';
  const planned = (medium: Entry['medium']) => present.filter((other) => other.medium === medium).length;
  if (entry.medium === 'like') {
    const isCommented = present.some((o) => o.medium === 'comment' && o.momentId === entry.momentId);
    if (isCommented && entry.momentId !== null) return 'COMMENTED_INSTEAD';
    return counts.likesInWeek + outside.likesInWeek + planned('like') >= settings['guard.likesPerWeek']
      ? 'LIKE_CAP'
      : null;
  }
  if (entry.medium === 'none') return null;
  if (
    entry.medium === 'comment' &&
    counts.commentsInWeek + outside.commentsInWeek + planned('comment') >= settings['guard.commentsPerWeek']
  )
    return 'COMMENT_CAP';
  return present.some((other) => isOtherTalk(other, entry)) ? 'ONE_PER_DAY' : null;
}

/** A conversation of our own making about something else: comment and chat about one event are one. */
function isOtherTalk(present: Entry, entry: Entry): boolean {
  if (isAsked(present.kind) || present.medium === 'like' || present.medium === 'none') return false;
  return isObligation(present.kind) || entry.momentId === null || present.momentId !== entry.momentId;
}
