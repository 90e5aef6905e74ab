import { z } from 'zod';
import { contentKinds } from '../domain/entity/company.ts';
import { tiers } from '../domain/entity/book.ts';
import { base } from './base.ts';

/** One line of text with the ranges of it to mark, in UTF-16 units. */
export const excerpt = z.object({
  text: z.string(),
  marks: z.array(z.object({ from: z.int(), to: z.int() })),
});

export const hitFields = ['name', 'nickname', 'former', 'phone', 'wechat', 'company', 'tag'] as const;
export const hitEntities = [
  'note',
  'touch',
  'moment',
  'promise',
  'customer_order',
  'deal',
  'signal',
  'appointment',
  'need',
  'interest',
  'relation',
  'customer',
] as const;

export const searchAnswer = z.object({
  /** The best first: by name, then phone and WeChat id, then company and tag; among equals the last contacted. */
  customers: z.array(
    z.object({
      id: z.guid(),
      name: z.string(),
      addressAs: z.string(),
      company: z.string(),
      city: z.string(),
      tier: z.enum(tiers),
      /** Why it was found; a phone number or WeChat id shows no more than what was typed. */
      field: z.enum(hitFields),
      hit: excerpt,
    }),
  ),
  /** What was written or happened, newest first. `customer`: the remark on the card. */
  entries: z.array(
    z.object({
      entity: z.enum(hitEntities),
      id: z.guid(),
      customerId: z.guid(),
      customerName: z.string(),
      at: z.string(),
      hit: excerpt,
    }),
  ),
  content: z.array(z.object({ id: z.guid(), kind: z.enum(contentKinds), title: z.string(), hit: excerpt })),
  /** Texts that are not yet in the index: what is found so far is not all. */
  waiting: z.int(),
});
export type SearchAnswer = z.infer<typeof searchAnswer>;

export const searchContract = {
  /**
   * Customers of the person's books by name (characters, pinyin, initials, mixed), nickname, company, tag, WeChat id or the
   * last 4+ digits of a phone, and any two characters of what was written about them. What is typed is text: no operators.
   */
  find: base
    .input(z.object({ text: z.string().max(200), limit: z.int().min(1).max(50).default(8) }))
    .output(searchAnswer),
  /** How texts can be typed by pinyin and initials, for `isSpelled`; in their order. */
  spell: base.input(z.object({ texts: z.array(z.string().max(100)).max(200) })).output(z.array(z.string())),
};
