/** Two cards that are one person become one, and are two again for a day if that was wrong (SPEC MERGE rules). */
import { z } from 'zod';
import { mergeChoices, mergePartNames } from '../domain/merge/part.ts';
import { base } from './base.ts';
import { customerFields } from './customer.ts';

const mergeSide = customerFields.extend({
  id: z.guid(),
  bookName: z.string(),
  createdAt: z.string(),
  intentAt: z.string().nullable(),
  triagedAt: z.string().nullable(),
  nextOn: z.string().nullable(),
  nextReason: z.string(),
  nextSetAt: z.string().nullable(),
  points: z.int().nullable(),
  lastTouchAt: z.string().nullable(),
  contacts: z.array(z.object({ kind: z.string(), value: z.string() })),
  tags: z.array(z.string()),
  /** Rows that hang on the card and are shown on the one card afterwards. */
  counts: z.object({
    notes: z.int(),
    touches: z.int(),
    moments: z.int(),
    promises: z.int(),
    orders: z.int(),
    appointments: z.int(),
  }),
});
export type MergeSide = z.infer<typeof mergeSide>;

const partOffer = z.object({
  part: z.enum(mergePartNames),
  isSame: z.boolean(),
  isKeptEmpty: z.boolean(),
  isOtherEmpty: z.boolean(),
  canJoin: z.boolean(),
  proposed: z.enum(mergeChoices),
});

/** Seen with one of the cards as the one that is kept. */
const mergeWay = z.object({
  keepId: z.guid(),
  offers: z.array(partOffer),
  /** Rows that would say the same twice, by entity. */
  doubles: z.array(z.object({ entity: z.string(), count: z.int() })),
  /** Tags that give way to one of the kept card of the same group. */
  droppedTags: z.array(z.string()),
});
export type MergeWay = z.infer<typeof mergeWay>;

export const mergePreview = z.object({
  /** The older card first. */
  sides: z.tuple([mergeSide, mergeSide]),
  ways: z.tuple([mergeWay, mergeWay]),
  /** The card with more on it. */
  proposedKeepId: z.guid(),
  /** `OTHER_BOOK`: cards of two books are put into one book first, which an admin does. */
  refusal: z.enum(['OTHER_BOOK']).nullable(),
});
export type MergePreview = z.infer<typeof mergePreview>;

const choices = z.partialRecord(z.enum(mergePartNames), z.enum(mergeChoices));

export const mergeContract = {
  /** REFUSED MERGE_SAME, MERGE_GONE (one of them is deleted, or part of another card). */
  preview: base.input(z.object({ ids: z.tuple([z.guid(), z.guid()]) })).output(mergePreview),
  /**
   * What is left out of `choices` is as proposed. REFUSED as the preview, and OTHER_BOOK. `undoUntil`: an instant.
   */
  run: base
    .input(z.object({ keepId: z.guid(), otherId: z.guid(), choices }))
    .output(z.object({ customerId: z.guid(), undoUntil: z.string() })),
  /**
   * Of the card that gave way. REFUSED MERGE_UNDO_OVER after 24 hours, MERGE_UNDO_NEWER where the card it went into has
   * become part of another since.
   */
  undo: base.input(z.object({ customerId: z.guid() })).output(z.object({ customerId: z.guid() })),
};
