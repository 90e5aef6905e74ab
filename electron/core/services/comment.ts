/** What the comment writer needs for one moment, and the draft it keeps. */
import type { CommentWriter } from '#shared/contract/comment.ts';
import { dateOf, startOfDate } from '#shared/domain/calendar.ts';
import { instantOf } from '#shared/lib/clock.ts';
import type { CoreContext } from '../core-context.ts';
import {
  findCommentDraft,
  listCommentTimes,
  listOutsideComments,
  listOwnCommentTimes,
  listSocialTimes,
  putCommentDraft,
  type CommentDraft,
} from '../db/repository/comment.ts';
import { listSettingRows } from '../db/repository/company-data.ts';
import { getCustomer, getRow } from '../db/repository/customer.ts';
import { resolveSettings, type SettingKey } from '#shared/domain/setting.ts';
import { commentEventOf } from './comment-event.ts';

const hourMs = 3_600_000;
/** What guards a comment beside the numbers of the score. */
const guarding: ReadonlySet<string> = new Set<SettingKey>([
  'day.comments',
  'guard.commentsPerWeek',
  'guard.weekDays',
  'post.openHours',
  'post.sadDays',
  'account.socialPerHour',
]);

export function createCommentService(context: CoreContext) {
  const { db, clock, identity } = context;
  const ago = (hours: number) => instantOf({ now: () => clock.now() - hours * hourMs });
  return {
    writer(momentId: string): CommentWriter {
      const moment = getRow(db, 'moment', momentId);
      const customer = getCustomer(db, moment.customerId);
      const rows = listSettingRows(db).filter(({ key }) => key.startsWith('comment.') || guarding.has(key));
      const settings = resolveSettings(rows);
      const recent = ago(settings['guard.weekDays'] * 24);
      const comments = listCommentTimes(db, customer.id, momentId, recent);
      return {
        ...commentEventOf(context, customer, moment, settings),
        customerId: customer.id,
        settings: rows,
        onPost: comments.filter(({ onPost }) => onPost).length,
        recentAt: [
          ...comments.map(({ at }) => at).filter((at) => at >= recent),
          ...listOutsideComments(db, customer.id, recent),
        ],
        actionsAt: listSocialTimes(db, identity.personId, ago(1)),
        commentsAt: listOwnCommentTimes(db, identity.personId, startOfDate(dateOf(clock.now()))),
        draft: findCommentDraft(db, momentId) ?? { body: '', copiedAt: null },
      };
    },

    /** Kept in the local file only. */
    saveDraft(momentId: string, draft: CommentDraft): void {
      getRow(db, 'moment', momentId);
      putCommentDraft(db, momentId, draft);
    },
  };
}
