/** Plan inputs with everything ordinary, for tests that say what is special. */
import { addDays, startOfDate } from '#shared/domain/calendar.ts';
import type { SopStep } from '#shared/domain/entity/company.ts';
import { plainDay } from '#shared/domain/plan/day-context.ts';
import { freshFacts } from '#shared/domain/plan/fresh-facts.ts';
import type { PlanCustomer, PlanInput } from '#shared/domain/plan/input.ts';
import { sopBankOf } from '#shared/domain/plan/sop/bank.ts';
import { enrolmentsOf } from '#shared/domain/plan/sop/starter.ts';
import { defaultSettings } from '#shared/domain/setting.ts';

export const planOn = '2026-03-10';

/** 08:50 in Shanghai on the plan day. */
export const morning = Date.parse('2026-03-10T00:50:00.000Z');

/** 10:00 in Shanghai, so many days before the plan day. */
export function daysAgo(days: number): string {
  return startOfDate(addDays(planOn, -days)).replace(/T.*/, 'T18:00:00.000Z');
}

/** An instant of the plan day in Shanghai. */
export function todayAt(time: `${number}:${number}`): string {
  return new Date(`${planOn}T${time}:00.000+08:00`).toISOString();
}

let made = 0;

export function customer(fields: Partial<PlanCustomer> = {}): PlanCustomer {
  made++;
  return {
    id: `customer-${String(made).padStart(5, '0')}`,
    bookId: 'book',
    tier: 'C',
    trustStage: 'committed',
    source: 'unknown',
    intent: 0,
    intentAt: null,
    status: 'active',
    consent: 'full',
    addedOn: '2025-01-01',
    ...freshFacts(),
    lastContactAt: daysAgo(1),
    ...fields,
  };
}

const step = (offsetDays: number, hard: boolean): SopStep => ({
  offsetDays,
  title: `D${offsetDays}`,
  body: '',
  touchClass: 'care',
  hard,
  minutes: 5,
});

/** NEW-14 of rules.md R8. */
export const newSteps = [step(0, true), step(1, true), step(3, false), step(7, false), step(14, false)];

export const newBank = sopBankOf([{ code: 'NEW-14', steps: newSteps }], defaultSettings);

/** The customer on the SOPs that follow from the facts, as a loader would have it. */
export function enrolled(who: PlanCustomer, on = planOn): PlanCustomer {
  return { ...who, enrolments: enrolmentsOf(who, on, newBank, defaultSettings) };
}

/** Customers of tier N are put on NEW-14. */
export function planInput(customers: readonly PlanCustomer[], fields: Partial<PlanInput> = {}): PlanInput {
  const on = fields.planOn ?? planOn;
  return {
    planOn,
    now: morning,
    customers: customers.map((who) =>
      who.tier === 'N' && who.enrolments.length === 0 ? enrolled(who, on) : who,
    ),
    settings: defaultSettings,
    day: plainDay,
    ...fields,
  };
}
