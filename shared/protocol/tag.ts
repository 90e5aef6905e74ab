/** The tag dictionary of the company: `GET /v1/tag/dictionary`, `POST /v1/tag/merge-preview`, `POST /v1/tag/change`. */
import { z } from 'zod';

const name = z
  .string()
  .trim()
  .min(1)
  .max(50)
  .refine((value) => value.isWellFormed() && !/\p{Cc}/u.test(value), 'UNSTORABLE_TEXT');

export const groupRules = z.strictObject({
  /** A customer carries one tag of the group at a time. */
  isExclusive: z.boolean(),
  /** How long a tag holds unless said otherwise when it is put on; null: for good. */
  validDays: z.int().min(1).max(3_650).nullable(),
  /** Whoever puts one on says why. */
  asksReason: z.boolean(),
});

/** The version of the tag that was seen; another one by now is STALE. Left out: whatever stands there. */
const seenVersion = z.int().optional();

export const dictionaryTagsAtMost = 2_000;

export const tagChange = z.discriminatedUnion('do', [
  /** A group with its first tags; INVALID where there is one of that name. */
  z.strictObject({
    do: z.literal('createGroup'),
    name,
    rules: groupRules,
    tags: z.array(name).min(1).max(50),
  }),
  /** Another name or other rules; INVALID where another group has the name. */
  z.strictObject({ do: z.literal('changeGroup'), group: name, name, rules: groupRules }),
  /** At the end of a group that exists. */
  z.strictObject({ do: z.literal('create'), group: name, name }),
  /** Another name, another group, or both. */
  z.strictObject({ do: z.literal('change'), id: z.guid(), seenVersion, group: name, name }),
  /** No longer put on; who carries it keeps it. */
  z.strictObject({ do: z.literal('retire'), id: z.guid(), seenVersion }),
  z.strictObject({ do: z.literal('restore'), id: z.guid(), seenVersion }),
  /** Whoever carries the one carries the other from now on, also those it had become part of before. */
  z.strictObject({ do: z.literal('merge'), id: z.guid(), seenVersion, intoId: z.guid() }),
  /** Stands by itself again; `withIds`: with those that were part of it (`movedIds` of the merge). */
  z.strictObject({ do: z.literal('unmerge'), id: z.guid(), withIds: z.array(z.guid()).max(200) }),
  /** Tags in their order, the groups in that of their first tags. Those not named come after them. */
  z.strictObject({ do: z.literal('order'), ids: z.array(z.guid()).min(1).max(dictionaryTagsAtMost) }),
]);
export type TagChange = z.infer<typeof tagChange>;

/** Of a new tag, or the first of a new group, its id; `movedIds`: of a merge, what else now belongs to the other. */
export const tagChangeResponse = z.object({ id: z.guid().nullable(), movedIds: z.array(z.guid()) });
export type TagChangeResult = z.infer<typeof tagChangeResponse>;

export const tagDictionaryResponse = z.object({
  tags: z.array(
    z.object({
      id: z.guid(),
      version: z.int(),
      name: z.string(),
      groupName: z.string(),
      ordinal: z.int(),
      isExclusive: z.boolean(),
      validDays: z.int().nullable(),
      asksReason: z.boolean(),
      retiredAt: z.string().nullable(),
      mergedIntoId: z.guid().nullable(),
      formerNames: z.array(z.string()),
      /** Customers of the company who carry it now, also under the name of a tag that became it. */
      customers: z.int(),
    }),
  ),
});
export type TagLine = z.infer<typeof tagDictionaryResponse>['tags'][number];

export const tagMergePreviewRequest = z.strictObject({ id: z.guid(), intoId: z.guid() });
export const tagMergePreviewResponse = z.object({
  /** Customers who carry the first. */
  customers: z.int(),
  /** Of these, who carry the second anyway. */
  both: z.int(),
  /** Of these, who carry another tag of the second's exclusive group, which they keep. */
  others: z.int(),
  /** Offers of the library meant for the first. */
  offers: z.int(),
});
