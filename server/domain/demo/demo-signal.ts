/** Customers who complained or left, and customers taken over from the colleague who left: a few, so that they are seen. */
import type { signalKinds } from '#shared/domain/entity/care.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import { answerDueAt, statusAfter } from '#shared/domain/signal.ts';
import { derivedId } from '#shared/lib/derived-id.ts';
import type { DemoCustomer } from './customer.ts';
import { rowsOf, type RowSink } from './demo-row.ts';
import { instantAt } from './work-calendar.ts';

interface DemoSignal {
  kind: (typeof signalKinds)[number];
  /** Working days before today, from 1. */
  daysAgo: number;
  body: string;
}

/** By the rep's account. 陆子昂 lost so many in one week that the promo caps are halved. */
const signals: Readonly<Record<string, readonly DemoSignal[]>> = {
  rep: [
    { kind: 'message', daysAgo: 1, body: '周五下午能过去吗？孩子放学早' },
    { kind: 'complaint', daysAgo: 1, body: '上次约好的时间改了两次，有点不高兴' },
    { kind: 'stop', daysAgo: 10, body: '最近太忙，活动就别发了' },
    { kind: 'blocked_us', daysAgo: 16, body: '' },
  ],
  lu: [
    { kind: 'blocked_us', daysAgo: 1, body: '' },
    { kind: 'deleted_us', daysAgo: 2, body: '发消息时才发现已经不是好友' },
    { kind: 'stop', daysAgo: 3, body: '天天发广告，别再发了' },
  ],
  liang: [{ kind: 'deleted_us', daysAgo: 2, body: '' }],
  he: [{ kind: 'complaint', daysAgo: 4, body: '用了两周没感觉，想问问怎么回事' }],
};

/** Customers of these reps came from the colleague who left, so many working days ago. */
const received: Readonly<Record<string, { customers: number; daysAgo: number }>> = {
  rep: { customers: 3, daysAgo: 2 },
};

interface Making {
  account: string;
  repId: string;
  formerRepId: string;
  /** The working days that were played through, the last one before today. */
  days: readonly string[];
  customers: readonly DemoCustomer[];
  bookSink: RowSink;
  userSink: RowSink;
}

/**
 * Before the customers are added to the sink: their status and the day they came change.
 * @returns whom it concerns
 */
export function addSignals(making: Making): ReadonlySet<string> {
  const touches = rowsOf<'touch'>(making.bookSink.groups(), 'touch');
  const lastTouch = new Map<string, string>();
  for (const { customerId, happenedAt } of touches)
    if (happenedAt > (lastTouch.get(customerId) ?? '')) lastTouch.set(customerId, happenedAt);
  const lastPromo = new Map<string, string>();
  for (const { customerId, touchClass, happenedAt } of touches)
    if (touchClass === 'promo' && happenedAt > (lastPromo.get(customerId) ?? ''))
      lastPromo.set(customerId, happenedAt);
  const isFree = ({ row, plan }: DemoCustomer) =>
    row.status === 'active' && row.tier !== 'N' && plan.promises.length === 0;
  const free = making.customers.filter(isFree);
  const taken = new Set<string>();
  for (const { kind, daysAgo, body } of signals[making.account] ?? []) {
    const at = instantAt(making.days.at(-daysAgo)!, 10 * 60 + 20, 11);
    // Whoever was offered something last before it happened, and was not spoken to since: the autopsy has a story to tell.
    const [who] = free
      .filter(({ row }) => !taken.has(row.id) && (lastTouch.get(row.id) ?? '9') < at)
      .toSorted((a, b) => latestFirst(lastPromo, a, b) || latestFirst(lastTouch, a, b));
    if (!who) continue;
    taken.add(who.row.id);
    const status = statusAfter(kind);
    making.bookSink.add('signal', {
      id: derivedId('demo', 'signal', who.row.id, kind),
      createdAt: at,
      createdBy: making.repId,
      customerId: who.row.id,
      kind,
      body,
      happenedAt: at,
      dueAt: answerDueAt(kind, Date.parse(at), defaultSettings),
      closedAt: null,
      formerStatus: status === null ? null : 'active',
    });
    if (status !== null) Object.assign(who.row, { status });
  }
  const handed = free.filter(({ row }) => !taken.has(row.id) && row.tier !== 'NURTURE');
  return new Set([...taken, ...handOver(making, handed, lastTouch)]);
}

function latestFirst(at: ReadonlyMap<string, string>, a: DemoCustomer, b: DemoCustomer): number {
  const [one, other] = [at.get(a.row.id) ?? '', at.get(b.row.id) ?? ''];
  return one < other ? 1 : one > other ? -1 : 0;
}

/** The best tiers first, of those the rep has not planned anything for: their history becomes the colleague's. */
function handOver(
  { account, formerRepId, days, bookSink, userSink }: Making,
  free: readonly DemoCustomer[],
  lastTouch: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const wish = received[account];
  if (!wish) return new Set();
  const receivedAt = instantAt(days.at(-wish.daysAgo)!, 9 * 60 + 40, 5);
  const planned = new Set(
    rowsOf<'plan_item'>(userSink.groups(), 'plan_item').map(({ customerId }) => customerId),
  );
  const handed = free
    .filter(({ row }) => !planned.has(row.id) && (lastTouch.get(row.id) ?? '9') < receivedAt)
    .toSorted((a, b) => (a.row.tier < b.row.tier ? -1 : a.row.tier > b.row.tier ? 1 : 0))
    .slice(0, wish.customers);
  const ids = new Set(handed.map(({ row }) => row.id));
  for (const { row } of handed) Object.assign(row, { receivedAt, createdBy: formerRepId });
  for (const { rows } of bookSink.groups()) {
    for (const row of rows) if (ids.has(row.customerId as string)) row.createdBy = formerRepId;
  }
  return ids;
}
