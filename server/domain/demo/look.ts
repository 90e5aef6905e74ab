/** Looks through customers' posts of the last weeks that found nothing, and what somebody thought of as a surprise. */
import { addDays } from '#shared/domain/calendar.ts';
import { derivedId } from '#shared/lib/derived-id.ts';
import { talkBank } from './bank.ts';
import type { DemoCustomer } from './customer.ts';
import type { RowSink } from './demo-row.ts';
import type { Random } from './random.ts';
import { clockMinute, instantAt, isWorkingDay } from './work-calendar.ts';

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
    let on = addDays(today, -random.int(1, looked[tier].days));
    while (!isWorkingDay(on)) on = addDays(on, -1);
    if (on <= addedOn) continue;
    const happenedAt = instantAt(on, clockMinute(random.int(60, 180)), random.int(0, 59));
    const id = derivedId('demo', 'look', customerId, on);
    const createdBy = authorOn(on);
    sink.add('patrol', { id, createdAt: happenedAt, createdBy, customerId, happenedAt, outcome: 'nothing' });
  }
}

/** Three gifts thought of, and two that were given: one long ago, one lately. */
export function addSurprises(
  { random, sink, today, authorOn }: LookMaking,
  customers: readonly DemoCustomer[],
): void {
  const loyal = customers.filter(
    ({ row }) => row.tier === 'A' && row.status === 'active' && row.consent === 'full',
  );
  for (const [index, { row }] of random.some(loyal, 5).entries()) {
    const { body, yuan } = talkBank.surprises[index % talkBank.surprises.length]!;
    let on = addDays(today, -[9, 6, 3, 75, 20][index]!);
    while (!isWorkingDay(on)) on = addDays(on, -1);
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
