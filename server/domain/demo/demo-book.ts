/** One rep's book: 400 customers, and the weeks the rep has worked with them. */
import { addDays, dateOf } from '#shared/domain/calendar.ts';
import type { SopStep } from '#shared/domain/entity/company.ts';
import { gapDays } from '#shared/domain/plan/rhythm.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import { addAppointments, addTimeOff } from './agenda.ts';
import { addCardLife } from './card-life.ts';
import { addCampaigns } from './campaign.ts';
import { addCard } from './card.ts';
import { createCustomer, customersPerRep, type DemoCustomer } from './customer.ts';
import { addDeals } from './deal.ts';
import { addSignals } from './demo-signal.ts';
import { createRowSink, type DemoRow } from './demo-row.ts';
import { addLooks, addPosts, addSurprises } from './look.ts';
import { createRandom, type Random } from './random.ts';
import type { RepCharacter } from './rep-character.ts';
import type { SeedCompany } from '../seed.ts';
import { createTalkLog } from './talk-log.ts';
import { addEndorsements, settleTrust } from './trust.ts';
import { instantAt, isWorkingDay, workingDays } from './work-calendar.ts';
import { playDay } from './work-day.ts';

const historyDays = 90;
const plannedDays = 20;
/** A new rep works without the list for the first days. */
const plannedDaysOfNewcomer = 12;

export interface BookMaking {
  character: RepCharacter;
  /** Position of the rep in the company, from 0. */
  number: number;
  repId: string;
  formerRepId: string;
  bookId: string;
  today: string;
  now: string;
  tagIds: ReadonlyMap<string, string>;
  newSteps: readonly SopStep[];
}

export function demoBook(making: BookMaking): SeedCompany['rows'] {
  const { character, number, repId, formerRepId, bookId, today, now } = making;
  const random = createRandom(7_001 + 97 * number);
  const bookSink = createRowSink(bookId);
  const userSink = createRowSink(repId);
  const from = addDays(today, -historyDays);
  const days = workingDays(from, today);
  const takenOverOn = takenOverDay(character, today) ?? '';
  const authorOn = (on: string) => (on >= takenOverOn ? repId : formerRepId);

  const customers: DemoCustomer[] = [];
  for (let index = 0; index < customersPerRep; index++) {
    const customer = createCustomer(random, { character, bookId, today, now, authorOn }, index);
    customers.push(customer);
    const serial = number * customersPerRep + index;
    addCard({ random, sink: bookSink, today, now, tagIds: making.tagIds, authorOn }, customer, serial);
  }
  const log = createTalkLog(random, bookSink);
  for (const customer of customers) {
    if (customer.row.addedOn >= from) continue;
    const at = firstContactAt(random, customer, from);
    log.first(customer, at, authorOn(dateOf(at)));
  }
  const kept = character.takenOverDays ? plannedDaysOfNewcomer : plannedDays;
  for (const [index, on] of days.entries()) {
    const daysAgo = days.length - index;
    playDay(
      {
        random,
        character,
        repId,
        authorOn,
        customers,
        newSteps: making.newSteps,
        settings: defaultSettings,
        log,
        bookSink,
        userSink,
      },
      { on, daysAgo, hasPlan: daysAgo <= kept },
    );
  }
  const { account } = character;
  const withSignal = addSignals({ account, repId, formerRepId, days, customers, bookSink, userSink });
  addCampaigns({ account, repId, days, customers, bookSink, userSink });
  const looking = { random: createRandom(9_001 + 97 * number), sink: bookSink, today, authorOn };
  addLooks(looking, customers);
  addSurprises(looking, customers);
  const living = { random: createRandom(11_001 + 97 * number), sink: bookSink, today, authorOn };
  addCardLife(living, customers);
  addAppointments(living, customers, withSignal);
  addEndorsements({ ...living, random: createRandom(17_001 + 97 * number) }, customers);
  addDeals({ ...living, random: createRandom(13_001 + 97 * number) }, customers);
  addTimeOff({ today, now, account, repId }, userSink);
  for (const { row } of customers) bookSink.add('customer', row);
  for (const row of dueSoon(random, log.promises(), today)) bookSink.add('promise', row);
  const pace = character.pace(1);
  addPosts(looking, customers, (customer, at, body, post) =>
    log.react({ customer, at, by: authorOn(dateOf(at)), pace }, 'comment', body, post),
  );
  settleTrust({ sink: bookSink, now }, customers);
  return [...bookSink.groups(), ...userSink.groups()];
}

/** The day the rep took the book over from the colleague who left. */
export function takenOverDay({ takenOverDays }: RepCharacter, today: string): string | undefined {
  return takenOverDays ? workingDays(addDays(today, -historyDays), today).at(-takenOverDays) : undefined;
}

/** Somewhere within the customer's gap before the weeks that are played through. */
function firstContactAt(random: Random, { row }: DemoCustomer, from: string): string {
  let on = addDays(from, -random.int(1, gapDays(row.tier, defaultSettings)));
  while (!isWorkingDay(on)) on = addDays(on, -1);
  return instantAt(on < row.addedOn ? row.addedOn : on, random.int(14 * 60, 17 * 60), random.int(0, 59));
}

const least = { overdue: 1, today: 4, tomorrow: 3 };

/** Brings open promises of later days forward until one is overdue and today and tomorrow have enough of them. */
function dueSoon(
  random: Random,
  promises: readonly DemoRow<'promise'>[],
  today: string,
): readonly DemoRow<'promise'>[] {
  const tomorrow = addDays(today, 1);
  const open = promises.filter(({ status }) => status === 'open');
  const later = open.filter(({ dueAt }) => dateOf(dueAt) > tomorrow);
  const moved = new Map<string, string>();
  let before = addDays(today, -1);
  while (!isWorkingDay(before)) before = addDays(before, -1);
  for (const [on, count] of [
    [before, least.overdue],
    [today, least.today],
    [tomorrow, least.tomorrow],
  ] as const) {
    const isDue = (dueOn: string) => (on < today ? dueOn < today : dueOn === on);
    const missing = count - open.filter(({ dueAt }) => isDue(dateOf(dueAt))).length;
    for (let n = 0; n < missing; n++) {
      // Nobody promises something for a time that is past.
      const dueAt = instantAt(on, 10 * 60 + 30 * random.int(0, 14));
      const index = later.findIndex(({ createdAt }) => createdAt < dueAt);
      if (index >= 0) moved.set(later.splice(index, 1)[0]!.id, dueAt);
    }
  }
  return promises.map((promise) => ({ ...promise, dueAt: moved.get(promise.id) ?? promise.dueAt }));
}
