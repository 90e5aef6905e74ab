/** What a card holds beside talks and orders: people around, worries, interests, days of the year, households. */
import { addDays } from '#shared/domain/calendar.ts';
import { personaKinds } from '#shared/domain/entity/book.ts';
import { triageGrade } from '#shared/domain/card/triage.ts';
import { lunarDayOf } from '#shared/domain/lunar.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import { derivedId } from '#shared/lib/derived-id.ts';
import { lifeBank, needBank } from './bank.ts';
import type { DemoCustomer } from './customer.ts';
import type { DemoRow, RowSink } from './demo-row.ts';
import type { Random } from './random.ts';
import { instantAt, workingDayBefore } from './work-calendar.ts';

export interface LifeMaking {
  /** A stream of its own, so that the rest of the demo stays as it was. */
  random: Random;
  sink: RowSink;
  today: string;
  authorOn(on: string): string;
}

/** Before the customers are added to the sink: their rows get what triage and time have told. */
export function addCardLife(making: LifeMaking, customers: readonly DemoCustomer[]): void {
  for (const [index, customer] of customers.entries()) {
    addKnown(making, customer, index);
    addPeople(making, customer);
    addWorry(making, customer);
    addInterests(making, customer);
  }
  addDates(making, customers);
  addHouseholds(making, customers);
}

/** New friends of today and yesterday still wait for the three taps. */
const untriaged = 2;

function addKnown({ random }: LifeMaking, { row }: DemoCustomer, index: number): void {
  if (row.tier === 'N') {
    const intent = index < untriaged ? 0 : Math.max(1, row.intent);
    Object.assign(row, { intent, intentAt: index < untriaged ? null : row.createdAt });
    if (index < untriaged) return;
    const cue = random.weighted({ genuine: 6, unclear: 3, doubtful: 1 });
    const grade = triageGrade({ intent, cue, source: row.source }, defaultSettings);
    Object.assign(row, { cue, grade, triagedAt: row.createdAt });
    return;
  }
  if (row.tier === 'A' && random.chance(0.7)) Object.assign(row, { personaKind: random.pick(personaKinds) });
  if (random.chance(0.06)) Object.assign(row, { taboo: random.pick(lifeBank.taboos) });
  if (random.chance(0.25)) Object.assign(row, { presence: ['wecom'] });
}

/** The common columns of something written down so many days ago, never before the customer was there. */
function written(
  { today, authorOn }: LifeMaking,
  { row }: DemoCustomer,
  what: string,
  daysAgo: number,
): { id: string; createdAt: string; createdBy: string; customerId: string } {
  const on = workingDayBefore(today, daysAgo);
  const at = instantAt(on, 11 * 60 + 20);
  const id = derivedId('demo', what, row.id);
  return on > row.addedOn
    ? { id, createdAt: at, createdBy: authorOn(on), customerId: row.id }
    : { id, createdAt: row.createdAt, createdBy: row.createdBy!, customerId: row.id };
}

function addPeople(making: LifeMaking, customer: DemoCustomer): void {
  const { random, sink } = making;
  const { profile } = customer;
  const add = (role: string, name: string) =>
    sink.add('relation', {
      ...written(making, customer, `relation ${role}`, random.int(5, 80)),
      ...{ role, name, remark: '', otherId: null },
    });
  if (profile.child && profile.child.stage !== 'grown' && random.chance(0.6)) add('孩子', profile.child.name);
  if (profile.parent && random.chance(0.12)) add(profile.parent, '');
}

function addWorry(making: LifeMaking, customer: DemoCustomer): void {
  const { random, sink } = making;
  const { tier } = customer.row;
  if (!random.chance(tier === 'A' ? 0.6 : tier === 'B' ? 0.35 : 0.1)) return;
  const own = written(making, customer, 'need', random.int(3, 60));
  const isAnswered = random.chance(0.4);
  sink.add('need', {
    ...own,
    body: lifeBank.worries[customer.profile.concern]!,
    status: isAnswered ? 'answered' : 'open',
    answeredAt: isAnswered ? own.createdAt : null,
    ...{ origin: 'rep', originId: null },
  });
}

/** Seen once or twice, lately or long ago: some are fresh, some have faded (C10). */
function addInterests(making: LifeMaking, customer: DemoCustomer): void {
  const { random, sink } = making;
  const { profile, row } = customer;
  if (!random.chance(row.tier === 'A' ? 0.8 : 0.25)) return;
  const see = (topic: string, kind: 'hobby' | 'product', daysAgo: number) => {
    const own = written(making, customer, `interest ${topic} ${daysAgo}`, daysAgo);
    sink.add('interest', { ...own, topic, kind, seenAt: own.createdAt, origin: 'rep', originId: null });
  };
  const topic = random.pick(profile.interests);
  see(topic, 'hobby', random.int(2, 150));
  if (row.tier !== 'A') return;
  see(topic, 'hobby', random.int(160, 240));
  if (random.chance(0.5)) see(needBank[profile.needs[0]!].tag, 'product', random.int(3, 90));
}

/** Older people keep their birthday by the lunar calendar; one such day is tomorrow, so that it is on the list. */
function addDates(making: LifeMaking, customers: readonly DemoCustomer[]): void {
  const { random, sink, today } = making;
  const add = (
    customer: DemoCustomer,
    date: Pick<DemoRow<'key_date'>, 'kind' | 'label' | 'calendar' | 'month' | 'day' | 'isLeapMonth'>,
  ) =>
    sink.add('key_date', {
      ...written(making, customer, `key date ${date.label}`, random.int(5, 80)),
      ...date,
      year: null,
    });
  const plain = { isLeapMonth: false, day: random.int(1, 28) };
  for (const customer of customers) {
    const { profile, row } = customer;
    if (profile.age >= 50 && row.birthdayOn === null && random.chance(0.7))
      add(customer, { ...plain, kind: 'birthday', label: '', calendar: 'lunar', month: random.int(1, 12) });
  }
  const loyal = customers.filter(({ row }) => row.tier === 'A' && row.birthdayOn !== null);
  const [parent, couple] = random.some(loyal, 2);
  const tomorrow = addDays(today, 1);
  if (parent) {
    const { year: _, ...lunar } = lunarDayOf(tomorrow);
    add(parent, { ...lunar, kind: 'birthday', label: parent.profile.parent ?? '妈妈', calendar: 'lunar' });
  }
  if (couple) {
    const [month, day] = tomorrow.slice(5).split('-').map(Number) as [number, number];
    const solar = { month, day, isLeapMonth: false, calendar: 'solar' } as const;
    add(couple, { ...solar, kind: 'anniversary', label: lifeBank.anniversary });
  }
}

const households = 5;

/** Couples of the book; they share the counters of R3 and R4. */
function addHouseholds(making: LifeMaking, customers: readonly DemoCustomer[]): void {
  const { random, sink } = making;
  const free = customers.filter(
    ({ row, profile }) =>
      row.status === 'active' && row.tier !== 'N' && profile.isMarried && profile.child === null,
  );
  const wives = free.filter(({ profile }) => profile.gender === 'female');
  const husbands = free.filter(({ profile }) => profile.gender === 'male');
  const pairs = Math.min(households, wives.length, husbands.length);
  for (let n = 0; n < pairs; n++) {
    const householdId = derivedId('demo', 'household', wives[n]!.row.id, husbands[n]!.row.id);
    for (const [customer, relation] of [
      [wives[n]!, '妻子'],
      [husbands[n]!, '丈夫'],
    ] as const)
      sink.add('household_member', {
        ...written(making, customer, 'household', random.int(10, 60)),
        ...{ householdId, relation },
      });
  }
}
