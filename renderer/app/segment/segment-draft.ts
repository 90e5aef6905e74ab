/** A question while it is being put together: groups of conditions, some of them not yet filled in. */
import type { Condition, ConditionKind, Segment } from '#shared/domain/segment/segment.ts';

export interface DraftLeaf {
  key: string;
  not: boolean;
  is: ConditionKind;
  /** Chosen values of a list, or the number; neither for what has no value. */
  values: string[];
  number: number | null;
}
export interface DraftGroup {
  key: string;
  not: boolean;
  match: 'all' | 'any';
  parts: DraftPart[];
}
export type DraftPart = DraftLeaf | DraftGroup;

export const conditionKinds: readonly ConditionKind[] = [
  'tag',
  'tier',
  'trust',
  'city',
  'source',
  'status',
  'quietDays',
  'addedDays',
  'orders',
  'paidFen',
  'due',
];
/** Groups in groups: as deep as one can still see through. */
export const depthAtMost = 3;

let lastKey = 0;
const nextKey = () => `part-${++lastKey}`;

export function emptyGroup(match: DraftGroup['match'] = 'all'): DraftGroup {
  return { key: nextKey(), not: false, match, parts: [] };
}

export function newLeaf(is: ConditionKind): DraftLeaf {
  return { key: nextKey(), not: false, is, values: [], number: null };
}

export function isGroup(part: DraftPart): part is DraftGroup {
  return 'parts' in part;
}

/** What can be asked already; undefined where nothing is filled in. Money is typed in 元. */
export function segmentOf(part: DraftPart): Segment | undefined {
  const inner = isGroup(part) ? groupOf(part) : conditionOf(part);
  return inner && part.not ? { not: inner } : inner;
}

/** Something is still without a value, and counts for nothing. */
export function isUnfilled(part: DraftPart): boolean {
  return isGroup(part)
    ? part.parts.length === 0 || part.parts.some(isUnfilled)
    : segmentOf(part) === undefined;
}

function groupOf({ match, parts }: DraftGroup): Segment | undefined {
  const asked = parts.map(segmentOf).filter((part) => part !== undefined);
  if (asked.length === 0) return undefined;
  return match === 'all' ? { all: asked } : { any: asked };
}

function conditionOf({ is, values, number }: DraftLeaf): Condition | undefined {
  switch (is) {
    case 'due':
      return { is };
    case 'quietDays':
    case 'orders':
      return number === null ? undefined : { is, atLeast: number };
    case 'paidFen':
      return number === null ? undefined : { is, atLeast: Math.max(1, Math.round(number * 100)) };
    case 'addedDays':
      return number === null ? undefined : { is, atMost: number };
    default:
      return values.length === 0 ? undefined : ({ is, anyOf: values } as Condition);
  }
}

/** The way back, for a saved question. Its outermost part is always a group. */
export function draftOf(segment: Segment | undefined): DraftGroup {
  if (!segment) return emptyGroup();
  const part = partOf(segment, false);
  return isGroup(part) && !part.not ? part : { ...emptyGroup(), parts: [part] };
}

function partOf(segment: Segment, not: boolean): DraftPart {
  if ('not' in segment) return partOf(segment.not, !not);
  if ('all' in segment || 'any' in segment) {
    const parts = 'all' in segment ? segment.all : segment.any;
    return {
      key: nextKey(),
      not,
      match: 'all' in segment ? 'all' : 'any',
      parts: parts.map((each) => partOf(each, false)),
    };
  }
  const leaf = { ...newLeaf(segment.is), not };
  if ('anyOf' in segment) return { ...leaf, values: [...segment.anyOf] };
  if ('atMost' in segment) return { ...leaf, number: segment.atMost };
  if ('atLeast' in segment) {
    return { ...leaf, number: segment.is === 'paidFen' ? segment.atLeast / 100 : segment.atLeast };
  }
  return leaf;
}
