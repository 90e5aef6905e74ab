/**
 * What is done elsewhere in the program settles the item of today's list it was for, in the same mutation and at the same
 * instant; taking it back opens the item again.
 */
import { dateOf } from '#shared/domain/calendar.ts';
import type { Touch } from '#shared/domain/entity/book.ts';
import type { PlanItem, PlanItemKind } from '#shared/domain/entity/user.ts';
import { planIdOf } from '#shared/domain/plan/plan-id.ts';
import { momentOfSubject } from '#shared/domain/plan/subject.ts';
import type { CoreContext } from '../core-context.ts';
import { findPlan, listPlanItems } from '../db/repository/plan.ts';
import type { LocalWrite } from '../local-write.ts';
import { doneFields, isOpenItem } from './plan-settle.ts';
import { planStepOf } from './plan-step.ts';
import { itemPatch } from './plan-store.ts';

type Context = Pick<CoreContext, 'db' | 'clock' | 'identity'>;

/** What an act is for. Without a subject: whatever there is of the kind for the customer. */
interface Act {
  kinds: readonly PlanItemKind[];
  customerId: string;
  subject?: string;
}

function todayId({ clock, identity }: Context): string {
  return planIdOf(identity.personId, dateOf(clock.now()));
}

function listToday(context: Context): PlanItem[] {
  return listPlanItems(context.db, todayId(context)).filter(({ deletedAt }) => deletedAt === null);
}

/** A list that was not started is built anew instead, and leaves out what is done. */
function listStarted(context: Context): PlanItem[] {
  return findPlan(context.db, todayId(context))?.startedAt ? listToday(context) : [];
}

function isFor(item: PlanItem, { kinds, customerId, subject }: Act): boolean {
  return (
    item.customerId === customerId &&
    kinds.includes(item.kind) &&
    (subject === undefined || item.subject === subject)
  );
}

/** Done by it, at `at`. */
export function actDone(context: Context, act: Act, at: string): LocalWrite[] {
  return listStarted(context)
    .filter((item) => isFor(item, act) && isOpenItem(item))
    .map((item) => itemPatch(item.id, doneFields(item, at)));
}

/** Open again: what was done by it, at `at`. */
export function actUndone(context: Context, act: Act, at: string | null): LocalWrite[] {
  if (at === null) return [];
  return listStarted(context)
    .filter((item) => isFor(item, act) && item.status === 'done' && item.statusAt === at)
    .map(({ id }) => itemPatch(id, { status: 'open', statusAt: null }));
}

type Told = Pick<Touch, 'kind' | 'touchClass' | 'happenedAt'> & { momentId?: string | null | undefined };

const answers: Partial<Record<Touch['kind'], PlanItemKind>> = {
  like: 'LIKE',
  comment: 'MOMENT_COMMENT',
  chat: 'TO_CHAT',
  call: 'TO_CHAT',
  visit: 'TO_CHAT',
};

/** The item whose own work a touch is: the answer to its post, the step of its class, the hello, the talk of the rhythm. */
export function touchedItem(context: Context, customerId: string, touch: Told): PlanItem | undefined {
  const { kind, momentId } = touch;
  if (momentId)
    return listToday(context).find(
      (item) =>
        item.customerId === customerId &&
        item.kind === answers[kind] &&
        momentOfSubject(item.kind, item.subject) === momentId &&
        isOpenItem(item),
    );
  if (dateOf(touch.happenedAt) !== dateOf(context.clock.now())) return undefined;
  const own = listStarted(context).filter((item) => item.customerId === customerId && isOpenItem(item));
  const isTalk = kind !== 'like' && kind !== 'comment';
  return (
    own.find((item) => isStep(context, item, touch, isTalk ? 'chat' : kind)) ??
    own.find((item) => isTalk && touch.touchClass !== 'promo' && item.kind === 'HANDOVER') ??
    own.find((item) => isTalk && touch.touchClass === 'care' && item.kind === 'GAP')
  );
}

function isStep(context: Context, item: PlanItem, { touchClass }: Told, channel: string): boolean {
  const step = planStepOf(context, item);
  return step !== undefined && step.touchClass === touchClass && step.channel === channel;
}

/** The item a touch settled at the same instant; undefined where it was settled by something else. */
export function doneItem(
  context: Context,
  { planItemId, happenedAt }: Pick<Touch, 'planItemId' | 'happenedAt'>,
): PlanItem | undefined {
  if (planItemId === null) return undefined;
  const item = listToday(context).find(({ id }) => id === planItemId);
  return item?.status === 'done' && item.statusAt === happenedAt ? item : undefined;
}
