/** What is written on a card in the course of a day: notes, touches, moments and promises. */
import { z } from 'zod';
import { momentKinds, touchClasses, touchKinds } from '../domain/entity/book.ts';
import { openerKinds } from '../domain/opener/opener.ts';
import { stagedIds } from './attachment.ts';
import { base } from './base.ts';
import { commentDraft, commentWriter } from './comment.ts';
import { momentChain } from './timeline.ts';

const customerId = z.object({ customerId: z.guid() });

export const newNote = z.object({
  body: z.string().trim().min(1).max(20_000),
  /** The next step: becomes a promise due at this instant. */
  followUp: z
    .object({ body: z.string().trim().min(1).max(2_000), dueAt: z.iso.datetime({ precision: 3 }) })
    .optional(),
});

/** A picture may say it all. */
function hasContent(said: { body: string; attachments?: readonly string[] | undefined }): boolean {
  return said.body !== '' || (said.attachments ?? []).length > 0;
}

export const noteContract = {
  create: base
    .input(
      customerId
        .extend({ ...newNote.shape, body: z.string().trim().max(20_000), attachments: stagedIds.optional() })
        .refine(hasContent, { path: ['body'] }),
    )
    /** `asks`: it tells too little; one question would help (rules.md R10). */
    .output(z.object({ id: z.guid(), promiseId: z.guid().nullable(), asks: z.boolean() })),
  delete: base.input(z.object({ id: z.guid() })).output(z.void()),
  restore: base.input(z.object({ id: z.guid() })).output(z.void()),
};

export const touchContract = {
  log: base
    .input(
      customerId.extend({
        kind: z.enum(touchKinds),
        touchClass: z.enum(touchClasses),
        body: z.string().max(20_000),
        replied: z.boolean().nullable(),
        minutes: z.int().min(0).max(1_440).nullable().optional(),
        happenedAt: z.iso.datetime({ precision: 3 }).optional(),
        momentId: z.guid().nullable().optional(),
        planItemId: z.guid().nullable().optional(),
      }),
    )
    /** `quality`: the score of a comment on a moment. */
    .output(z.object({ id: z.guid(), quality: z.int().nullable() })),
  setReplied: base.input(z.object({ id: z.guid(), replied: z.boolean().nullable() })).output(z.void()),
  delete: base.input(z.object({ id: z.guid() })).output(z.void()),
  restore: base.input(z.object({ id: z.guid() })).output(z.void()),
};

export const momentContract = {
  /** Logs what the customer posted and, in the same mutation, a like and a comment if given. */
  log: base
    .input(
      customerId
        .extend({
          kind: z.enum(momentKinds),
          body: z.string().trim().max(20_000),
          postedAt: z.iso.datetime({ precision: 3 }),
          liked: z.boolean(),
          comment: z.string().max(5_000).optional(),
          attachments: stagedIds.optional(),
        })
        .refine(hasContent, { path: ['body'] }),
    )
    .output(z.object({ id: z.guid() })),
  /** A like or comment on a moment that is on the card already. */
  respond: base
    .input(z.object({ momentId: z.guid(), liked: z.boolean(), comment: z.string().max(5_000).optional() }))
    .output(z.void()),
  /** What a comment on it is written and scored with. */
  writer: base.input(z.object({ momentId: z.guid() })).output(commentWriter),
  /** Three ways to start a chat about it: question, memory, useful. */
  openers: base.input(z.object({ momentId: z.guid() })).output(
    z.object({
      customerId: z.guid(),
      event: z.object({ kind: z.enum(momentKinds), body: z.string(), postedAt: z.string() }),
      isSad: z.boolean(),
      chain: momentChain,
      openers: z.array(
        z.object({
          kind: z.enum(openerKinds),
          /** Empty where it cannot be made; `missing` says what for. */
          text: z.string(),
          missing: z.enum(['memory', 'content']).nullable(),
        }),
      ),
    }),
  ),
  /** Posts seen in the last 30 days, and how many of them were commented, talked about, and led to an answer. */
  chainFigures: base.output(
    z.object({ days: z.int(), seen: z.int(), commented: z.int(), talked: z.int(), replied: z.int() }),
  ),
  /** Stays on this device; an empty body removes it. */
  saveDraft: base.input(commentDraft.extend({ momentId: z.guid() })).output(z.void()),
  delete: base.input(z.object({ id: z.guid() })).output(z.void()),
  restore: base.input(z.object({ id: z.guid() })).output(z.void()),
};

const promiseFields = z.object({
  body: z.string().trim().min(1).max(2_000),
  dueAt: z.iso.datetime({ precision: 3 }),
});

export const promiseContract = {
  create: base.input(customerId.extend(promiseFields.shape)).output(z.object({ id: z.guid() })),
  /** Other words, or another time; whether it was kept stays as it is. */
  patch: base.input(z.object({ id: z.guid(), promise: promiseFields })).output(z.void()),
  setStatus: base
    .input(z.object({ id: z.guid(), status: z.enum(['open', 'kept', 'cancelled']) }))
    .output(z.void()),
  /** Takes it back as if it had never been made; a promise that fell through is cancelled instead. */
  delete: base.input(z.object({ id: z.guid() })).output(z.void()),
  restore: base.input(z.object({ id: z.guid() })).output(z.void()),
};
