/**
 * A saved view of the customer list as the company's settings name it (practice C03): its name and its question. Views are a
 * person's own and stay on their devices, so the question is kept as it was when it was chosen; every device and the
 * server ask it of one customer at a time.
 */
import { z } from 'zod';
import type { CustomerFilter } from '../list-view.ts';
import { segment, withTags, type Segment } from './segment.ts';

export const audience = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(50)
    // eslint-disable-next-line no-control-regex
    .refine((name) => name.isWellFormed() && !/\u0000/.test(name), 'UNSTORABLE_TEXT'),
  segment,
});
export type Audience = z.infer<typeof audience>;

/** The same with other names of tags. */
export function renamed({ name, segment: asked }: Audience, nameOf: (name: string) => string): Audience {
  return { name, segment: withTags(asked, nameOf) };
}

/** Whether the answer changes with the days and with every talk, and not by what somebody decided about the customer. */
export function changesByItself(asked: Segment): boolean {
  return leavesOf(asked).some(({ is }) => is === 'quietDays' || is === 'addedDays' || is === 'due');
}

/**
 * The question of a view, whichever of its filters ask it. Undefined where it asks for nothing, or for something that is
 * no matter of the customer alone: a search, the last weekly check, deleted cards.
 */
export function segmentOfFilter(filter: CustomerFilter): Segment | undefined {
  if (filter.search?.trim() || filter.tierMoved || filter.deleted) return undefined;
  const { tiers, statuses, tags, due } = filter;
  const parts: Segment[] = [];
  if (tiers?.length) parts.push({ is: 'tier', anyOf: tiers });
  if (statuses?.length) parts.push({ is: 'status', anyOf: statuses });
  for (const tag of tags ?? []) parts.push({ is: 'tag', anyOf: [tag] });
  if (due) parts.push({ is: 'due' });
  if (filter.segment) parts.push(filter.segment);
  const whole = parts.length > 1 ? { all: parts } : parts[0];
  return whole && segment.safeParse(whole).success ? whole : undefined;
}

/** Each name of a tag these questions ask for, once. */
export function tagsAskedBy(segments: readonly Segment[]): string[] {
  return [...new Set(segments.flatMap(leavesOf).flatMap((leaf) => (leaf.is === 'tag' ? leaf.anyOf : [])))];
}

export function asksForOrders(segments: readonly Segment[]): boolean {
  return segments.flatMap(leavesOf).some(({ is }) => is === 'orders' || is === 'paidFen');
}

type Leaf = Extract<Segment, { is: string }>;

function leavesOf(part: Segment): Leaf[] {
  if ('all' in part) return part.all.flatMap(leavesOf);
  if ('any' in part) return part.any.flatMap(leavesOf);
  return 'not' in part ? leavesOf(part.not) : [part];
}
