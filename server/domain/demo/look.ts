/** Looks through customers' posts of the last weeks that found nothing, and what somebody thought of as a surprise. */
import { addDays } from '#shared/domain/calendar.ts';
import { derivedId } from '#shared/lib/derived-id.ts';
import { momentBank, talkBank } from './bank.ts';
import type { DemoCustomer } from './customer.ts';
import type { DemoRow, RowSink } from './demo-row.ts';
import type { Random } from './random.ts';
import { filler, fits } from './slot.ts';
import { clockMinute, instantAt, workingDayBefore, workMinutes } from './work-calendar.ts';

interface LookMaking {
  /** A stream of its own, so that the rest of the demo stays as it was. */
  random: Random;
  sink: RowSink;
  today: string;
  authorOn(on: string): string;
}

/** Share of a tier looked through, and within how many days (rules.md R2): some are due again today. */
const looked = {
  A: { share: 0.85, days: 5 },
  B: { share: 0.8, days: 9 },
  C: { share: 0.9, days: 24 },
} as const;

export function addLooks({ random, sink, today, authorOn }: LookMaking, customers: readonly DemoCustomer[]) {
  for (const { row } of customers) {
    const { id: customerId, tier, status, addedOn } = row;
    if ((tier !== 'A' && tier !== 'B' && tier !== 'C') || status !== 'active') continue;
    if (!random.chance(looked[tier].share)) continue;
    const on = workingDayBefore(today, random.int(1, looked[tier].days));
    if (on <= addedOn) continue;
    const happenedAt = instantAt(on, clockMinute(random.int(60, 180)), random.int(0, 59));
    const id = derivedId('demo', 'look', customerId, on);
    const createdBy = authorOn(on);
    sink.add('patrol', { id, createdAt: happenedAt, createdBy, customerId, happenedAt, outcome: 'nothing' });
  }
}

/**
 * A post seen at the end of the last working day, of customers whose posts were commented twice in the days before: it
 * wants no more than a like (rules.md R4).
 */
export function addPosts(
  { random, sink, today, authorOn }: LookMaking,
  customers: readonly DemoCustomer[],
  comment: (customer: DemoCustomer, at: string, body: string, post: DemoRow<'moment'>) => void,
): void {
  const known = customers.filter(({ row }) => isLoyal(row) && row.addedOn < addDays(today, -30));
  for (const customer of random.some(known, 4)) {
    const { row, slots } = customer;
    const posts = momentBank.any.filter(
      ({ kind, post, comments }) => kind !== 'work' && fits(slots, post + comments[0]!),
    );
    for (const [index, { kind, post, comments }] of random.some(posts, 3).entries()) {
      const on = workingDayBefore(today, [1, 3, 4][index]!);
      const minute = clockMinute(workMinutes - random.int(20, 60));
      const at = instantAt(on, minute, random.int(0, 59));
      const own = { createdAt: at, createdBy: authorOn(on), customerId: row.id };
      const id = (what: string) => derivedId('demo', what, row.id, `last ${index}`);
      const fill = filler(slots, random);
      const postedAt = instantAt(on, minute - random.int(5, 40));
      const moment = { ...own, id: id('post'), kind, body: fill(post), postedAt };
      sink.add('moment', moment);
      sink.add('patrol', { ...own, id: id('seen'), happenedAt: at, outcome: 'event' });
      if (index > 0) comment(customer, instantAt(on, minute + 2), fill(comments[0]!), moment);
    }
  }
}

function isLoyal({ tier, status, consent }: DemoCustomer['row']): boolean {
  return tier === 'A' && status === 'active' && consent === 'full';
}

/** Three gifts thought of, and two that were given: one long ago, one lately. */
export function addSurprises(
  { random, sink, today, authorOn }: LookMaking,
  customers: readonly DemoCustomer[],
): void {
  const loyal = customers.filter(({ row }) => isLoyal(row));
  for (const [index, { row }] of random.some(loyal, 5).entries()) {
    const { body, yuan } = talkBank.surprises[index % talkBank.surprises.length]!;
    const on = workingDayBefore(today, [9, 6, 3, 75, 20][index]!);
    const at = instantAt(on, clockMinute(random.int(200, 300)));
    const isGiven = index >= 3;
    sink.add('surprise', {
      id: derivedId('demo', 'surprise', row.id),
      createdAt: at,
      createdBy: authorOn(on),
      customerId: row.id,
      body,
      priceFen: yuan * 100,
      status: isGiven ? 'given' : 'idea',
      givenAt: isGiven ? at : null,
    });
  }
}
