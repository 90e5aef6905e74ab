/** Looking through customers' posts (巡圈): whose turn it is, and what came of each look. */
import type { PatrolCardView } from '#shared/contract/patrol.ts';
import { dateOf, startOfDate } from '#shared/domain/calendar.ts';
import type { Moment } from '#shared/domain/entity/book.ts';
import type { PatrolOutcome } from '#shared/domain/entity/care.ts';
import type { PlanItem } from '#shared/domain/entity/user.ts';
import { likeCode } from '#shared/domain/patrol/like-guard.ts';
import { isAsleep, patrolCard, patrolCoverage } from '#shared/domain/patrol/patrol-card.ts';
import { patrolCards } from '#shared/domain/plan/day/card.ts';
import { planIdOf } from '#shared/domain/plan/plan-id.ts';
import { tierOn } from '#shared/domain/plan/rhythm.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { CoreError } from '../core-error.ts';
import { listOwnBooks, listSettingRows, loadSettings } from '../db/repository/company-data.ts';
import { createCustomerIndex } from '../db/repository/customer-index.ts';
import { getCustomer, getRow, listTags } from '../db/repository/customer.ts';
import { findLastMoment, listPatrolCustomers, loadLooks } from '../db/repository/patrol.ts';
import { listPlanItems } from '../db/repository/plan.ts';
import type { LocalWrite } from '../local-write.ts';
import { attachmentInserts } from './attachment.ts';
import { likeRefusal, likeStarts, socialInHour } from './like-check.ts';
import { sightingInserts, sightingPatches } from './moment-interest.ts';
import { lookUndoWrites } from './patrol-undo.ts';
import { itemPatch } from './plan-store.ts';
import { touchInsert } from './touch.ts';

interface Look {
  outcome: PatrolOutcome;
  /** What was posted, of an event. */
  moment?:
    | (Pick<Moment, 'kind' | 'body' | 'postedAt'> & { attachments?: readonly string[] | undefined })
    | undefined;
}

const isOpenItem = ({ status, offCode }: PlanItem) => (status === 'open' || status === 'later') && !offCode;

export function createPatrolService(context: CoreContext) {
  const { db, mutator, clock, identity } = context;
  const index = createCustomerIndex(db);
  /** The post logged with a look; known until the program ends. */
  const events = new Map<string, string>();

  /** Today's list holds one item per name, in its order. */
  function listItems() {
    const planId = planIdOf(identity.personId, dateOf(clock.now()));
    return listPlanItems(db, planId).filter((item) => item.kind === 'PATROL' && item.deletedAt === null);
  }

  /** Looking settles it. */
  const itemOf = (customerId: string) => listItems().find((item) => item.customerId === customerId);

  return {
    card(): PatrolCardView {
      const books = listOwnBooks(db, identity.personId).map((book) => book.id);
      if (books.length === 0) throw new CoreError('REFUSED', 'NO_BOOK');
      index.refresh();
      const now = clock.now();
      const settings = loadSettings(db);
      const customers = listPatrolCustomers(db, books, likeStarts(now, settings)).map((row) => ({
        ...row,
        tier: tierOn(row, dateOf(now), settings),
      }));
      const byId = new Map(customers.map((row) => [row.id, row]));
      const listed = listItems().filter(({ customerId }) => byId.has(customerId));
      const cards = patrolCards(listed, settings['patrol.names']);
      const sleeps = ({ customerId }: PlanItem) => isAsleep(byId.get(customerId)!, now);
      const waits = (item: PlanItem) => isOpenItem(item) && sleeps(item);
      const current = cards.findIndex((items) => items.some((item) => isOpenItem(item) && !sleeps(item)));
      const names =
        current < 0
          ? patrolCard(customers, now, settings)
          : cards[current]!.filter((item) => !waits(item)).map(({ customerId }) => byId.get(customerId)!);
      const looks = loadLooks(db, startOfDate(dateOf(now)));
      const social = socialInHour(context);
      return {
        names: names.map((row) => ({
          customerId: row.id,
          name: row.name,
          addressAs: row.addressAs,
          tier: row.tier,
          tags: listTags(db, row.id, dateOf(now)).map(({ name }) => name),
          lastEvent: findLastMoment(db, row.id) ?? null,
          patrolledAt: row.patrolledAt,
          look: looks.get(row.id) ?? null,
          likeRefusal: likeCode(
            { inWeek: row.likesInWeek, atOnce: row.likesAtOnce, socialInHour: social },
            settings,
          ),
        })),
        card: current + 1,
        cards: cards.length,
        left: listed.filter((item) => isOpenItem(item) && !waits(item)).length,
        asleep: listed.filter(waits).length,
        coverage: patrolCoverage(customers, now, settings),
        socialInHour: social,
        socialPerHour: settings['account.socialPerHour'],
        settings: listSettingRows(db).filter(({ key }) => /^(moment|comment|rhythm\.patrolDays)\./.test(key)),
      };
    },

    /** The look, its like or event, and the item of today are one mutation, at one instant. */
    log(customerId: string, { outcome, moment }: Look): { id: string; momentId: string | null } {
      const customer = getCustomer(db, customerId);
      const happenedAt = instantOf(clock);
      const id = uuidv7(clock);
      const scope = customer.scopeId;
      const writes: LocalWrite[] = [
        { op: 'insert', entity: 'patrol', id, scope, fields: { customerId, happenedAt, outcome } },
      ];
      if (outcome === 'liked') {
        const refusal = likeRefusal(context, customerId, loadSettings(db));
        if (refusal) throw new CoreError('REFUSED', refusal);
        const like = { kind: 'like', touchClass: 'care', body: '', replied: null, happenedAt } as const;
        writes.push(touchInsert(clock, customer, like));
      }
      let momentId: string | null = null;
      if (outcome === 'event' && moment) {
        momentId = uuidv7(clock);
        events.set(id, momentId);
        const { kind, body, postedAt } = moment;
        const fields = { customerId, kind, body, postedAt };
        writes.push(
          { op: 'insert', entity: 'moment', id: momentId, scope, fields },
          ...attachmentInserts(context, customer, { kind: 'moment', id: momentId }, moment.attachments),
          ...sightingInserts(context, customer, { id: momentId, kind, body, postedAt }),
        );
      }
      const item = itemOf(customerId);
      if (item && isOpenItem(item)) {
        writes.push(itemPatch(item.id, { status: 'done', statusAt: happenedAt, skipReason: null }));
      }
      mutator.mutate('patrol.log', writes);
      return { id, momentId };
    },

    undo(id: string): void {
      const look = getRow(db, 'patrol', id);
      if (look.deletedAt !== null) return;
      const { customerId, happenedAt } = look;
      const writes = lookUndoWrites(context, look);
      const event = events.get(id);
      if (event !== undefined) {
        const fields = { deletedAt: instantOf(clock) };
        writes.push(
          { op: 'patch', entity: 'moment', id: event, fields },
          ...sightingPatches(context, event, { from: null, to: fields.deletedAt }),
        );
      }
      const item = itemOf(customerId);
      if (item?.status === 'done' && item.statusAt === happenedAt) {
        writes.push(itemPatch(item.id, { status: 'open', statusAt: null, skipReason: null }));
      }
      mutator.mutate('patrol.undo', writes);
    },
  };
}
