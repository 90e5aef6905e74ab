import type { Moment } from '../entity/book.ts';

/** What a comment answers to, and what its author knows. */
export interface CommentEvent extends Pick<Moment, 'kind' | 'body' | 'postedAt'> {
  tags: readonly string[];
  /** What the card knows about this person; one of them used makes a comment personal. */
  facts: readonly string[];
  /** The right ways to address this person. */
  addresses: readonly string[];
  /** The author's own last comments, newest first. */
  ownComments: readonly string[];
}
