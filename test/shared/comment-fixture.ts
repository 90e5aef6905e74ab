import type { CommentEvent } from '#shared/domain/comment/comment-event.ts';

export const postedAt = '2026-03-10T01:00:00.000Z';
export const hoursLater = (hours: number) => Date.parse(postedAt) + hours * 3_600_000;

/** The event of the worked examples of R9. */
export const piano: CommentEvent = {
  kind: 'achievement',
  body: '女儿钢琴考级过了八级,练了三年终于拿证',
  postedAt,
  tags: ['孩子', '钢琴'],
  facts: ['小雨'],
  addresses: ['王姐'],
  ownComments: [],
};

export const grief: CommentEvent = {
  kind: 'other',
  body: '外婆今天走了,送她最后一程',
  postedAt,
  tags: [],
  facts: [],
  addresses: ['李哥'],
  ownComments: [],
};
