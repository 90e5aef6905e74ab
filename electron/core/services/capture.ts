/** Capture (practices I03, C10, C13, D15): a note or a pasted talk is read, and what the rep ticks is kept. */
import type {
  CaptureReceipt,
  ProposalTargetInput,
  ProposalView,
  TalkPreview,
} from '#shared/contract/capture.ts';
import { heldFlags } from '#shared/domain/capture/held-talk.ts';
import { longestTalk, parseTalk } from '#shared/domain/capture/parse-talk.ts';
import { propose, type SpokenText } from '#shared/domain/capture/proposal/propose.ts';
import type { TalkMessage } from '#shared/domain/capture/talk-message.ts';
import {
  writeTalk,
  type KeptMessage,
  type SpeakerRole,
  type TalkRole,
} from '#shared/domain/capture/talk-note.ts';
import type { Customer } from '#shared/domain/entity/book.ts';
import type { EntityName } from '#shared/domain/entity/registry.ts';
import { noteQuality } from '#shared/domain/note/quality.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { createIdSequence } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { listProductNames } from '../db/repository/capture.ts';
import { listDictionaryTags, loadSettings } from '../db/repository/company-data.ts';
import { findRow, getCustomer } from '../db/repository/customer.ts';
import type { LocalWrite } from '../local-write.ts';
import { attachmentInserts } from './attachment.ts';
import { capturedEntities, isNews, proposalWrites, withoutRemark } from './capture-write.ts';
import { withoutNames } from './capture-relation.ts';
import type { Learned } from './need.ts';
import { asksAbout, noteInserts, type NewNote } from './note.ts';
import { noteInputOf } from './note-input.ts';
import { heldTalk, messageRoles, speakersOf } from './talk-speaker.ts';

export function createCaptureService(context: CoreContext) {
  const { db, mutator, clock, identity } = context;

  function proposalsOf(customer: Customer, texts: readonly SpokenText[]): ProposalView[] {
    const tags = listDictionaryTags(db)
      .filter((tag) => tag.retiredAt === null && tag.mergedIntoId === null && !tag.asksReason)
      .map(({ name }) => name);
    const found = propose(texts, { tags, products: listProductNames(db) });
    const isNew = isNews(context, customer);
    return found.filter(({ what }) => isNew(what));
  }

  function emptyNote({ id: customerId, scopeId: scope }: Customer, id: string): LocalWrite {
    const fields = { customerId, body: '', happenedAt: instantOf(clock), origin: 'import' };
    return { op: 'insert', entity: 'note', id, scope, fields };
  }

  return {
    read(customerId: string, text: string, hasNextStep: boolean) {
      const customer = getCustomer(db, customerId);
      const input = noteInputOf(context, customer, { body: text, hasNextStep });
      const { quality, points } = noteQuality(input, loadSettings(db));
      const proposals = proposalsOf(customer, [{ text, by: 'note', at: clock.now(), message: null }]);
      return { quality, points, proposals };
    },

    preview(
      customerId: string,
      text: string,
      roles: Readonly<Record<string, SpeakerRole>>,
      turns: Readonly<Record<string, TalkRole>> = {},
    ): TalkPreview | null {
      const customer = getCustomer(db, customerId);
      const held = heldTalk(db, customerId, identity.personId);
      const known = [
        customer.name,
        customer.addressAs,
        customer.nickname,
        identity.name,
        ...held.roles.keys(),
      ];
      const talk = parseTalk(text, { now: clock.now(), known: known.filter((name) => name !== '') });
      if (!talk) return null;
      const speakers = speakersOf(talk, {
        customer,
        own: identity.name,
        remembered: held.roles,
        given: roles,
      });
      const said = messageRoles(talk, speakers, turns);
      const kept = talk.messages.map((message, index): KeptMessage => ({
        ...message,
        role: said[index] ?? 'other',
      }));
      const flags = heldFlags(kept, held.messages);
      const spoken = kept.map(({ text: words, at, role }, message): SpokenText => ({
        text: words,
        by: role,
        at: at === null ? clock.now() : Date.parse(at),
        message,
      }));
      return {
        form: talk.form,
        isGroup: talk.isGroup,
        isCut: text.length > longestTalk,
        speakers,
        messages: talk.messages.map((message, index) => ({
          ...message,
          held: flags[index]!,
          role: said[index] ?? null,
        })),
        proposals: proposalsOf(customer, spoken),
      };
    },

    save(
      customerId: string,
      messages: readonly (TalkMessage & { role: TalkRole })[],
      proposals: readonly ProposalTargetInput[],
      note?: NewNote,
      attachments: readonly string[] = [],
    ): { receipt: CaptureReceipt; asks: boolean } {
      const customer = getCustomer(db, customerId);
      const flags = heldFlags(messages, heldTalk(db, customerId, identity.personId).messages);
      const fresh = messages.filter((_, index) => !flags[index]);
      const nextId = createIdSequence(clock);
      const talks = writeTalk(fresh).map(({ body, lastAt }): LocalWrite => ({
        op: 'insert',
        entity: 'note',
        id: nextId(),
        scope: customer.scopeId,
        // What was said, not what the rep wrote about it that day: R10 does not judge it.
        fields: { customerId, body, happenedAt: lastAt ?? instantOf(clock), origin: 'import' },
      }));
      const own = note ? noteInserts(clock, customer, note) : [];
      // A picture of a talk alone: what it shows is the record.
      if (attachments.length > 0 && own.length + talks.length === 0)
        talks.push(emptyNote(customer, nextId()));
      const source = own[0] ?? talks[0];
      const learned: Learned = { origin: 'note', originId: source?.id ?? null };
      const made = proposalWrites(context, customer, proposals, learned);
      const files = source
        ? attachmentInserts(context, customer, { kind: 'note', id: source.id }, attachments)
        : [];
      const writes = [...own, ...talks, ...made.writes, ...files];
      if (writes.length > 0) mutator.mutate('capture.save', writes);
      const receipt = {
        notes: own.length > 0 ? talks.length + 1 : talks.length,
        messages: fresh.length,
        proposals: made.count,
        rows: writes.flatMap(({ op, entity, id }) => (op === 'insert' ? [{ entity, id }] : [])),
        remark: made.remark,
        people: made.people,
      };
      const hasStep = note?.followUp !== undefined || proposals.some(({ target }) => target === 'promise');
      return { receipt, asks: note !== undefined && asksAbout(context, customer, note.body, hasStep) };
    },

    undo(customerId: string, { rows, remark, people }: CaptureReceipt): void {
      const customer = getCustomer(db, customerId);
      const deletedAt = instantOf(clock);
      const writes = rows.flatMap(({ entity, id }): LocalWrite[] => {
        if (!isCaptured(entity)) return [];
        const row = findRow(db, entity, id);
        const isThere = row !== undefined && row.customerId === customer.id && row.deletedAt === null;
        return isThere ? [{ op: 'patch', entity, id, fields: { deletedAt } }] : [];
      });
      writes.push(...withoutNames(db, customerId, people));
      const former = withoutRemark(customer.remark, remark);
      if (former !== customer.remark)
        writes.push({ op: 'patch', entity: 'customer', id: customer.id, fields: { remark: former } });
      if (writes.length > 0) mutator.mutate('capture.undo', writes);
    },
  };
}

function isCaptured(entity: string): entity is (typeof capturedEntities)[number] & EntityName {
  return (capturedEntities as readonly string[]).includes(entity);
}
