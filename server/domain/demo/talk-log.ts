/** Writes what a rep did for a customer, and keeps the customer's state in step with it. */
import { addDays, dateOf, daysBetween } from '#shared/domain/calendar.ts';
import type { TouchClass, TouchKind } from '#shared/domain/entity/book.ts';
import { derivedId } from '#shared/lib/derived-id.ts';
import { talkBank, type Scene } from './bank.ts';
import { demoCommentScore } from './comment-score.ts';
import type { DemoCustomer } from './customer.ts';
import type { DemoRow, RowSink } from './demo-row.ts';
import type { Random } from './random.ts';
import type { Pace } from './rep-character.ts';
import { promiseDays } from './scene.ts';
import { filler } from './slot.ts';
import { instantAt, workingDayFrom } from './work-calendar.ts';

export interface Doing {
  customer: DemoCustomer;
  at: string;
  by: string;
  pace: Pace;
  planItemId?: string | null;
}

export interface TalkLog {
  /** A talk with its note and its promise. */
  talk(doing: Doing, scene: Scene, isByCustomer?: boolean): void;
  /** A promise kept at that time; false when it is no longer open. */
  keep(doing: Doing, promiseId: string, what: (body: string) => string): void;
  cancel(doing: Doing, promiseId: string): void;
  /** A like or comment on a moment. */
  react(doing: Doing, kind: 'comment' | 'like', body: string, moment: DemoRow<'moment'>): void;
  /** The contact before the days that are played through. */
  first(customer: DemoCustomer, at: string, by: string): void;
  promises(): readonly DemoRow<'promise'>[];
}

export function createTalkLog(random: Random, sink: RowSink): TalkLog {
  const promises = new Map<string, DemoRow<'promise'>>();
  let serial = 0;

  function addTouch(
    { customer, at, by, planItemId = null }: Omit<Doing, 'pace'>,
    touch: {
      kind: TouchKind;
      touchClass: TouchClass;
      body: string;
      replied: boolean | null;
      momentId?: string;
      quality?: number | null;
    },
  ): void {
    const isTalk = touch.kind === 'chat' || touch.kind === 'call' || touch.kind === 'visit';
    sink.add('touch', {
      id: derivedId('demo', 'touch', customer.row.id, String(serial++)),
      createdAt: at,
      createdBy: by,
      customerId: customer.row.id,
      happenedAt: at,
      minutes: touch.kind === 'call' ? random.int(3, 18) : touch.kind === 'visit' ? random.int(20, 60) : null,
      planItemId,
      momentId: null,
      quality: null,
      ...touch,
    });
    const { plan } = customer;
    customer.asleepUntil = '';
    if (touch.kind === 'comment') plan.lastCommentAt = at;
    if (isTalk) plan.lastContactAt = at;
    if (touch.kind !== 'like' && touch.touchClass !== 'service') customer.touchedOn.push(dateOf(at));
    if (touch.replied !== null) plan.unanswered = touch.replied ? 0 : plan.unanswered + 1;
  }

  function addNote({ customer, at, by }: Doing, body: string): void {
    const happenedAt = at;
    const createdAt = new Date(Date.parse(at) + random.int(40, 200) * 1_000).toISOString();
    const id = derivedId('demo', 'note', customer.row.id, String(serial++));
    sink.add('note', {
      id,
      createdAt,
      createdBy: by,
      customerId: customer.row.id,
      body,
      happenedAt,
      origin: 'rep',
    });
  }

  function addPromise({ customer, at, by }: Doing, body: string): void {
    const on = workingDayFrom(addDays(dateOf(at), promiseDays(random, body)));
    const dueAt = instantAt(on, 10 * 60 + 30 * random.int(0, 14));
    const id = derivedId('demo', 'promise', customer.row.id, String(serial++));
    promises.set(id, {
      id,
      createdAt: at,
      createdBy: by,
      customerId: customer.row.id,
      body,
      dueAt,
      status: 'open',
      closedAt: null,
    });
    customer.plan.promises.push({ id, dueAt });
  }

  function close(
    { customer, at }: Doing,
    id: string,
    status: 'kept' | 'cancelled',
  ): DemoRow<'promise'> | undefined {
    const row = promises.get(id);
    if (row) Object.assign(row, { status, closedAt: at });
    customer.plan.promises = customer.plan.promises.filter((promise) => promise.id !== id);
    return row;
  }

  return {
    talk(doing, scene, isByCustomer = false) {
      const { customer, pace } = doing;
      const fill = filler(customer.slots, random);
      const touchClass = scene.cls ?? 'care';
      if (!isByCustomer && !random.chance(pace.replyShare)) {
        const replied = random.chance(0.6) ? false : null;
        addTouch(doing, { kind: 'chat', touchClass, body: fill(random.pick(talkBank.unanswered)), replied });
        return;
      }
      const kind = scene.kind ?? (/^(问|跟|听)/.test(scene.touch) && random.chance(0.12) ? 'call' : 'chat');
      addTouch(doing, { kind, touchClass, body: fill(scene.touch), replied: true });
      if (scene.note && random.chance(pace.noteShare)) addNote(doing, fill(scene.note));
      if (scene.promise && customer.plan.promises.length === 0 && random.chance(0.5)) {
        addPromise(doing, fill(scene.promise));
      }
    },
    keep(doing, id, what) {
      const row = close(doing, id, 'kept');
      if (!row) return;
      addTouch(doing, {
        kind: 'chat',
        touchClass: 'service',
        body: what(row.body),
        replied: random.chance(0.7) || null,
      });
    },
    cancel(doing, id) {
      close(doing, id, 'cancelled');
    },
    react(doing, kind, body, moment) {
      const { customer, at } = doing;
      const on = dateOf(at);
      if (kind === 'comment') customer.commentedOn.push(on);
      const replied = kind === 'comment' && random.chance(0.35) ? true : null;
      const quality = kind === 'comment' ? demoCommentScore(customer, moment, body, at) : null;
      addTouch(doing, { kind, touchClass: 'care', body, replied, momentId: moment.id, quality });
    },
    first(customer, at, by) {
      const { status } = customer.row;
      const phrase = status === 'active' ? random.pick(talkBank.short) : talkBank.ended[status];
      const replied = status === 'active' || status === 'do_not_contact';
      const body = filler(customer.slots, random)(phrase);
      addTouch({ customer, at, by }, { kind: 'chat', touchClass: 'care', body, replied });
    },
    promises: () => [...promises.values()],
  };
}

/** Proactive touches in the seven days before a date, as the fatigue guard counts them. */
export function recentTouches(
  { touchedOn }: Pick<DemoCustomer, 'touchedOn'>,
  on: string,
  days: number,
): number {
  let count = 0;
  for (let i = touchedOn.length - 1; i >= 0 && daysBetween(touchedOn[i]!, on) <= days; i--) count++;
  return count;
}
