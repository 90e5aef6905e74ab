/** The SOPs a customer is on without anybody's decision (rules.md R8): a new friend, after a purchase, after long silence. */
import { addDays, dateOf } from '../../calendar.ts';
import type { Sop } from '../../entity/company.ts';
import type { Settings } from '../../setting.ts';
import type { PlanCustomer } from '../input.ts';
import type { SopEnrolment } from './enrolment.ts';
import { planStepOf, type PlanStep } from './step.ts';
import { closedKey, stepSubject } from '../subject.ts';

/** The published steps by code, as the day pins them. */
export type SopBank = ReadonlyMap<string, readonly PlanStep[]>;

const rewarmChannels = ['like', 'comment', 'chat'] as const;

/** AFTERSALE has the days of R2 where the company published none. */
export function sopBankOf(sops: readonly Pick<Sop, 'code' | 'steps'>[], settings: Settings): SopBank {
  const bank = new Map<string, readonly PlanStep[]>([['AFTERSALE', afterPurchaseSteps(settings)]]);
  for (const { code, steps } of sops) {
    const own = steps.map((step, number) =>
      planStepOf(step, settings, code === 'REWARM' ? { channel: rewarmChannels[number] ?? 'chat' } : {}),
    );
    bank.set(code, own);
  }
  return bank;
}

const none: readonly never[] = [];

/** @param closed see `PlanCustomer.closed` */
export function starterEnrolments(
  customer: Pick<PlanCustomer, 'tier' | 'addedOn' | 'purchases' | 'unanswered' | 'lastContactAt' | 'closed'>,
  on: string,
  bank: SopBank,
  settings: Settings,
): readonly SopEnrolment[] {
  const bought = customer.purchases.at(-1)?.orderedOn;
  const isSilent = customer.unanswered >= settings['silence.stopAfter'] && customer.lastContactAt !== null;
  if (customer.tier !== 'N' && bought === undefined && !isSilent) return none;
  const enrolments: SopEnrolment[] = [];
  const add = (code: string, purpose: Sop['purpose'], startedOn: string): void => {
    const steps = bank.get(code);
    if (!steps?.length) return;
    const done = closedSteps(customer.closed, { code, startedOn }, steps.length);
    // The question for a score is the NPS ask, which has caps of its own.
    const asks = code === 'AFTERSALE' ? stepsOnDay(steps, settings['afterPurchase.npsDays']) : none;
    const closed = done.length === 0 ? asks : [...done, ...asks];
    enrolments.push({ code, purpose, startedOn, steps, closed, exit: null });
  };
  if (customer.tier === 'N') add('NEW-14', 'new', customer.addedOn);
  if (bought !== undefined) add('AFTERSALE', 'service', bought);
  if (isSilent) {
    const startedOn = addDays(dateOf(customer.lastContactAt!), settings['silence.stopDays']);
    if (startedOn <= on) add('REWARM', 'care', startedOn);
  }
  return enrolments;
}

function closedSteps(
  closed: ReadonlySet<string>,
  sop: { code: string; startedOn: string },
  count: number,
): readonly number[] {
  if (closed.size === 0) return none;
  const isClosed = (number: number) => {
    const subject = stepSubject(sop, number);
    return closed.has(closedKey('SOP_HARD', subject)) || closed.has(closedKey('SOP_SOFT', subject));
  };
  return Array.from({ length: count }, (_, number) => number).filter(isClosed);
}

/** The same steps are asked for once per customer. */
const lastOnDay = new WeakMap<readonly PlanStep[], { offsetDays: number; numbers: readonly number[] }>();

function stepsOnDay(steps: readonly PlanStep[], offsetDays: number): readonly number[] {
  const last = lastOnDay.get(steps);
  if (last?.offsetDays === offsetDays) return last.numbers;
  const numbers = steps.flatMap((step, number) => (step.offsetDays === offsetDays ? [number] : []));
  lastOnDay.set(steps, { offsetDays, numbers });
  return numbers;
}

function afterPurchaseSteps(settings: Settings): PlanStep[] {
  const days = [
    settings['afterPurchase.useDays'],
    settings['afterPurchase.resultDays'],
    settings['afterPurchase.nextDays'],
  ];
  return days.map((offsetDays) =>
    planStepOf(
      {
        offsetDays,
        title: '',
        body: '',
        touchClass: 'service',
        hard: false,
        minutes: settings['afterPurchase.minutes'],
      },
      settings,
    ),
  );
}
