/** The one history of a customer: notes, touches, moments and orders, whoever wrote them. */
import type { TimelineEntry } from '#shared/contract/customer.ts';
import { gradeOf } from '#shared/domain/comment/grade.ts';
import { defaultSettings, type Settings } from '#shared/domain/setting.ts';
import type { CoreContext } from '../core-context.ts';
import { loadPersonNames, loadSettings } from '../db/repository/company-data.ts';
import { getCustomer } from '../db/repository/customer.ts';
import { listTimeline, type TimelineRow } from '../db/repository/timeline.ts';

const entityOf = { note: 'note', touch: 'touch', moment: 'moment', order: 'customer_order' } as const;

export function createTimelineService(context: CoreContext) {
  const { db, identity } = context;
  return {
    /** Newest first. `before` is the last entry seen; entries of the same instant are told apart by id. */
    list(
      customerId: string,
      before: { at: string; id: string } | undefined,
      limit: number,
    ): { entries: TimelineEntry[]; more: boolean } {
      getCustomer(db, customerId);
      const rows = listTimeline(db, customerId, before, limit + 1);
      const names = loadPersonNames(db);
      const pending = {
        note: context.pendingIds('note'),
        touch: context.pendingIds('touch'),
        moment: context.pendingIds('moment'),
        customer_order: context.pendingIds('customer_order'),
      };
      const settings = rows.some(({ quality }) => quality !== null) ? loadSettings(db) : defaultSettings;
      const entries = rows.slice(0, limit).map((row) => {
        const isPending = pending[entityOf[row.type]].has(row.id);
        return entryOf(row, settings, {
          authorName: row.createdBy === null ? null : (names.get(row.createdBy) ?? null),
          // Only this person's own writes wait here, so a pending row without an author is theirs.
          own: row.createdBy === identity.personId || (row.createdBy === null && isPending),
          pending: isPending,
        });
      });
      return { entries, more: rows.length > limit };
    },
  };
}

function entryOf(
  row: TimelineRow,
  settings: Settings,
  known: Pick<TimelineEntry, 'authorName' | 'own' | 'pending'>,
): TimelineEntry {
  const common = { id: row.id, at: row.at, late: Boolean(row.late), ...known };
  const { type, body } = row;
  switch (type) {
    case 'note':
      return { ...common, type, body };
    case 'touch':
      return {
        ...common,
        type,
        body,
        kind: row.touchKind!,
        touchClass: row.touchClass!,
        replied: row.replied === null ? null : Boolean(row.replied),
        momentId: row.momentId,
        score: row.quality === null ? null : { quality: row.quality, grade: gradeOf(row.quality, settings) },
      };
    case 'moment':
      return {
        ...common,
        type,
        body,
        kind: row.momentKind!,
        liked: Boolean(row.liked),
        commented: Boolean(row.commented),
        drafted: Boolean(row.drafted),
        chain: {
          commentedAt: row.commentedAt,
          talkedAt: row.talkedAt,
          replied: Boolean(row.talkReplied),
        },
      };
    case 'order':
      return { ...common, type, product: body, quantity: row.quantity, paidFen: row.paidFen };
  }
}
