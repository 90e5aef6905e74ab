/** Scoring a comment where it is kept: the same rule the page runs, on what this device knows (rules.md R9). */
import { dateOf } from '#shared/domain/calendar.ts';
import type { CommentEvent } from '#shared/domain/comment/comment-event.ts';
import { commentScorer } from '#shared/domain/comment/score.ts';
import type { Customer, Moment } from '#shared/domain/entity/book.ts';
import type { Settings } from '#shared/domain/setting.ts';
import type { CommentHint } from '#shared/contract/comment.ts';
import type { CoreContext } from '../core-context.ts';
import { findLastNote, listOwnComments } from '../db/repository/comment.ts';
import { loadSettings } from '../db/repository/company-data.ts';
import { listTags } from '../db/repository/customer.ts';
import { addressesOf, hintsOf } from './card-fact.ts';

type Scored = Pick<Moment, 'kind' | 'body' | 'postedAt'>;

export function commentEventOf(
  { db, identity, clock }: Pick<CoreContext, 'db' | 'identity' | 'clock'>,
  customer: Customer,
  moment: Scored,
  settings: Settings,
): { event: CommentEvent; hints: CommentHint[]; lastNote: string } {
  const tags = listTags(db, customer.id, dateOf(clock.now())).map((tag) => tag.name);
  const lastNote = findLastNote(db, customer.id) ?? '';
  const hints = hintsOf(customer, tags, lastNote, settings['comment.stopWords']);
  const { kind, body, postedAt } = moment;
  const event = {
    kind,
    body,
    postedAt,
    tags,
    facts: hints.filter(({ source }) => source === 'note' || source === 'card').map(({ text }) => text),
    addresses: addressesOf(customer),
    ownComments: listOwnComments(db, identity.personId, settings['comment.own.compared']),
  };
  return { event, hints, lastNote };
}

/** The score of a comment made at an instant. */
export function commentQuality(
  context: Pick<CoreContext, 'db' | 'identity' | 'clock'>,
  customer: Customer,
  moment: Scored,
  comment: string,
  at: string,
): number {
  const settings = loadSettings(context.db);
  const { event } = commentEventOf(context, customer, moment, settings);
  return commentScorer(event, settings)(comment, Date.parse(at)).score;
}
