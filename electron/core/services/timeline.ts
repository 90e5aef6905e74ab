/** The one history of a customer: what was said, done, posted, bought, promised, agreed and changed, whoever wrote it. */
import { timelineTypes, type TimelineEntry, type TimelineType } from '#shared/contract/timeline.ts';
import { addDays, startOfDate } from '#shared/domain/calendar.ts';
import { promiseOutcome } from '#shared/domain/card/promise-outcome.ts';
import { gradeOf } from '#shared/domain/comment/grade.ts';
import type { Promised } from '#shared/domain/entity/book.ts';
import type { EntityName } from '#shared/domain/entity/registry.ts';
import { defaultSettings, type Settings } from '#shared/domain/setting.ts';
import type { CoreContext } from '../core-context.ts';
import { loadPersonNames, loadSettings } from '../db/repository/company-data.ts';
import { getCustomer } from '../db/repository/customer.ts';
import {
  findTimelinePlace,
  listTimeline,
  loadMomentAnswers,
  theEnd,
  type MomentAnswer,
  type TimelinePlace,
  type TimelineRow,
} from '../db/repository/timeline.ts';

const entityOf: Readonly<Record<TimelineType, EntityName>> = {
  note: 'note',
  touch: 'touch',
  moment: 'moment',
  order: 'customer_order',
  deal: 'deal',
  promise: 'promise',
  appointment: 'appointment',
  signal: 'signal',
  change: 'card_change',
  owner: 'book',
};

/** Entries shown above the one that was asked for. */
const newerShown = 3;

export interface TimelineAsked {
  /** No entry older than this one. */
  until?: TimelinePlace | undefined;
  on?: string | undefined;
  entryId?: string | undefined;
  types?: readonly TimelineType[] | undefined;
  search?: string | undefined;
}

export interface TimelinePage {
  entries: TimelineEntry[];
  /** There are older ones. */
  more: boolean;
  /** The page begins later than with the newest entry. */
  hasNewer: boolean;
  /** The entry that was asked for is on the timeline. */
  found: boolean;
}

export function createTimelineService(context: CoreContext) {
  const { db, identity, clock } = context;
  return {
    /** Newest first. `before` is the last entry seen; entries of the same instant are told apart by id. */
    list(
      askedId: string,
      before: TimelinePlace | undefined,
      limit: number,
      { on, entryId, types, search = '', until }: TimelineAsked = {},
    ): TimelinePage {
      const customerId: string = getCustomer(db, askedId).id;
      const view = { types: types ?? timelineTypes, search };
      const place = entryId === undefined ? undefined : findTimelinePlace(db, customerId, entryId);
      const start =
        before ?? place ?? (on === undefined ? undefined : { at: startOfDate(addDays(on, 1)), id: '' });
      const isFirst = before === undefined;
      const newer =
        isFirst && start ? listTimeline(db, customerId, start, newerShown + 1, view, 'newer').reverse() : [];
      // The entry that was asked for comes in whatever the view leaves out.
      const around = isFirst && place ? [...newer.slice(-newerShown), ...entryAt(place)] : [];
      const rows = listTimeline(db, customerId, start ?? theEnd, limit + 1, view);
      const asked = until ? rows.filter((row) => !isOlder(row, until)) : rows;
      const shown = [...around, ...asked.slice(0, limit)];
      return {
        entries: entriesOf(shown),
        more: rows.length > limit || asked.length < rows.length,
        hasNewer: isFirst && (place ? newer.length > newerShown : newer.length > 0),
        found: place !== undefined,
      };

      function entryAt({ at, id }: TimelinePlace): TimelineRow[] {
        const all = { types: timelineTypes, search: '' };
        return listTimeline(db, customerId, { at, id: `${id}~` }, 1, all).filter((row) => row.id === id);
      }
    },
  };

  function entriesOf(rows: readonly TimelineRow[]): TimelineEntry[] {
    const names = loadPersonNames(db);
    const pending = new Map(
      [...new Set(rows.map(({ type }) => type))].map((type) => [type, context.pendingIds(entityOf[type])]),
    );
    const settings = rows.some(({ quality }) => quality !== null) ? loadSettings(db) : defaultSettings;
    const answers = loadMomentAnswers(
      db,
      rows.filter(({ type }) => type === 'moment').map(({ id }) => id),
    );
    return rows.map((row) => {
      const isPending = pending.get(row.type)!.has(row.id);
      const known = {
        authorName: row.createdBy === null ? null : (names.get(row.createdBy) ?? null),
        // Only this person's own writes wait here, so a pending row without an author is theirs.
        own:
          row.type !== 'owner' &&
          (row.createdBy === identity.personId || (row.createdBy === null && isPending)),
        pending: isPending,
      };
      return entryOf(row, known, { settings, now: clock.now(), answer: answers.get(row.id) });
    });
  }
}

function isOlder(a: TimelinePlace, b: TimelinePlace): boolean {
  return a.at < b.at || (a.at === b.at && a.id < b.id);
}

function entryOf(
  row: TimelineRow,
  known: Pick<TimelineEntry, 'authorName' | 'own' | 'pending'>,
  { settings, now, answer }: { settings: Settings; now: number; answer: MomentAnswer | undefined },
): TimelineEntry {
  const common = { id: row.id, at: row.at, late: Boolean(row.late), ...known };
  const { type, body } = row;
  // The parts of the union hold only what their entity's columns allow.
  const kind = row.kind as never;
  switch (type) {
    case 'note':
      return { ...common, type, body };
    case 'touch':
      return {
        ...common,
        type,
        body,
        kind,
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
        kind,
        liked: answer?.liked ?? false,
        commented: (answer?.commentedAt ?? null) !== null,
        drafted: answer?.drafted ?? false,
        chain: {
          commentedAt: answer?.commentedAt ?? null,
          talkedAt: answer?.talkedAt ?? null,
          replied: answer?.talkReplied ?? false,
        },
      };
    case 'order':
      return { ...common, type, product: body, quantity: row.quantity, paidFen: row.paidFen };
    case 'deal':
      return { ...common, type, product: body, amountFen: row.paidFen, status: kind };
    case 'promise': {
      const promise = { status: kind as Promised['status'], dueAt: row.fromText!, closedAt: row.toText };
      return { ...common, type, body, dueAt: promise.dueAt, outcome: promiseOutcome(promise, now) };
    }
    case 'appointment':
      return { ...common, type, body, place: row.fromText ?? '', status: kind };
    case 'signal':
      return { ...common, type, body, kind };
    case 'change':
      return {
        ...common,
        type,
        body,
        field: kind,
        fromValue: row.fromText ?? '',
        toValue: row.toText ?? '',
        byRule: kind === 'tier' && row.createdBy === null && !known.pending,
      };
    case 'owner':
      return { ...common, type, how: kind };
  }
}
