/** What some customers may buy soon (rules.md R1), and what came of talks before. */
import { addDays } from '#shared/domain/calendar.ts';
import { dealStages, lossReasons } from '#shared/domain/entity/deal.ts';
import { derivedId } from '#shared/lib/derived-id.ts';
import { products } from './bank.ts';
import type { LifeMaking } from './card-life.ts';
import type { DemoCustomer } from './customer.ts';
import { instantAt, workingDayBefore } from './work-calendar.ts';

const openCount = 14;
const lostCount = 4;
/** Of those whose day has passed and who are to be asked again. */
const lateEvery = 7;

/** With customers who told of a need and have not bought anything for it yet. */
export function addDeals(
  { random, sink, today, authorOn }: LifeMaking,
  customers: readonly DemoCustomer[],
): void {
  const wanting = customers.flatMap((customer) => {
    const { row, profile, boughtOn } = customer;
    const isAsked = row.tier === 'A' || row.tier === 'B' || row.tier === 'C';
    if (!isAsked || row.status !== 'active' || row.addedOn > addDays(today, -45)) return [];
    const need = profile.needs.find((code) => !boughtOn.has(code));
    const fitting = products.filter((product) => product.need === need);
    return fitting.length > 0 ? [{ row, fitting }] : [];
  });
  for (const [index, { row, fitting }] of random.some(wanting, openCount + lostCount).entries()) {
    const item = random.pick(fitting);
    const isLost = index >= openCount;
    const madeOn = workingDayBefore(today, random.int(2, 25));
    const closedOn = workingDayBefore(today, 1);
    const amountFen = item.price * 100;
    const isLate = index % lateEvery === lateEvery - 1;
    const days = isLate ? -random.int(1, 5) : random.int(3, 40);
    sink.add('deal', {
      id: derivedId('demo', 'deal', row.id),
      createdAt: instantAt(madeOn, random.int(10 * 60, 17 * 60)),
      createdBy: authorOn(madeOn),
      customerId: row.id,
      product: item.name,
      amountFen,
      marginFen: random.chance(0.5) ? Math.round((amountFen * item.marginPercent) / 100) : null,
      stage: random.pick(dealStages),
      expectedOn: isLate || random.chance(0.75) ? addDays(today, days) : null,
      status: isLost ? 'lost' : 'open',
      closedAt: isLost ? instantAt(closedOn, random.int(10 * 60, 17 * 60)) : null,
      lossReason: isLost ? random.pick(lossReasons) : null,
    });
  }
}
