/** The rep looks through what customers posted: writes it down, comments, likes. */
import { daysBetween, startOfDate } from '#shared/domain/calendar.ts';
import { derivedId } from '#shared/lib/derived-id.ts';
import { talkBank } from './bank.ts';
import type { DemoCustomer } from './customer.ts';
import type { DemoRow } from './demo-row.ts';
import type { Pace } from './rep-character.ts';
import { momentFor } from './scene.ts';
import { filler } from './slot.ts';
import type { DayMaking, WorkDay } from './work-day.ts';

export function browseMoments(
  making: DayMaking,
  day: WorkDay,
  pace: Pace,
  by: string,
): Array<(at: string) => void> {
  const { random, customers } = making;
  const open = customers.filter(
    ({ row }) => row.status === 'active' && row.consent === 'full' && row.addedOn < day.on,
  );
  const chosen = new Set<DemoCustomer>();
  const count = random.int(Math.floor(pace.moments * 0.7), Math.ceil(pace.moments * 1.3));
  for (let attempt = 0; attempt < count * 3 && chosen.size < count; attempt++) {
    const customer = random.pick(open);
    // A is looked at every 3.5 days, B every week, C every three weeks (rules.md R2).
    if (random.chance({ A: 0.9, B: 0.35, C: 0.12, N: 0.5, NURTURE: 0.08 }[customer.row.tier]))
      chosen.add(customer);
  }
  return [...chosen].map((customer) => (at: string) => look(making, day, pace, { customer, at, by }));
}

function look(
  { random, bookSink, log }: DayMaking,
  day: WorkDay,
  pace: Pace,
  seen: { customer: DemoCustomer; at: string; by: string },
): void {
  const { customer, at, by } = seen;
  const posted = momentFor(random, customer);
  if (!posted) return;
  const fill = filler(customer.slots, random);
  const id = derivedId('demo', 'moment', customer.row.id, day.on);
  // Posted some hours ago, often the evening before; never before the customer was added.
  const postedMs = Math.max(
    Date.parse(at) - random.int(25, random.chance(0.6) ? 300 : 1_900) * 60_000,
    Date.parse(startOfDate(customer.row.addedOn)) + 20 * 3_600_000,
  );
  const moment: DemoRow<'moment'> = {
    id,
    createdAt: at,
    createdBy: by,
    customerId: customer.row.id,
    kind: posted.kind,
    body: fill(posted.post),
    postedAt: new Date(Math.min(postedMs, Date.parse(at))).toISOString(),
  };
  bookSink.add('moment', moment);
  bookSink.add('patrol', {
    id: derivedId('demo', 'patrol', customer.row.id, day.on),
    createdAt: at,
    createdBy: by,
    customerId: customer.row.id,
    happenedAt: at,
    outcome: 'event',
  });
  // The newest ones partly wait for an answer.
  if (day.daysAgo === 1 && random.chance(0.4)) return;
  const reactAt = new Date(Date.parse(at) + random.int(20, 100) * 1_000).toISOString();
  const doing = { customer, at: reactAt, by, pace };
  const commentedLately = customer.commentedOn.filter((on) => daysBetween(on, day.on) < 7).length;
  if (commentedLately < 2 && random.chance(pace.commentShare)) {
    const own = fill(random.pick(posted.comments));
    log.react(
      doing,
      'comment',
      random.chance(pace.emptyCommentShare) ? random.pick(talkBank.lazyComments) : own,
      moment,
    );
  } else if (random.chance(0.7)) {
    log.react(doing, 'like', '点赞', moment);
  }
}
