/** Plays one working day of one rep: the list and what became of it, moments, customers who come by themselves. */
import { addDays, dateOf, daysBetween } from '#shared/domain/calendar.ts';
import type { SopStep } from '#shared/domain/entity/company.ts';
import { isExcused } from '#shared/domain/execution.ts';
import { buildPlan, type BuiltPlan, type PlannedItem } from '#shared/domain/plan/build.ts';
import { planIdOf, planItemIdOf } from '#shared/domain/plan/plan-id.ts';
import { plainDay } from '#shared/domain/plan/day-context.ts';
import { isSopStep } from '#shared/domain/plan/kind.ts';
import { gapDueOn } from '#shared/domain/plan/rhythm.ts';
import { sopBankOf } from '#shared/domain/plan/sop/bank.ts';
import { enrolmentsOf } from '#shared/domain/plan/sop/starter.ts';
import { closedKey } from '#shared/domain/plan/subject.ts';
import type { Settings } from '#shared/domain/setting.ts';
import { talkBank, walkInScenes, type Scene } from './bank.ts';
import type { DemoCustomer } from './customer.ts';
import type { RowSink } from './demo-row.ts';
import { browseMoments } from './moment-browse.ts';
import { outcomeOf, type Outcome } from './outcome.ts';
import { addPlanRows } from './plan-row.ts';
import type { Random } from './random.ts';
import type { Pace, RepCharacter } from './rep-character.ts';
import { offerFor, sceneFor, shortScene } from './scene.ts';
import { filler, fits } from './slot.ts';
import { recentTouches, type Doing, type TalkLog } from './talk-log.ts';
import { clockMinute, instantAt, workMinutes } from './work-calendar.ts';

export interface DayMaking {
  random: Random;
  character: RepCharacter;
  /** The rep, and who worked the book on a day. */
  repId: string;
  authorOn(on: string): string;
  customers: readonly DemoCustomer[];
  newSteps: readonly SopStep[];
  settings: Settings;
  log: TalkLog;
  bookSink: RowSink;
  userSink: RowSink;
}

export interface WorkDay {
  on: string;
  /** Working days before today, from 1. */
  daysAgo: number;
  /** True where the plan of the day is kept. */
  hasPlan: boolean;
}

export interface SettledItem {
  item: PlannedItem;
  outcome: Outcome;
  at: string;
}

type Action = (at: string) => void;

export function playDay(making: DayMaking, day: WorkDay): void {
  const { random, character, customers } = making;
  const pace = character.pace(day.daysAgo);
  const built = listOf(making, day);
  const settled: SettledItem[] = [];
  const byId = new Map(customers.map((customer) => [customer.row.id, customer]));
  const author = making.authorOn(day.on);
  const planId = day.hasPlan ? planIdOf(making.repId, day.on) : null;

  const promises: Action[] = [];
  const others: Action[] = [];
  for (const item of built.items) {
    const isPromise = item.kind === 'PROMISE';
    // The last day leaves two promises open, so that today begins with something overdue.
    const isLeft = isPromise && day.daysAgo === 1 && promises.length < 2;
    const outcome: Outcome = isLeft ? { status: 'open', skipReason: null } : outcomeOf(random, item, pace);
    const customer = byId.get(item.customerId)!;
    const planItemId = planId && planItemIdOf(planId, item.kind, item.customerId, item.subject);
    (isPromise ? promises : others).push((at) => {
      settle(making, { customer, at, by: author, pace, planItemId }, item, outcome);
      settled.push({ item, outcome, at });
    });
  }
  const side = [...walkIns(making, day, pace, author), ...browseMoments(making, day, pace, author)];
  const list = pace.isPromiseLast ? [...others, ...promises] : [...promises, ...others];
  run(random, day.on, pace, mixed(random, list, side));
  if (day.hasPlan) {
    addPlanRows(making, day, { built, settled, startedAt: startOf(day.on, pace) });
  }
}

