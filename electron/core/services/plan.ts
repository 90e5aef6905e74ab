/** The day's list: built from the book, frozen by start, worked off item by item. */
import type { DayResult, HiddenLine, HiddenPage, HiddenQuery, PlanView } from '#shared/contract/plan.ts';
import { addDays, dateOf, startOfDate } from '#shared/domain/calendar.ts';
import type { TouchClass, TouchKind } from '#shared/domain/entity/book.ts';
import type { Plan, PlanItem, PlanItemKind, SkipReason } from '#shared/domain/entity/user.ts';
import { isExcused } from '#shared/domain/execution.ts';
import { sellingWords } from '#shared/domain/plan/draft.ts';
import type { HiddenCode } from '#shared/domain/plan/hidden.ts';
import { classOfKind } from '#shared/domain/plan/kind.ts';
import { planIdOf } from '#shared/domain/plan/plan-id.ts';
import { momentOfSubject } from '#shared/domain/plan/subject.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { finish, type Steps } from '#shared/lib/steps.ts';
import type { CoreContext } from '../core-context.ts';
import { CoreError } from '../core-error.ts';
import { findMeta } from '../db/meta.ts';
import { listOwnBooks, loadSettings, loadSops } from '../db/repository/company-data.ts';
import { createCustomerIndex } from '../db/repository/customer-index.ts';
import { getCustomer, getRow } from '../db/repository/customer.ts';
import { listTierMoves } from '../db/repository/tier.ts';
import { loadActTimes } from '../db/repository/act-record.ts';
import { findLikeTime, listLostCustomers, loadQuality } from '../db/repository/plan-result.ts';
import { listPlanItems } from '../db/repository/plan.ts';
import { inSlices } from '../in-slices.ts';
import type { LocalWrite } from '../local-write.ts';
import { fullBook } from './book-load.ts';
import { appointmentDone, appointmentUndone } from './appointment.ts';
import { dayResultOf } from './plan-result.ts';
import { freshSteps, storeFresh, type FreshDay, type RebuiltDay } from './plan-rebuild.ts';
import { libraryDraft } from './plan-draft.ts';
import { answerUndone } from './endorsement.ts';
import { doneRefusal } from './plan-check.ts';
import { doneFields } from './plan-settle.ts';
import { stepOfItem } from './plan-step.ts';
import { itemPatch, laterOrdinal } from './plan-store.ts';
import { patrolUndoWrites } from './patrol-undo.ts';
import { likeAll } from './plan-like.ts';
import { attachmentInserts } from './attachment.ts';
import { hiddenLines } from './plan-hidden.ts';
import { hiddenPageOf } from './plan-hidden-page.ts';
import { planViewOf } from './plan-view.ts';
import { promisePatch } from './promise.ts';
import { signalPatch } from './signal.ts';
import { recipientsClosed, recipientsReopened } from './campaign-item.ts';
import { surpriseGiven, surprisePatch } from './surprise.ts';
import { touchInsert } from './touch.ts';
import { weekReport } from './week.ts';
import { tierMoveCounts } from './tier.ts';

/** Done answers what the customer waits for. */
const isSignal = ({ kind }: PlanItem) => kind === 'REPLY' || kind === 'SERVICE';

/** The clock moves scores (due within two hours), so a kept answer is looked at again after this long. */
const freshMs = 60_000;

/** So long a customer who left us is told about above the list. */
const lostDays = 3;

interface DoneTouch {
  kind: TouchKind;
  body: string;
  replied: boolean | null;
  minutes?: number | null | undefined;
  evidence?: string | undefined;
  attachments?: readonly string[] | undefined;
}

interface Built extends RebuiltDay {
  stamp: string;
  /** The lines of “Why not?” that were asked for, by their kinds. */
  lines: Map<string, readonly HiddenLine[]>;
}

