/** Likes and comments: how many, how fast, and on how old a post (rules.md R4). */
import type { Candidate, CustomerDay } from '../candidate/candidate.ts';
import { isTooOld } from '../candidate/moment.ts';
import type { HiddenCode } from '../hidden.ts';

export function postCode(candidate: Candidate, input: CustomerDay['input']): HiddenCode | null {
  const { kind, moment, medium, customer } = candidate;
  const { settings } = input;
  if (moment) {
    if (isTooOld(moment, input)) return 'POST_TOO_OLD';
    if (moment.isSad && medium === 'like') return 'SAD_POST';
  }
  const { commentsInWeek, likesInWeek, likesAtOnce } = customer.counts;
  const mayComment = commentsInWeek < settings['guard.commentsPerWeek'];
  const mayLike = likesInWeek < settings['guard.likesPerWeek'];
  if (medium === 'comment' && !mayComment) return 'COMMENT_CAP';
  if (medium === 'like' && !mayLike) return 'LIKE_CAP';
  // A look is for nothing while neither may follow it.
  if (kind === 'PATROL' && !mayComment && !mayLike) return 'COMMENT_CAP';
  if (medium === 'like' && likesAtOnce >= settings['guard.likesAtOnce']) return 'LIKE_PACE';
  return null;
}
