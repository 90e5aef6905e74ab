/** The company's SOPs as the day reads them: every edition with the days on which it takes people in (rules.md R8). */
import { dateOf } from '../../calendar.ts';
import { sopTriggers, type Sop, type SopStep, type SopTrigger } from '../../entity/company.ts';
import type { Segment } from '../../segment/segment.ts';
import type { Settings } from '../../setting.ts';
import { stepOfSubject } from '../subject.ts';
import { planStepOf, type PlanStep } from './step.ts';

/** One edition of a SOP, with tags as the dictionary calls them now. Rows without the later columns are starters. */
export type SopRow = Pick<Sop, 'code' | 'steps'> &
  Partial<Pick<Sop, 'purpose' | 'edition' | 'startsBy' | 'startsFor' | 'fromOn' | 'leadDays' | 'retiredAt'>>;

export interface SopEdition {
  code: string;
  edition: number;
  purpose: Sop['purpose'];
  trigger: SopTrigger;
  /** Takes in who starts in `fromOn` ≤ day < `untilOn`; null: open. */
  fromOn: string | null;
  untilOn: string | null;
  /** The last day on which it takes anybody in; null unless it is retired. */
  lastOn: string | null;
  /** Of a key date: how many days before it the SOP begins. */
  leadDays: number;
  /** Begins by itself for these customers alone; null: for everybody. */
  segment: Segment | null;
  steps: readonly PlanStep[];
  /** The same with their words; none of what the company did not write down. */
  words: readonly SopStep[];
  /** Numbers of steps that another kind of item stands for, with caps of its own. */
  elsewhere: readonly number[];
  lengthDays: number;
}

export interface SopBank {
  editions: readonly SopEdition[];
  /** Those that have anything to do by themselves. */
  byTrigger: Readonly<Record<SopTrigger, readonly SopEdition[]>>;
  /** The edition on which somebody is who started that day; of a retired SOP too. */
  find(code: string, startedOn: string): SopEdition | undefined;
  /** The words of a step on a list, by the subject of its item and the day the customer was added. */
  wordsOf(subject: string, addedOn: string | undefined): SopStep | undefined;
  /** The same step as the rules see it: with its channel, window and class. */
  stepOf(subject: string, addedOn: string | undefined): PlanStep | undefined;
  /** Days from the first to the last step of the longest one. */
  longestDays: number;
}

const starters: Readonly<Record<string, { trigger: SopTrigger; purpose: Sop['purpose'] }>> = {
  'NEW-14': { trigger: 'newCustomer', purpose: 'new' },
  AFTERSALE: { trigger: 'order', purpose: 'service' },
  REWARM: { trigger: 'silence', purpose: 'care' },
  HANDOVER: { trigger: 'handover', purpose: 'service' },
  REFERRAL: { trigger: 'referral', purpose: 'promo' },
  KEYDATE: { trigger: 'keyDate', purpose: 'care' },
};

const rewarmChannels = ['like', 'comment', 'chat'] as const;

export function triggerOf({ code, startsBy }: Pick<SopRow, 'code' | 'startsBy'>): SopTrigger {
  return startsBy ?? starters[code]?.trigger ?? 'hand';
}

export function isStarter(code: string): boolean {
  return code === 'HIGH-TICKET' || code in starters;
}

