/** Notes: what was said, in the rep's words. */
import type { Customer } from '#shared/domain/entity/book.ts';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import { noteQuality } from '#shared/domain/note/quality.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { loadSettings } from '../db/repository/company-data.ts';
import { getCustomer, getRow } from '../db/repository/customer.ts';
import type { LocalWrite } from '../local-write.ts';
import { attachmentInserts } from './attachment.ts';
import { noteInputOf } from './note-input.ts';
import { promiseInsert } from './promise.ts';

export interface NewNote {
  body: string;
  /** The next step: becomes a promise. */
  followUp?: { body: string; dueAt: string } | undefined;
}

/** The note first, then its promise where there is a next step. R10 does not judge one that is only a picture. */
export function noteInserts(
  clock: Clock,
  customer: { id: string; scopeId: string },
  { body, followUp }: NewNote,
): LocalWrite[] {
  const note: LocalWrite = {
    op: 'insert',
    entity: 'note',
    id: uuidv7(clock),
    scope: customer.scopeId,
    fields: {
      customerId: customer.id,
      body,
      happenedAt: instantOf(clock),
      origin: body === '' ? 'import' : 'rep',
    },
  };
  return followUp ? [note, promiseInsert(clock, customer, followUp)] : [note];
}

/** Whether the form asks its one question about a note that was just saved (rules.md R10). */
export function asksAbout(
  context: CoreContext,
  customer: Customer,
  body: string,
  hasNextStep: boolean,
): boolean {
  return noteQuality(noteInputOf(context, customer, { body, hasNextStep }), loadSettings(context.db)).asks;
}

export function createNoteService(context: CoreContext) {
  const { db, mutator, clock } = context;

  function setDeleted(name: string, id: string, deletedAt: string | null): void {
    getRow(db, 'note', id);
    mutator.mutate(name, [{ op: 'patch', entity: 'note', id, fields: { deletedAt } }]);
  }

  return {
    /** With `followUp`, the promise is made in the same mutation. */
    create(
      customerId: string,
      body: string,
      followUp?: { body: string; dueAt: string },
      attachments: readonly string[] = [],
    ): { id: string; promiseId: string | null; asks: boolean } {
      const customer = getCustomer(db, customerId);
      const writes = noteInserts(clock, customer, { body, followUp });
      const [note, promise] = writes;
      const files = attachmentInserts(context, customer, { kind: 'note', id: note!.id }, attachments);
      mutator.mutate('note.create', [...writes, ...files]);
      const asks = asksAbout(context, customer, body, promise !== undefined);
      return { id: note!.id, promiseId: promise?.id ?? null, asks };
    },
    delete: (id: string) => setDeleted('note.delete', id, instantOf(clock)),
    restore: (id: string) => setDeleted('note.restore', id, null),
  };
}
