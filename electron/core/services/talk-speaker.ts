/** Who is who in a pasted talk. What was said once is read back from the talks that were kept, so it follows the customer. */
import type { Talk } from '#shared/domain/capture/parse-talk.ts';
import {
  readTalk,
  type KeptMessage,
  type SpeakerRole,
  type TalkRole,
} from '#shared/domain/capture/talk-note.ts';
import type { Customer } from '#shared/domain/entity/book.ts';
import { listTalkNotes } from '../db/repository/capture.ts';
import type { LocalDb } from '../db/local-db.ts';

export interface HeldTalk {
  messages: KeptMessage[];
  /** Of the names seen so far, the last word on each; `several` where one name was two people in one talk. */
  roles: ReadonlyMap<string, SpeakerRole>;
}

/** The “me” of somebody who had the customer before is a colleague now. */
export function heldTalk(db: LocalDb, customerId: string, personId: string): HeldTalk {
  const messages: KeptMessage[] = [];
  const roles = new Map<string, SpeakerRole>();
  for (const { body, createdBy } of listTalkNotes(db, customerId)) {
    const isOwn = createdBy === null || createdBy === personId;
    const inNote = new Map<string, SpeakerRole>();
    for (const message of readTalk(body) ?? []) {
      messages.push(message);
      if (message.speaker === '') continue;
      const role = message.role === 'me' && !isOwn ? 'other' : message.role;
      inNote.set(message.speaker, (inNote.get(message.speaker) ?? role) === role ? role : 'several');
    }
    for (const [name, role] of inNote) roles.set(name, role);
  }
  return { messages, roles };
}

interface Known {
  customer: Pick<Customer, 'name' | 'nickname' | 'addressAs'>;
  /** The rep's own name. */
  own: string;
  remembered: ReadonlyMap<string, SpeakerRole>;
  given: Readonly<Record<string, SpeakerRole>>;
}

/** In the order of their first message. Of two speakers the second follows from the first. */
export function speakersOf(
  { messages, isGroup, names }: Talk,
  { customer, own, remembered, given }: Known,
): { name: string; role: SpeakerRole | null; messages: number }[] {
  const counts = new Map<string, number>();
  for (const { speaker } of messages) counts.set(speaker, (counts.get(speaker) ?? 0) + 1);
  const byName = (name: string): SpeakerRole | null => {
    // The first line of a mailed talk says that both are called so.
    if (names !== null && names[0] === names[1] && name === names[0]) return 'several';
    if (name === '我' || name === own) return 'me';
    return [customer.name, customer.nickname, customer.addressAs].includes(name) && name !== ''
      ? 'customer'
      : null;
  };
  const told = (name: string) => (Object.hasOwn(given, name) ? given[name]! : null);
  const speakers = [...counts].map(([name, count]) => ({
    name,
    role: told(name) ?? remembered.get(name) ?? byName(name),
    messages: count,
  }));
  const named = speakers.filter(({ name }) => name !== '');
  const [first, second] = named;
  if (isGroup || named.length !== 2 || !first || !second) return speakers;
  first.role ??= opposite(second.role);
  second.role ??= opposite(first.role);
  return speakers;
}

/** Who said each message. With `several` of one name: who speaks from that message of the name on, as far as it was said. */
export function messageRoles(
  { messages }: Talk,
  speakers: readonly { name: string; role: SpeakerRole | null }[],
  turns: Readonly<Record<string, TalkRole>>,
): (TalkRole | null)[] {
  const roleOf = new Map(speakers.map(({ name, role }) => [name, role]));
  const speaking = new Map<string, TalkRole>();
  return messages.map(({ speaker }, index) => {
    const role = roleOf.get(speaker) ?? null;
    if (role !== 'several') return role;
    const turn = Object.hasOwn(turns, String(index)) ? turns[String(index)] : undefined;
    if (turn !== undefined) speaking.set(speaker, turn);
    return speaking.get(speaker) ?? null;
  });
}

function opposite(role: SpeakerRole | null): TalkRole | null {
  return role === 'me' ? 'customer' : role === 'customer' ? 'me' : null;
}
