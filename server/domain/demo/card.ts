/** What hangs on a customer's card from the start: contact points, tags, the first note, orders. */
import { addDays, daysBetween } from '#shared/domain/calendar.ts';
import { derivedId } from '#shared/lib/derived-id.ts';
import { products, talkBank, type NeedCode } from './bank.ts';
import type { DemoCustomer } from './customer.ts';
import type { RowSink } from './demo-row.ts';
import { tagsOf } from './profile.ts';
import type { Random } from './random.ts';
import { filler, fits } from './slot.ts';
import { instantAt, workingDayFrom } from './work-calendar.ts';

export interface CardMaking {
  random: Random;
  sink: RowSink;
  today: string;
  now: string;
  tagIds: ReadonlyMap<string, string>;
  authorOn(on: string): string;
}

/** @param serial number of the customer in the company; makes phone numbers that are plainly invented. */
export function addCard(making: CardMaking, customer: DemoCustomer, serial: number): void {
  addContactPoints(making, customer, serial);
  addOrders(making, customer);
  addTags(making, customer);
  addFirstNote(making, customer);
}

function addContactPoints(
  { random, sink }: CardMaking,
  { row, profile }: DemoCustomer,
  serial: number,
): void {
  const add = (kind: 'phone' | 'wechat' | 'email' | 'address', value: string, label: string) =>
    sink.add('contact_point', {
      id: derivedId('demo', 'contact_point', row.id, kind, value),
      createdAt: row.createdAt,
      createdBy: row.createdBy,
      customerId: row.id,
      kind,
      value,
      label,
    });
  const tail = String(serial).padStart(4, '0');
  if (random.chance(0.94)) add('phone', `1990000${tail}`, '');
  if (profile.isMarried && random.chance(0.05)) add('phone', `1660000${tail}`, '爱人');
  if (random.chance(0.58)) add('wechat', `demo_wx_${tail}`, '');
  if (random.chance(0.08)) add('email', `demo${tail}@example.com`, '工作');
  if (random.chance(0.1)) add('address', `${profile.city}市演示路 ${random.int(1, 299)} 号`, '家');
}

function addTags({ random, sink, tagIds }: CardMaking, customer: DemoCustomer): void {
  const { row, profile } = customer;
  const add = (tagId: string | null, name: string) =>
    sink.add('customer_tag', {
      id: derivedId('demo', 'customer_tag', row.id, name),
      createdAt: row.createdAt,
      createdBy: row.createdBy,
      customerId: row.id,
      tagId,
      name,
    });
  const names = tagsOf(profile).filter(() => random.chance(row.tier === 'N' ? 0.3 : 0.72));
  if (customer.boughtOn.size > 1) names.push('老客户');
  if (row.source === 'referral' && random.chance(0.2)) names.push('介绍过朋友');
  for (const name of new Set(names)) add(tagIds.get(name) ?? null, name);
  if (random.chance(0.12)) add(null, random.pick(talkBank.privateTags));
}

function addFirstNote({ random, sink }: CardMaking, customer: DemoCustomer): void {
  const { row, slots } = customer;
  if (row.tier === 'N') return;
  sink.add('note', {
    id: derivedId('demo', 'note', row.id, 'first'),
    createdAt: row.createdAt,
    createdBy: row.createdBy,
    customerId: row.id,
    body: filler(slots, random)(random.pick(talkBank.intro.filter((phrase) => fits(slots, phrase)))),
    happenedAt: row.createdAt,
    origin: 'rep',
  });
}

function addOrders({ random, sink, today, now, authorOn }: CardMaking, customer: DemoCustomer): void {
  const { row } = customer;
  if (!customer.isBuyer) return;
  const most = { A: 4, B: 2, C: 1, NURTURE: 1, N: 0 }[row.tier];
  const count = random.int(row.tier === 'A' ? 2 : 1, most);
  const age = Math.max(1, daysBetween(row.addedOn, today) - 1);
  for (let number = 0; number < count; number++) {
    const item = productFor(random, customer, number);
    // Recent purchases are likelier than old ones.
    const daysAgo = 1 + Math.floor(Math.min(age, 700) * random.next() ** 1.6);
    const orderedOn = workingDayFrom(addDays(today, -Math.min(daysAgo, age)));
    if (orderedOn >= today) continue;
    const need = customer.profile.needs.find((code) => code === item.need);
    const boughtOn = need && customer.boughtOn.get(need);
    if (need && (!boughtOn || orderedOn < boughtOn)) customer.boughtOn.set(need, orderedOn);
    const discount = random.chance(0.3) ? random.int(90, 98) / 100 : 1;
    const createdAt = instantAt(orderedOn, random.int(10 * 60, 17 * 60 + 40), random.int(0, 59));
    const paidFen = Math.round(item.price * discount) * 100;
    const order = {
      createdAt: createdAt < now ? createdAt : now,
      createdBy: authorOn(orderedOn),
      customerId: row.id,
      product: item.name,
      quantity: 1,
    };
    // A discount comes off the margin, not off the cost.
    const costFen = Math.round((item.price * 100 * (100 - item.marginPercent)) / 100);
    const id = derivedId('demo', 'order', row.id, String(number));
    sink.add('customer_order', { ...order, id, paidFen, marginFen: paidFen - costFen, orderedOn });
    if (item.price < 1_000 && random.chance(0.04)) {
      const refund = { paidFen: -paidFen, marginFen: costFen - paidFen, orderedOn };
      sink.add('customer_order', { ...order, ...refund, id: derivedId('demo', 'refund', id) });
    }
  }
}

/** First the product of a need, dearer for tier A; later ones from what families come back for. */
function productFor(
  random: Random,
  { row, profile }: DemoCustomer,
  number: number,
): (typeof products)[number] {
  const needs: readonly NeedCode[] = row.tier === 'A' ? profile.needs : profile.needs.slice(0, 1);
  const fitting = products.filter((product) =>
    number === 0
      ? needs.some((need) => need === product.need)
      : ['perio', 'addon', 'repair'].includes(product.need),
  );
  const dearest = fitting.reduce(
    (best, product) => (product.price > best.price ? product : best),
    fitting[0]!,
  );
  return row.tier === 'A' && random.chance(0.6) ? dearest : random.pick(fitting);
}
