/**
 * What the block rate is made of (practices.md D09): customers who left for every 1,000 proactive touches of one class, or
 * of one text. A customer who left counts against the last proactive touch before it, as the autopsy reads it.
 */
import { dayMs } from './calendar.ts';
import { blockLevel } from './block-rate.ts';
import type { TouchClass } from './entity/book.ts';
import { stepOfSubject } from './plan/subject.ts';
import type { BlockRate } from './plan/day-context.ts';
import type { Settings } from './setting.ts';

/** What was said: an offer of the library, or a step of a SOP, counted from 0. */
export type BlockContent =
  { kind: 'offer'; contentId: string } | { kind: 'step'; code: string; number: number };

/** The item of the day a touch belongs to; nulls where it belongs to none. */
interface Said {
  touchClass: TouchClass;
  itemKind: string | null;
  subject: string | null;
}

export type CountedTouches = Said & { touches: number };
export type TouchBefore = Said & { customerId: string; at: string };

export interface BlockFigures {
  customers: number;
  touches: number;
  /** Null below the least number of touches that says anything. */
  perThousand: number | null;
  level: BlockRate;
}

export interface BlockParts {
  /** In the order of `touchClasses`. */
  classes: (BlockFigures & { touchClass: TouchClass })[];
  /** Those after which somebody left, the most customers first. */
  contents: (BlockFigures & { content: BlockContent })[];
  /** Customers who left without any proactive touch in the days before. */
  withoutTouch: number;
}

/**
 * @param blocks of the days that are looked at; of one customer the first counts
 * @param before the proactive touches of these customers, in any order
 * @param touched the proactive touches of the days, counted
 */
export function blockParts(
  {
    blocks,
    before,
    touched,
  }: {
    blocks: readonly { customerId: string; at: string }[];
    before: readonly TouchBefore[];
    touched: readonly CountedTouches[];
  },
  settings: Settings,
): BlockParts {
  const classes = new Map<TouchClass, Counts>();
  const contents = new Map<string, Counts & { content: BlockContent }>();
  const add = (said: Said, counts: Counts): void => {
    plus(classes, said.touchClass, { ...noCounts }, counts);
    const content = contentOf(said);
    if (content) plus(contents, JSON.stringify(content), { ...noCounts, content }, counts);
  };
  for (const { touches, ...said } of touched) add(said, { customers: 0, touches });
  let withoutTouch = 0;
  for (const block of firstOfEach(blocks)) {
    const last = lastBefore(block, before, settings);
    if (last) add(last, { customers: 1, touches: 0 });
    else withoutTouch += 1;
  }
  return {
    classes: (['care', 'service', 'promo'] as const).map((touchClass) => ({
      touchClass,
      ...figuresOf(classes.get(touchClass) ?? noCounts, settings),
    })),
    contents: [...contents.values()]
      .filter(({ customers }) => customers > 0)
      .sort((a, b) => b.customers - a.customers || a.touches - b.touches)
      .map(({ content, ...counts }) => ({ content, ...figuresOf(counts, settings) })),
    withoutTouch,
  };
}

interface Counts {
  customers: number;
  touches: number;
}
const noCounts: Counts = { customers: 0, touches: 0 };

function plus<K, T extends Counts>(all: Map<K, T>, key: K, none: T, { customers, touches }: Counts): void {
  const known = all.get(key) ?? none;
  known.customers += customers;
  known.touches += touches;
  all.set(key, known);
}

function contentOf({ itemKind, subject }: Said): BlockContent | null {
  if (!subject) return null;
  if (itemKind === 'PROMO') return { kind: 'offer', contentId: subject };
  if (itemKind !== 'SOP_HARD' && itemKind !== 'SOP_SOFT') return null;
  const { code, number } = stepOfSubject(subject);
  return { kind: 'step', code, number };
}

function firstOfEach(blocks: readonly { customerId: string; at: string }[]) {
  const first = new Map<string, { customerId: string; at: string }>();
  for (const block of blocks) {
    const known = first.get(block.customerId);
    if (!known || block.at < known.at) first.set(block.customerId, block);
  }
  return first.values();
}

function lastBefore(
  { customerId, at }: { customerId: string; at: string },
  before: readonly TouchBefore[],
  settings: Settings,
): TouchBefore | undefined {
  const from = Date.parse(at) - settings['autopsy.days'] * dayMs;
  let last: TouchBefore | undefined;
  for (const touch of before) {
    if (touch.customerId !== customerId || touch.at > at || Date.parse(touch.at) < from) continue;
    if (!last || touch.at > last.at) last = touch;
  }
  return last;
}

function figuresOf({ customers, touches }: Counts, settings: Settings): BlockFigures {
  const isEnough = touches >= settings['block.leastTouches'];
  return {
    customers,
    touches,
    perThousand: isEnough ? (customers * 1_000) / touches : null,
    level: blockLevel({ customers, touches }, settings),
  };
}
