/** What the safety of the WeChat account allows today (rules.md R4): friends to add, what may be offered in which group. */
import { z } from 'zod';
import { addDirections } from '../domain/entity/account.ts';
import { touchClasses } from '../domain/entity/book.ts';
import { base } from './base.ts';

const used = z.object({ used: z.int(), most: z.int() });

const addView = z.object({
  id: z.guid(),
  who: z.string(),
  direction: z.enum(addDirections),
  pending: z.boolean(),
});

const groupFields = z.object({ name: z.string().trim().min(1).max(200), startedOn: z.iso.date() });
export type GroupFields = z.infer<typeof groupFields>;

export const groupView = groupFields.extend({
  id: z.guid(),
  /** Posts of the last 30 days that offered something, and that did not. */
  promos: z.int(),
  others: z.int(),
  lastPromoAt: z.string().nullable(),
  /** Why nothing may be offered in it now, and until when; null: it may. */
  refusal: z.object({ code: z.enum(['GROUP_NEW', 'GROUP_PROMO']), until: z.string() }).nullable(),
  pending: z.boolean(),
});
export type GroupView = z.infer<typeof groupView>;

export const accountView = z.object({
  /** Since when the account is in use; null: nobody has said, and it counts as new. */
  openedOn: z.string().nullable(),
  stage: z.enum(['young', 'growing', 'mature']),
  /** Likes and comments of the last hour. */
  social: used,
  /** Of today, and of the last hour where that has a limit of its own. */
  adds: z.object({ active: used, passive: used, passiveHour: used.nullable() }),
  /** From when on one more may be added; null: now. */
  nextAt: z.object({ active: z.string().nullable(), passive: z.string().nullable() }),
  /** Those that wait, the oldest first. */
  waiting: z.array(addView),
  groups: z.array(groupView),
});
export type AccountView = z.infer<typeof accountView>;

const id = z.object({ id: z.guid() });

export const accountContract = {
  today: base.output(accountView),
  /** Null: nobody has said. */
  setOpenedOn: base.input(z.object({ openedOn: z.iso.date().nullable() })).output(z.void()),
  /** Counted as added now, or, where the account has added enough, kept waiting until `until`. */
  add: base
    .input(z.object({ direction: z.enum(addDirections), who: z.string().trim().max(200) }))
    .output(id.extend({ until: z.string().nullable() })),
  /** One that waited was added. REFUSED ADD_LIMIT while the account has added enough. */
  addDone: base.input(id).output(z.void()),
  /** It waits again: the way back of `addDone`. */
  addWait: base.input(id).output(z.void()),
  deleteAdd: base.input(id).output(z.void()),
  restoreAdd: base.input(id).output(z.void()),
  createGroup: base.input(groupFields).output(id),
  patchGroup: base.input(id.extend({ group: groupFields })).output(z.void()),
  deleteGroup: base.input(id).output(z.void()),
  restoreGroup: base.input(id).output(z.void()),
  /** REFUSED GROUP_NEW or GROUP_PROMO where nothing may be offered in it now. */
  post: base
    .input(
      z.object({
        groupId: z.guid(),
        touchClass: z.enum(touchClasses),
        body: z.string().trim().max(2_000),
      }),
    )
    .output(id),
  deletePost: base.input(id).output(z.void()),
};
