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
  const commentCode = capCode(
    {
      own: commentsInWeek,
      outside: customer.outside.commentsInWeek,
      most: settings['guard.commentsPerWeek'],
    },
    'COMMENT_CAP',
  );
  const likeCode = capCode(
    { own: likesInWeek, outside: customer.outside.likesInWeek, most: settings['guard.likesPerWeek'] },
    'LIKE_CAP',
  );
  if (medium === 'comment' && commentCode) return commentCode;
  if (medium === 'like' && likeCode) return likeCode;
  // A look is for nothing while neither may follow it.
  if (kind === 'PATROL' && commentCode && likeCode) return commentCode;
  const atOnce = likesAtOnce + customer.outside.likesAtOnce;
  if (medium === 'like' && atOnce >= settings['guard.likesAtOnce']) return 'LIKE_PACE';
  return null;
}

/** Where the own ones alone would leave room, the code says that it is taken elsewhere. */
function capCode<const C extends 'COMMENT_CAP' | 'LIKE_CAP'>(
  { own, outside, most }: { own: number; outside: number; most: number },
  code: C,
): C | `${C}_ELSEWHERE` | null {
  if (own >= most) return code;
  return own + outside >= most ? `${code}_ELSEWHERE` : null;
}
