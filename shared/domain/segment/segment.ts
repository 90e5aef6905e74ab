/**
 * A question to the book as a tree: tags and fields joined by and, or, not (practices C01, C03). It is kept as this tree
 * and never as text, so nothing has to be parsed and nothing typed can change its meaning.
 */
import { z } from 'zod';
import { addDays, dayMs, instantAt } from '../calendar.ts';
import { customerStatuses, sources, tiers, trustStages } from '../entity/book.ts';

const days = z.int().min(0).max(3_650);

/** A leaf. Days count back from today; `quietDays`: no chat, call, visit or comment for at least so long, or never. */
export const condition = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('tag'), anyOf: z.array(z.string().min(1).max(50)).min(1).max(50) }),
  z.strictObject({ is: z.literal('tier'), anyOf: z.array(z.enum(tiers)).min(1) }),
  z.strictObject({ is: z.literal('trust'), anyOf: z.array(z.enum(trustStages)).min(1) }),
  z.strictObject({ is: z.literal('status'), anyOf: z.array(z.enum(customerStatuses)).min(1) }),
  z.strictObject({ is: z.literal('source'), anyOf: z.array(z.enum(sources)).min(1) }),
  z.strictObject({ is: z.literal('city'), anyOf: z.array(z.string().min(1).max(100)).min(1).max(50) }),
  z.strictObject({ is: z.literal('quietDays'), atLeast: days }),
  z.strictObject({ is: z.literal('addedDays'), atMost: days }),
  z.strictObject({ is: z.literal('orders'), atLeast: z.int().min(1).max(10_000) }),
  z.strictObject({ is: z.literal('paidFen'), atLeast: z.int().min(1).max(100_000_000_000) }),
  z.strictObject({ is: z.literal('due') }),
]);
export type Condition = z.infer<typeof condition>;
export type ConditionKind = Condition['is'];

export type Segment = Condition | { all: Segment[] } | { any: Segment[] } | { not: Segment };

const tree: z.ZodType<Segment> = z.lazy(() =>
  z.union([
    condition,
    z.strictObject({ all: z.array(tree).max(30) }),
    z.strictObject({ any: z.array(tree).max(30) }),
    z.strictObject({ not: tree }),
  ]),
);

export const segmentNodesAtMost = 100;
const depthAtMost = 8;

/** A tree of bounded size and depth: it is evaluated for every customer of the book. */
export const segment: z.ZodType<Segment> = tree.refine(
  (root) => sizeOf(root) <= segmentNodesAtMost && depthOf(root) <= depthAtMost,
  'SEGMENT_TOO_LARGE',
);

export interface SegmentFacts {
  tags: readonly string[];
  tier: string;
  trustStage: string;
  status: string;
  source: string;
  city: string;
  addedOn: string;
  /** Instant of the last chat, call, visit or comment. */
  lastTouchAt: string | null;
  nextTouchOn: string | null;
  orders: number;
  paidFen: number;
}

/** The day it is, and the first instant or day of each span, worked out once for the whole book. */
export interface SegmentDay {
  today: string;
  /** The instant so many days ago. */
  instantBefore(days: number): string;
  /** The date so many days ago. */
  dateBefore(days: number): string;
}

export function segmentDayOf(now: number, today: string): SegmentDay {
  return {
    today,
    instantBefore: (days) => instantAt(now - days * dayMs),
    dateBefore: (days) => addDays(today, -days),
  };
}

/** An empty `all` holds for everybody, an empty `any` for nobody. */
export function isInSegment(segment: Segment, facts: SegmentFacts, day: SegmentDay): boolean {
  if ('all' in segment) return segment.all.every((part) => isInSegment(part, facts, day));
  if ('any' in segment) return segment.any.some((part) => isInSegment(part, facts, day));
  if ('not' in segment) return !isInSegment(segment.not, facts, day);
  switch (segment.is) {
    case 'tag':
      return segment.anyOf.some((name) => facts.tags.includes(name));
    case 'tier':
      return (segment.anyOf as readonly string[]).includes(facts.tier);
    case 'trust':
      return (segment.anyOf as readonly string[]).includes(facts.trustStage);
    case 'status':
      return (segment.anyOf as readonly string[]).includes(facts.status);
    case 'source':
      return (segment.anyOf as readonly string[]).includes(facts.source);
    case 'city':
      return segment.anyOf.includes(facts.city);
    case 'quietDays':
      return facts.lastTouchAt === null || facts.lastTouchAt <= day.instantBefore(segment.atLeast);
    case 'addedDays':
      return facts.addedOn >= day.dateBefore(segment.atMost);
    case 'orders':
      return facts.orders >= segment.atLeast;
    case 'paidFen':
      return facts.paidFen >= segment.atLeast;
    case 'due':
      return facts.nextTouchOn !== null && facts.nextTouchOn <= day.today;
  }
}

/** The same question with other names of tags. */
export function withTags(segment: Segment, nameOf: (name: string) => string): Segment {
  if ('all' in segment) return { all: segment.all.map((part) => withTags(part, nameOf)) };
  if ('any' in segment) return { any: segment.any.map((part) => withTags(part, nameOf)) };
  if ('not' in segment) return { not: withTags(segment.not, nameOf) };
  return segment.is === 'tag' ? { is: 'tag', anyOf: segment.anyOf.map(nameOf) } : segment;
}

/** What a question asks for, each kind once, in the order of asking. */
export function conditionKinds(segment: Segment): Set<ConditionKind> {
  if ('is' in segment) return new Set([segment.is]);
  return new Set(partsOf(segment).flatMap((part) => [...conditionKinds(part)]));
}

function partsOf(segment: Segment): Segment[] {
  if ('all' in segment) return segment.all;
  if ('any' in segment) return segment.any;
  return 'not' in segment ? [segment.not] : [];
}

function sizeOf(segment: Segment): number {
  return 1 + partsOf(segment).reduce((sum, part) => sum + sizeOf(part), 0);
}

function depthOf(segment: Segment): number {
  return 1 + partsOf(segment).reduce((deepest, part) => Math.max(deepest, depthOf(part)), 0);
}
