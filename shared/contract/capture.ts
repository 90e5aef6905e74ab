/** Capture: what is read out of a note or a pasted talk, and what of it is kept (journeys 13:30). */
import { z } from 'zod';
import { isAnnualDate } from '../domain/annual-date.ts';
import { confidences, proposalReasons } from '../domain/capture/proposal/proposal.ts';
import { certainties, placeholders } from '../domain/capture/talk-message.ts';
import { talkForms } from '../domain/capture/talk-head.ts';
import { speakerRoles, talkRoles } from '../domain/capture/talk-note.ts';
import { contactKinds } from '../domain/entity/book.ts';
import { keyDateKinds } from '../domain/entity/care.ts';
import { noteParts } from '../domain/note/quality.ts';
import { base } from './base.ts';
import { stagedIds } from './attachment.ts';
import { newNote } from './entry.ts';

const annualDay = z
  .object({
    calendar: z.enum(['solar', 'lunar']),
    month: z.int().min(1).max(12),
    day: z.int().min(1).max(31),
    isLeapMonth: z.boolean(),
  })
  .refine(isAnnualDate, { path: ['day'] });

/** Where a ticked proposal goes, with its values; the page may have changed them. */
export const proposalTarget = z.discriminatedUnion('target', [
  z.object({
    target: z.literal('promise'),
    body: z.string().trim().min(1).max(2_000),
    dueAt: z.iso.datetime({ precision: 3 }),
  }),
  z.object({
    target: z.literal('key_date'),
    kind: z.enum(keyDateKinds),
    label: z.string().max(100),
    date: annualDay,
  }),
  z.object({ target: z.literal('need'), body: z.string().trim().min(1).max(500) }),
  z.object({
    target: z.literal('interest'),
    name: z.string().trim().min(1).max(50),
    kind: z.enum(['hobby', 'product']),
    seenAt: z.iso.datetime({ precision: 3 }),
  }),
  z.object({ target: z.literal('tag'), name: z.string().trim().min(1).max(50) }),
  z.object({
    target: z.literal('contact_point'),
    kind: z.enum(contactKinds),
    value: z.string().trim().min(1).max(1_000),
  }),
  z.object({
    target: z.literal('relation'),
    role: z.string().trim().min(1).max(50),
    name: z.string().trim().max(100),
    remark: z.string().trim().max(500),
  }),
  z.object({ target: z.literal('remark'), text: z.string().trim().min(1).max(1_000) }),
]);
export type ProposalTargetInput = z.infer<typeof proposalTarget>;

export const proposalView = z.object({
  /** The same for the same thing, however often it is proposed. */
  key: z.string(),
  what: proposalTarget,
  reasons: z.array(z.enum(proposalReasons)),
  confidence: z.enum(confidences),
  /** The sentence it was read in. */
  quote: z.string(),
  /** The message it was read in, by its place; null for a note. */
  message: z.int().nullable(),
});
export type ProposalView = z.infer<typeof proposalView>;

const talkMessage = z.object({
  speaker: z.string().max(64),
  at: z.iso.datetime({ precision: 3 }).nullable(),
  certainty: z.enum(certainties),
  text: z.string().max(10_000),
  placeholder: z.enum(placeholders).nullable(),
});

export const talkPreview = z.object({
  form: z.enum(talkForms),
  isGroup: z.boolean(),
  /** The text was longer than what is read of it. */
  isCut: z.boolean(),
  /** In the order of their first message. `role` is null where nobody has said yet who it is. */
  speakers: z.array(z.object({ name: z.string(), role: z.enum(speakerRoles).nullable(), messages: z.int() })),
  /** `held`: it is in the history already. `role` is null where it is not known yet who said it. */
  messages: z.array(talkMessage.extend({ held: z.boolean(), role: z.enum(talkRoles).nullable() })),
  proposals: z.array(proposalView),
});
export type TalkPreview = z.infer<typeof talkPreview>;

/** What a save wrote, for taking it back. */
const receipt = z.object({
  notes: z.int(),
  messages: z.int(),
  proposals: z.int(),
  rows: z.array(z.object({ entity: z.string(), id: z.guid() })).max(2_000),
  /** What was added to the remark on the card. */
  remark: z.string(),
  /** People on the card who got their name, and what stood there before. */
  people: z.array(z.object({ id: z.guid(), name: z.string(), remark: z.string() })).max(200),
});
export type CaptureReceipt = z.infer<typeof receipt>;

const customerId = z.object({ customerId: z.guid() });

export const captureContract = {
  /** What a note under way says; nothing of it is kept. `quality` as in rules.md R10. */
  read: base.input(customerId.extend({ text: z.string().max(20_000), hasNextStep: z.boolean() })).output(
    z.object({
      quality: z.int(),
      points: z.record(z.enum(noteParts), z.int()),
      proposals: z.array(proposalView),
    }),
  ),
  /**
   * A pasted text as a talk; null where it is none. `roles` says who is who by name; names that are not in it have what was
   * said the last time for this customer, or what their name tells. `turns` is for two people of one name: by the place of
   * a message who speaks from there on.
   */
  preview: base
    .input(
      customerId.extend({
        text: z.string().max(2_000_000),
        roles: z.record(z.string().max(64), z.enum(speakerRoles)),
        turns: z.record(z.string().regex(/^\d{1,6}$/), z.enum(talkRoles)),
      }),
    )
    .output(talkPreview.nullable()),
  /**
   * Keeps messages, ticked proposals and a note in one mutation. Messages that are held already are passed over, and so are
   * proposals that the card has.
   */
  save: base
    .input(
      customerId.extend({
        messages: z.array(talkMessage.extend({ role: z.enum(talkRoles) })).max(20_000),
        proposals: z.array(proposalTarget).max(100),
        /** The rep's own words; `followUp` as in note.create. */
        note: newNote.optional(),
        /** Kept with the note, else with the talk, else with an empty note. */
        attachments: stagedIds.optional(),
      }),
    )
    /** `asks` as in note.create; false without a note. */
    .output(z.object({ receipt, asks: z.boolean() })),
  /** Takes a save back in one mutation; what was changed or deleted since stays as it is. */
  undo: base.input(customerId.extend({ receipt })).output(z.void()),
};
