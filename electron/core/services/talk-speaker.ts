/** Who is who in a pasted talk. What was said once is read back from the talks that were kept, so it follows the customer. */
import type { Talk } from '#shared/domain/capture/parse-talk.ts';
import { readTalk, type KeptMessage, type TalkRole } from '#shared/domain/capture/talk-note.ts';
import type { Customer } from '#shared/domain/entity/book.ts';
import { listTalkNotes } from '../db/repository/capture.ts';
import type { LocalDb } from '../db/local-db.ts';

export interface HeldTalk {
  messages: KeptMessage[];
  /** Of the names seen so far, the last word on each. */
  roles: ReadonlyMap<string, TalkRole>;
}

/** The “me” of somebody who had the customer before is a colleague now. */
export function heldTalk(db: LocalDb, customerId: string, personId: string): HeldTalk {
  const messages: KeptMessage[] = [];
  const roles = new Map<string, TalkRole>();
  for (const { body, createdBy } of listTalkNotes(db, customerId)) {
    const isOwn = createdBy === null || createdBy === personId;
    for (const message of readTalk(body) ?? []) {
      messages.push(message);
      if (message.speaker !== '')
        roles.set(message.speaker, message.role === 'me' && !isOwn ? 'other' : message.role);
    }
  }
  return { messages, roles };
}

interface Known {
  customer: Pick<Customer, 'name' | 'nickname' | 'addressAs'>;
  /** The rep's own name. */
  own: string;
  remembered: ReadonlyMap<string, TalkRole>;
  given: Readonly<Record<string, TalkRole>>;
}

/** In the order of their first message. Of two speakers the second follows from the first. */
export function speakersOf(
  { messages, isGroup }: Talk,
  { customer, own, remembered, given }: Known,
): { name: string; role: TalkRole | null; messages: number }[] {
  const counts = new Map<string, number>();
  for (const { speaker } of messages) counts.set(speaker, (counts.get(speaker) ?? 0) + 1);
  const byName = (name: string): TalkRole | null => {
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

function opposite(role: TalkRole | null): TalkRole | null {
  return role === 'me' ? 'customer' : role === 'customer' ? 'me' : null;
}
