/** What a saved view of the customer list keeps: its question, its order, its columns. */
import { z } from 'zod';
import { customerStatuses, tiers } from './entity/book.ts';
import { segment } from './segment/segment.ts';

export const customerFilter = z.object({
  /** As in the palette: names in characters, pinyin and initials, company, tag, WeChat id, phone tail, notes. */
  search: z.string().max(200).optional(),
  tiers: z.array(z.enum(tiers)).optional(),
  /** All of these tags (by shown name). */
  tags: z.array(z.string()).optional(),
  statuses: z.array(z.enum(customerStatuses)).optional(),
  /** Only those whose next touch is due today or earlier. */
  due: z.boolean().optional(),
  deleted: z.boolean().optional(),
  segment: segment.optional(),
});
export type CustomerFilter = z.infer<typeof customerFilter>;

export const customerSort = z.object({
  by: z.enum(['name', 'tier', 'addedOn', 'lastTouchAt', 'nextTouchOn', 'company', 'city', 'trustStage']),
  direction: z.enum(['asc', 'desc']),
});
export type CustomerSort = z.infer<typeof customerSort>;

export const listColumns = ['tags', 'tier', 'trust', 'city', 'added', 'last', 'next'] as const;
export type ListColumn = (typeof listColumns)[number];

export const sortsAtMost = 3;
