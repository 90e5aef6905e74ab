/** Who is known so far, of the book and of the file, and how a person of the file is found among them. */
import type { ContactPoint } from '#shared/domain/entity/book.ts';
import { anyKeyOf, hasOtherNumber, keyKinds, keyOf, reachable } from './match-key.ts';
import type { ImportTarget } from './match.ts';
import { filledFields, type Person } from './person.ts';

export interface Known {
  target: ImportTarget;
  name: string;
  /** Everything on the card by now: the book's and what this file added. */
  contacts: Pick<ContactPoint, 'kind' | 'value' | 'label'>[];
  tags: Set<string>;
  notes: string[] | undefined;
  /** Of a new one: the card it was in the book it was exported from. Two cards there are two here. */
  cardId: string | undefined;
}

export function createIndex() {
  const byId = new Map<string, Known>();
  const byKey = new Map<string, Known>();
  const byName = new Map<string, Set<Known>>();

  function findByContact(person: Person): Known | undefined {
    for (const kind of keyKinds) {
      for (const contact of person.contacts) {
        const known = contact.kind === kind ? byKey.get(anyKeyOf(contact, person.name) ?? '') : undefined;
        if (known) return known;
      }
    }
    return undefined;
  }

  return {
    /** The first one who has a key keeps it. Adding again registers new contact points. */
    add(known: Known): void {
      if (known.target.customer) byId.set(known.target.customer.id, known);
      for (const contact of known.contacts) {
        const key = anyKeyOf(contact, known.name);
        if (key && !byKey.has(key)) byKey.set(key, known);
      }
      const named = byName.get(known.name);
      if (named) named.add(known);
      else byName.set(known.name, new Set([known]));
    },
    findByContact,
    find(person: Person): Known | undefined {
      const itself = person.cardId === undefined ? undefined : byId.get(person.cardId);
      if (itself) return itself;
      const known = findByContact(person);
      if (known && isOtherCard(known, person)) return undefined;
      if (known || person.contacts.some(({ kind }) => kind in reachable)) return known;
      const named = [...(byName.get(person.name) ?? [])].filter(
        (one) => !hasOtherNumber(one.contacts, person.contacts),
      );
      if (named.length === 1 && named[0]!.target.customer) return named[0];
      return named.find(
        (known) =>
          !known.contacts.some((contact) => keyOf(contact, known.name)) && !isContradicted(known, person),
      );
    },
  };
}

function isOtherCard(known: Known, { cardId }: Person): boolean {
  return known.cardId !== undefined && cardId !== undefined && known.cardId !== cardId;
}

function isContradicted(known: Known, person: Person): boolean {
  if (isOtherCard(known, person)) return true;
  const { target } = known;
  const card = { ...target.customer, ...target.fields };
  return filledFields.some((field) => {
    const value = person.fields[field];
    return Boolean(value && card[field]) && card[field] !== value;
  });
}