export function createPlanService(context: CoreContext) {
  const { db, mutator, clock, identity } = context;
  const index = createCustomerIndex(db);
  let last: Built | undefined;
  let preparing: Promise<void> | undefined;
  /** Where an item stood before it was moved to later; known until the program ends. */
  const places = new Map<string, number>();

  /** Changes with every row this connection writes, and once a minute. */
  function stampOf(planOn: string): string {
    const [row] = db.raw<{ n: number }>(`SELECT total_changes() AS n`);
    return `${planOn} ${Math.floor(clock.now() / freshMs)} ${row!.n}`;
  }

  function store(fresh: FreshDay): Built {
    const rebuilt = storeFresh(context, fresh);
    return { ...rebuilt, stamp: stampOf(fresh.planOn), lines: new Map() };
  }

  /**
   * Builds the list anew where it has to be, with pauses in which core answers others. What was written meanwhile makes
   * it begin again; a third time it is left to {@link today}, which never pauses.
   */
  async function prepareOnce(): Promise<void> {
    for (let attempt = 0; attempt < 2; attempt++) {
      const bookIds = listOwnBooks(db, identity.personId).map(({ id }) => id);
      const planOn = dateOf(clock.now());
      if (bookIds.length === 0 || !findMeta(db, 'first_download_at')) return;
      await inSlices(index.refreshSteps());
      const stamp = stampOf(planOn);
      if (last?.stamp === stamp) return;
      const fresh = await inSlices(freshSteps(context, planOn, bookIds));
      if (stampOf(dateOf(clock.now())) !== stamp) continue;
      last = store(fresh);
      return;
    }
  }

  function prepare(): Promise<void> {
    preparing ??= prepareOnce().finally(() => (preparing = undefined));
    return preparing;
  }

  function today(): PlanView {
    const books = listOwnBooks(db, identity.personId);
    if (books.length === 0) throw new CoreError('REFUSED', 'NO_BOOK');
    const planOn = dateOf(clock.now());
    if (!findMeta(db, 'first_download_at')) return emptyPlan(planOn);
    if (last?.stamp !== stampOf(planOn)) {
      index.refresh();
      const bookIds = books.map((book) => book.id);
      last = store(finish(freshSteps(context, planOn, bookIds)));
    }
    const id = planIdOf(identity.personId, planOn);
    const plan = last.unstored?.plan ?? getRow(db, 'plan', id);
    const items = last.unstored?.items ?? listPlanItems(db, id);
    return planViewOf(db, {
      plan: { ...plan, availableMinutes: last.availableMinutes },
      items: items.filter(({ deletedAt }) => deletedAt === null),
      hidden: last.hidden,
      customers: last.customers,
      sops: loadSops(db),
      settings: loadSettings(db),
      pendingIds: context.pendingIds('plan_item'),
      ownName: identity.name,
      expiredMoments: last.expiredMoments,
      quality: loadQuality(db, identity.personId, startOfDate(planOn)).quality,
      leave: last.leave,
      checkIns: last.checkIns,
      tierMoves: tierMoveCounts(listTierMoves(db, startOfDate(planOn))),
      bookLoad: fullBook(context, planOn),
      lost: listLostCustomers(db, startOfDate(addDays(planOn, 1 - lostDays))),
    });
  }

  /** Nothing is stored before the first download is complete: today's plan may be among what is still to come. */
  function emptyPlan(planOn: string): PlanView {
    return {
      planId: planIdOf(identity.personId, planOn),
      planOn,
      builtAt: instantOf(clock),
      startedAt: null,
      closedAt: null,
      reflection: '',
      availableMinutes: loadSettings(db)['day.minutes'],
      plannedMinutes: 0,
      items: [],
      hidden: [],
      book: { customers: 0 },
      figures: {
        careShare: null,
        promoShare: null,
        isCareLow: false,
        overloadMinutes: 0,
        obligationMinutes: 0,
        expiredMoments: 0,
        quality: null,
      },
      patrolNames: loadSettings(db)['patrol.names'],
      leave: { backOn: null, isReturning: false, postponed: 0, returnShare: 1 },
      lunch: {
        fromMinute: loadSettings(db)['day.lunchFromMinute'],
        toMinute: loadSettings(db)['day.lunchToMinute'],
      },
      tierMoves: { up: 0, down: 0, placed: 0 },
      bookLoad: null,
      lost: [],
    };
  }

  function* hiddenSteps(kinds?: readonly PlanItemKind[]): Steps<HiddenLine[]> {
    const { planOn } = today();
    if (!last) return [];
    const candidates = last.candidates(kinds);
    const perCustomer: ReadonlyMap<string, HiddenCode> = kinds ? new Map() : last.hidden;
    yield;
    return yield* hiddenLines(db, {
      candidates,
      perCustomer,
      planOn,
      sops: loadSops(db),
      settings: loadSettings(db),
    });
  }

  /** The lines are put together with pauses, once for every list: turning pages and typing must not wait for it. */
  async function hiddenPage(query: HiddenQuery = {}): Promise<HiddenPage> {
    const key = query.kinds?.join() ?? '';
    const built = last;
    const known = built?.lines.get(key);
    const lines = known ?? (await inSlices(hiddenSteps(query.kinds)));
    if (built === last) built?.lines.set(key, lines);
    return hiddenPageOf(lines, query);
  }

  async function result(): Promise<DayResult> {
    const { planId, planOn } = today();
    const items = last?.unstored?.items ?? listPlanItems(db, planId);
    return dayResultOf(context, {
      planOn,
      items: items.filter(({ deletedAt }) => deletedAt === null),
      bookIds: listOwnBooks(db, identity.personId).map((book) => book.id),
    });
  }

  function patchPlan(
    name: string,
    fieldsOf: (plan: PlanView) => Partial<Pick<Plan, 'startedAt' | 'closedAt' | 'reflection'>> | undefined,
  ): void {
    const plan = today();
    const fields = fieldsOf(plan);
    if (fields) mutator.mutate(name, [{ op: 'patch', entity: 'plan', id: plan.planId, fields }]);
  }

  function settle(
    name: string,
    item: PlanItem,
    fields: Partial<PlanItem>,
    also: readonly LocalWrite[] = [],
  ): void {
    mutator.mutate(name, [itemPatch(item.id, fields), ...also]);
  }

  /** A check-in by date is no-price: with an offer in it, it was one (rules.md R5) and counts as one from then on. */
  function touchClassOf(item: PlanItem, body: string): TouchClass {
    if (item.kind === 'REPURCHASE' && sellingWords(body, loadSettings(db)).length > 0) return 'promo';
    const touchClass = classOfKind(item.kind, stepOfItem(context, item)?.touchClass);
    return touchClass === 'admin' ? 'care' : touchClass;
  }

  return {
    prepare,
    today,
    hidden: (kinds?: readonly PlanItemKind[]) => finish(hiddenSteps(kinds)),
    hiddenPage,
    result,
    week: (on?: string) => weekReport(context, on),
    start: () =>
      patchPlan('plan.start', (plan) => (plan.startedAt ? undefined : { startedAt: instantOf(clock) })),
    close: (reflection: string) =>
      patchPlan('plan.close', () => ({ closedAt: instantOf(clock), reflection })),
    reopen: () => patchPlan('plan.reopen', (plan) => (plan.closedAt ? { closedAt: null } : undefined)),

    /** The item, its touch and its promise change in one mutation, at one instant; that is how undo knows them. */
    done(id: string, touch?: DoneTouch): void {
      const item = getRow(db, 'plan_item', id);
      if (item.status === 'done') return;
      const hasEvidence = touch?.evidence?.trim() || touch?.attachments?.length;
      if (stepOfItem(context, item)?.evidence && !hasEvidence) {
        throw new CoreError('REFUSED', 'EVIDENCE_NEEDED');
      }
      const at = instantOf(clock);
      const also: LocalWrite[] = [];
      const momentId = momentOfSubject(item.kind, item.subject);
      const isLike = item.kind === 'LIKE' && touch?.kind === 'like';
      const likedAt = isLike ? findLikeTime(db, item.customerId, momentId!) : undefined;
      // One like of a post is all there may be: it was this item's.
      if (likedAt !== undefined) return settle('plan.done', item, doneFields(item, likedAt));
      if (touch) {
        const customer = getCustomer(db, item.customerId);
        const touchClass = touchClassOf(item, touch.body);
        const refusal = doneRefusal(context, item, { kind: touch.kind, touchClass });
        if (refusal) throw new CoreError('REFUSED', refusal);
        const { attachments, ...said } = touch;
        const write = touchInsert(clock, customer, {
          ...{ ...said, touchClass, happenedAt: at, momentId, planItemId: id },
        });
        also.push(
          write,
          ...attachmentInserts(context, customer, { kind: 'touch', id: write.id }, attachments),
        );
      }
      if (item.kind === 'PROMISE' && getRow(db, 'promise', item.subject).status === 'open') {
        also.push(promisePatch(item.subject, 'kept', at));
      }
      if (isSignal(item) && getRow(db, 'signal', item.subject).closedAt === null) {
        also.push(signalPatch(item.subject, at));
      }
      if (item.kind === 'SURPRISE' && getRow(db, 'surprise', item.subject).status === 'idea') {
        also.push(surpriseGiven(context, item.subject, at));
      }
      if (item.kind === 'APPT') also.push(...appointmentDone(context, item, at));
      also.push(...recipientsClosed(context, item, at, 'sent'));
      settle('plan.done', item, doneFields(item, at), also);
    },

    draft: (id: string, contentId: string) => libraryDraft(context, id, contentId),
    likeAll: (ids: readonly string[]) => likeAll(context, ids),

    later(id: string): void {
      const item = getRow(db, 'plan_item', id);
      const end = Math.max(laterOrdinal - 1, ...listPlanItems(db, item.planId).map(({ ordinal }) => ordinal));
      if (item.status !== 'later') places.set(id, item.ordinal);
      settle('plan.later', item, {
        status: 'later',
        statusAt: instantOf(clock),
        skipReason: null,
        ordinal: end + 1,
      });
    },

    skip(id: string, reason: SkipReason): void {
      const item = getRow(db, 'plan_item', id);
      if (item.status === 'done') return;
      const doneAt = loadActTimes(db, [item]).get(id);
      // It was done meanwhile: there is nothing left to skip.
      if (doneAt !== undefined) return settle('plan.done', item, doneFields(item, doneAt));
      const at = instantOf(clock);
      const also = isExcused(reason) ? recipientsClosed(context, item, at, 'skipped') : [];
      settle('plan.skip', item, { status: 'skipped', statusAt: at, skipReason: reason }, also);
    },

    /** Back to open, without the touch and the kept promise that were written by the same click. */
    undo(id: string): void {
      const item = getRow(db, 'plan_item', id);
      if (item.status === 'open') return;
      const also: LocalWrite[] = recipientsReopened(context, item);
      if (item.status === 'done') {
        const touches = db.raw<{ id: string }>(
          `SELECT id FROM touch WHERE customer_id = ? AND plan_item_id = ? AND happened_at = ? AND deleted_at IS NULL`,
          item.customerId,
          id,
          item.statusAt,
        );
        const deletedAt = instantOf(clock);
        for (const touch of touches) {
          also.push({ op: 'patch', entity: 'touch', id: touch.id, fields: { deletedAt } });
        }
        if (item.kind === 'PROMISE') {
          const promise = getRow(db, 'promise', item.subject);
          if (promise.status === 'kept' && promise.closedAt === item.statusAt) {
            also.push(promisePatch(promise.id, 'open', deletedAt));
          }
        }
        if (item.kind === 'APPT') also.push(...appointmentUndone(context, item));
        if (isSignal(item) && getRow(db, 'signal', item.subject).closedAt === item.statusAt) {
          also.push(signalPatch(item.subject, null));
        }
        if (item.kind === 'SURPRISE') {
          const { id: gift, status, givenAt } = getRow(db, 'surprise', item.subject);
          if (status === 'given' && givenAt === item.statusAt) {
            also.push(surprisePatch(gift, { status: 'idea', givenAt: null }));
          }
        }
        if (item.kind === 'NPS') also.push(...answerUndone(context, item));
        if (item.kind === 'PATROL') also.push(...patrolUndoWrites(context, item.customerId, item.statusAt));
      }
      const place = item.status === 'later' ? places.get(id) : undefined;
      settle(
        'plan.undo',
        item,
        {
          status: 'open',
          statusAt: null,
          skipReason: null,
          ...(place === undefined ? {} : { ordinal: place }),
        },
        also,
      );
    },
  };
}
