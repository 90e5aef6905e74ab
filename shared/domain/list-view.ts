/** What a saved view of the customer list keeps: its question, its order, its columns. */
import { z } from 'zod';
import { customerStatuses, tiers } from './entity/book.ts';
import { segment, withTags } from './segment/segment.ts';

export const customerFilter = z.object({
  /** As in the palette: names in characters, pinyin and initials, company, tag, WeChat id, phone tail, notes. */
  search: z.string().max(200).optional(),
  tiers: z.array(z.enum(tiers)).optional(),
  /** All of these tags (by shown name). */
  tags: z.array(z.string()).optional(),
  statuses: z.array(z.enum(customerStatuses)).optional(),
  /** Only those whose next touch is due today or earlier. */
  due: z.boolean().optional(),
  /** Only those whose tier the last weekly check changed (rules.md R1). */
  tierMoved: z.boolean().optional(),
  deleted: z.boolean().optional(),
  segment: segment.optional(),
});
export type CustomerFilter = z.infer<typeof customerFilter>;

/** The same with other names of tags. */
export function withTagNames(filter: CustomerFilter, nameOf: (name: string) => string): CustomerFilter {
  return {
    ...filter,
    ...(filter.tags && { tags: filter.tags.map(nameOf) }),
    ...(filter.segment && { segment: withTags(filter.segment, nameOf) }),
  };
}

export const customerSort = z.object({
  by: z.enum([
    'name',
    'tier',
    'addedOn',
    'lastTouchAt',
    'nextTouchOn',
    'company',
    'city',
    'trustStage',
    'lastOrderOn',
    'openPromises',
    'keyDateOn',
    'household',
    'portrait',
  ]),
  direction: z.enum(['asc', 'desc']),
});
export type CustomerSort = z.infer<typeof customerSort>;

/** Columns whose facts a list brings only where it is asked for them. */
export const factColumns = ['order', 'promises', 'keyDate', 'household', 'portrait', 'tierWhy'] as const;
export type FactColumn = (typeof factColumns)[number];

export const listColumns = [
  'tags',
  'tier',
  'trust',
  'city',
  'added',
  'last',
  'next',
  ...factColumns,
] as const;
export type ListColumn = (typeof listColumns)[number];

export function isFactColumn(column: ListColumn): column is FactColumn {
  return (factColumns as readonly ListColumn[]).includes(column);
}

/** Orders that need what these columns show. */
export const factSorts: ReadonlySet<CustomerSort['by']> = new Set([
  'lastOrderOn',
  'openPromises',
  'keyDateOn',
  'household',
  'portrait',
] as const);

export const sortsAtMost = 3;