/** @param sops every edition of every SOP; AFTERSALE has the days of R2 where the company published none. */
export function sopBankOf(sops: readonly SopRow[], settings: Settings): SopBank {
  const byCode: Map<string, (SopRow & { words?: SopStep[] })[]> = Map.groupBy(sops, ({ code }) => code);
  if (!byCode.has('AFTERSALE'))
    byCode.set('AFTERSALE', [{ code: 'AFTERSALE', steps: afterPurchaseSteps, words: [] }]);
  const editions = new Map<string, SopEdition[]>();
  const byTrigger = Object.fromEntries(sopTriggers.map((trigger) => [trigger, [] as SopEdition[]])) as Record<
    SopTrigger,
    SopEdition[]
  >;
  let longestDays = 0;
  for (const [code, rows] of byCode) {
    const ordered = rows.toSorted((a, b) => (a.edition ?? 1) - (b.edition ?? 1));
    const retiredAt = ordered.at(-1)!.retiredAt ?? null;
    const all = ordered.map((row, index) =>
      editionOf(row, { untilOn: ordered[index + 1]?.fromOn ?? null, retiredAt }, settings),
    );
    editions.set(code, all);
    for (const one of all) {
      longestDays = Math.max(longestDays, one.lengthDays);
      const isAnythingLeft = one.elsewhere.length < one.steps.length;
      if (isAnythingLeft && !isNever(one)) byTrigger[one.trigger].push(one);
    }
  }
  const find = (code: string, startedOn: string) =>
    editions
      .get(code)
      ?.findLast(({ fromOn }, index) => index === 0 || (fromOn !== null && fromOn <= startedOn));
  const at = <T>(
    subject: string,
    addedOn: string | undefined,
    partOf: (edition: SopEdition) => readonly T[],
  ) => {
    const { code, startedOn, number } = stepOfSubject(subject);
    const edition = find(code, startedOn ?? addedOn ?? '');
    return edition && partOf(edition)[number];
  };
  const wordsOf: SopBank['wordsOf'] = (subject, addedOn) => at(subject, addedOn, ({ words }) => words);
  const stepOf: SopBank['stepOf'] = (subject, addedOn) => at(subject, addedOn, ({ steps }) => steps);
  return { editions: [...editions.values()].flat(), byTrigger, find, wordsOf, stepOf, longestDays };
}

/** An edition that was followed by another one before its day came. */
function isNever({ fromOn, untilOn }: SopEdition): boolean {
  return untilOn !== null && fromOn !== null && untilOn <= fromOn;
}

export function takesIn({ fromOn, untilOn, lastOn }: SopEdition, startedOn: string): boolean {
  return (
    (fromOn === null || fromOn <= startedOn) &&
    (untilOn === null || startedOn < untilOn) &&
    (lastOn === null || startedOn <= lastOn)
  );
}

function editionOf(
  row: SopRow & { words?: SopStep[] },
  { untilOn, retiredAt }: { untilOn: string | null; retiredAt: string | null },
  settings: Settings,
): SopEdition {
  const { code } = row;
  const trigger = triggerOf(row);
  const leadDays = row.leadDays ?? settings['keyDate.leadDays'];
  const steps = row.steps.map((step, number) =>
    planStepOf(
      step,
      settings,
      code === 'REWARM' && !step.channel ? { channel: rewarmChannels[number] ?? 'chat' } : {},
    ),
  );
  const own = { code, trigger, leadDays };
  return {
    code,
    edition: row.edition ?? 1,
    purpose: row.purpose ?? starters[code]?.purpose ?? 'care',
    trigger,
    fromOn: row.fromOn ?? null,
    untilOn,
    lastOn: retiredAt && dateOf(retiredAt),
    leadDays,
    segment: row.startsFor?.segment ?? null,
    steps,
    words: row.words ?? row.steps,
    elsewhere: steps.flatMap((step, number) => (isElsewhere(step, own, settings) ? [number] : [])),
    lengthDays: Math.max(0, ...steps.map(({ offsetDays }) => offsetDays)),
  };
}

/**
 * The question for a score, the hello after a hand-over, the day of a key date and the question for a recommendation are items
 * of their own, with their own caps and days.
 */
function isElsewhere(
  { offsetDays, touchClass }: PlanStep,
  { code, trigger, leadDays }: Pick<SopEdition, 'code' | 'trigger' | 'leadDays'>,
  settings: Settings,
): boolean {
  switch (trigger) {
    case 'order':
      return code === 'AFTERSALE' && offsetDays === settings['afterPurchase.npsDays'];
    case 'handover':
      return offsetDays === 0;
    case 'keyDate':
      return offsetDays >= leadDays - settings['keyDate.leadDays'];
    case 'referral':
      return touchClass === 'promo';
    default:
      return false;
  }
}

/** How it is used, its result, the next need. */
const afterPurchaseSteps: SopRow['steps'] = [2, 14, 60].map((offsetDays) => ({
  offsetDays,
  title: '',
  body: '',
  touchClass: 'service',
  hard: false,
  minutes: 5,
}));

/** The questions these SOPs ask of customers before they begin by themselves. */
export function segmentsOf({ editions }: SopBank): Segment[] {
  return editions.flatMap(({ segment }) => segment ?? []);
}