function listOf(
  { character, customers, newSteps, settings }: DayMaking,
  { on, hasPlan }: WorkDay,
): BuiltPlan {
  const { day } = character;
  const own = day && hasPlan ? { ...settings, 'day.minutes': day.minutes, 'day.chats': day.chats } : settings;
  const now = Date.parse(instantAt(on, 6 * 60));
  const awake = customers.filter((customer) => customer.row.addedOn <= on && isAwake(customer, on, settings));
  const bank = sopBankOf([{ code: 'NEW-14', steps: [...newSteps] }], settings);
  for (const { plan, ...customer } of awake) {
    plan.recentTouches = recentTouches(customer, on, settings['score.fatigueDays']);
    plan.enrolments = enrolmentsOf(plan, on, bank, settings);
  }
  return buildPlan({
    planOn: on,
    now,
    customers: awake.map(({ plan }) => plan),
    settings: own,
    day: plainDay,
  });
}

/** False for those of whom nothing can be due: most of the book on most days, so they are not worked out again. */
function isAwake(customer: DemoCustomer, on: string, settings: Settings): boolean {
  const { row, plan } = customer;
  if (customer.asleepUntil > on && plan.promises.length === 0) return false;
  // Customers added during these weeks were tier N at the time.
  plan.tier = daysBetween(row.addedOn, on) <= settings['rhythm.newDays'] + 2 ? 'N' : row.tier;
  if (plan.tier === 'N' || plan.promises.length > 0) return true;
  customer.asleepUntil = gapDueOn(plan, on, settings);
  return customer.asleepUntil <= on;
}

function settle(
  { random, log, newSteps }: DayMaking,
  doing: Doing,
  item: PlannedItem,
  outcome: Outcome,
): void {
  const { customer } = doing;
  const close = () => customer.plan.closed.add(closedKey(item.kind, item.subject));
  const isStep = isSopStep(item.kind);
  if (outcome.status === 'skipped') {
    if (isStep && isExcused(outcome.skipReason)) close();
    if (item.kind === 'PROMISE' && isExcused(outcome.skipReason)) log.cancel(doing, item.subject);
    if (outcome.skipReason === 'contacted_us' && customer.row.status === 'active') {
      log.talk({ ...doing, planItemId: null }, shortScene(random), true);
    } else if (outcome.skipReason === 'asked_not_now') {
      const scene: Scene = { touch: random.pick(talkBank.notNow), note: '', promise: '' };
      log.talk({ ...doing, planItemId: null }, scene, true);
    }
  }
  if (outcome.status !== 'done') return;
  customer.plan.lastItemKind = item.kind;
  if (item.kind === 'PROMISE') {
    const phrase = random.pick(talkBank.kept);
    log.keep(doing, item.subject, (what) => filler(customer.slots, random, { what })(phrase));
  } else if (isStep) {
    const number = Number(item.subject);
    close();
    const step = newSteps[number];
    const scene = talkBank.new[number] ?? talkBank.new[0]!;
    log.talk(doing, { ...scene, cls: step?.touchClass ?? 'care', promise: '' });
  } else {
    const usual = random.chance(0.9) ? sceneFor(random, customer, dateOf(doing.at)) : shortScene(random);
    log.talk(doing, offerFor(random, customer) ?? usual);
  }
}

function walkIns({ random, customers, log }: DayMaking, day: WorkDay, pace: Pace, by: string): Action[] {
  const settledSince = addDays(day.on, -14);
  const active = customers.filter(({ row }) => row.status === 'active' && row.addedOn < settledSince);
  const count = random.int(Math.floor(pace.walkIns * 0.6), Math.ceil(pace.walkIns * 1.4));
  return random.some(active, count).map((customer) => (at: string) => {
    const scenes = walkInScenes.filter((scene) => fits(customer.slots, scene.touch + scene.note));
    const scene = random.chance(0.6) ? random.pick(scenes) : sceneFor(random, customer, day.on);
    log.talk({ customer, at, by, pace }, scene, true);
  });
}

/** The side actions at random places of the list. */
function mixed(random: Random, list: readonly Action[], side: readonly Action[]): Action[] {
  const actions = [...list];
  for (const action of side) actions.splice(random.int(0, actions.length), 0, action);
  return actions;
}

function startOf(on: string, pace: Pace): string {
  return instantAt(on, clockMinute(pace.startAfter));
}

/** Spreads the actions over the working hours that are left after the start. */
function run(random: Random, on: string, pace: Pace, actions: readonly Action[]): void {
  const first = pace.startAfter + 2;
  const span = (workMinutes - 10 - first) / Math.max(actions.length, 1);
  for (const [index, action] of actions.entries()) {
    const worked = first + (index + random.next() * 0.8) * span;
    action(instantAt(on, Math.floor(clockMinute(worked)), random.int(0, 59)));
  }
}
