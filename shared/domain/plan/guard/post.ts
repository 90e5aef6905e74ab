/** Likes and comments: how many, how fast, and on how old a post (rules.md R4). */
import type { Candidate, CustomerDay } from '../candidate/candidate.ts';
import { openHours } from '../candidate/moment.ts';
import type { HiddenCode } from '../hidden.ts';

export function postCode(candidate: Candidate, { now, settings }: CustomerDay['input']): HiddenCode | null {
  const { moment, medium, customer } = candidate;
  if (moment) {
    if (now - Date.parse(moment.postedAt) > openHours(moment, settings) * 3_600_000) return 'POST_TOO_OLD';
    if (moment.isSad && medium === 'like') return 'SAD_POST';
  }
  const { commentsInWeek, likesInWeek, likesAtOnce } = customer.counts;
  if (medium === 'comment' && commentsInWeek >= settings['guard.commentsPerWeek']) return 'COMMENT_CAP';
  if (medium === 'like' && likesInWeek >= settings['guard.likesPerWeek']) return 'LIKE_CAP';
  if (medium === 'like' && likesAtOnce >= settings['guard.likesAtOnce']) return 'LIKE_PACE';
  return null;
}
