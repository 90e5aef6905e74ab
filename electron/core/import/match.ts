/**
 * Decides what an import does, before anything is written.
 *
 * A record belongs to the customer of the book it was exported from, else to one of the book, or to an earlier record of
 * the file, who has the same phone number, else
 * the same WeChat id, else the same e-mail address, else the same member number. Numbers that several people share (landlines, service numbers,
 * anything too short) count only together with the same name. A record without phone, WeChat and e-mail belongs to the
 * one customer of the book with exactly that name. Among several, and among the file's own records, it belongs to one
 * without such a contact whose fields do not contradict it, and never to one with another member number: two 张伟 of different companies stay two.
 *
 * Where nobody else has its phone, WeChat id or e-mail address, a record may belong to a customer who was deleted: the
 * person decides whether that one comes back with all its history, a new one is made, or the record is left out.
 *
 * A matched customer is only added to: empty fields are filled, missing contact points, tags and notes are added. A
 * value that differs from the card's never replaces it; it is kept as a `field: value` line in a note. Whatever is
 * there already is not added again, so importing a file twice changes nothing.
 */
import type { DeletedChoice } from '#shared/contract/import.ts';
import type { ContactPoint, Customer } from '#shared/domain/entity/book.ts';
import type { Steps } from '#shared/lib/steps.ts';
import { createIndex, type Known } from './match-index.ts';
import { isUnknownSource, sourceAddition, sourceFieldsOf } from './match-source.ts';
import { stopAddition } from './match-stop.ts';
import {
  filledFields,
  isSameContact,
  lineOf,
  notePieces,
  type FilledValues,
  type Person,
  type PersonContact,
} from './person.ts';

export interface BookCustomer extends Pick<
  Customer,
  | 'id'
  | 'scopeId'
  | 'name'
  | 'nickname'
  | 'gender'
  | 'birthdayOn'
  | 'company'
  | 'jobTitle'
  | 'city'
  | 'source'
  | 'sourcePlatform'
  | 'sourceCampaign'
  | 'sourcePlacement'
  | 'tier'
  | 'status'
  | 'consent'
  | 'remark'
  | 'addressAs'
  | 'points'
> {
  deletedAt: string | null;
  contacts: Pick<ContactPoint, 'kind' | 'value' | 'label'>[];
  tags: string[];
}

export interface MatchBook {
  /** Deleted ones too. */
  customers: readonly BookCustomer[];
  /** Bodies of the notes of a customer; asked for matched customers only. */
  notesOf(customerId: string): string[];
  /** What the dictionary calls a tag of that name now. */
  meantBy(tag: string): string;
}

/** What is written for one person: a new customer, or additions to one of the book. */
export interface ImportTarget {
  /** Null for a new customer. */
  customer: BookCustomer | null;
  name: string;
  /** `deletedAt`: null for one who comes back. */
  fields: FilledValues & {
    source?: Customer['source'];
    sourcePlatform?: string;
    sourceCampaign?: string;
    sourcePlacement?: string;
    tier?: Customer['tier'];
    status?: Customer['status'];
    consent?: Customer['consent'];
    points?: number;
    deletedAt?: null;
  };
  contacts: PersonContact[];
  tags: string[];
  notes: string[];
  /** Rows of the file that add something to it; the first one makes a new customer. */
  rows: number;
}

export interface RowOutcome {
  line: number;
  name: string;
  phone: string;
  /** `deleted`: belongs to a customer who was deleted, whatever is done about it. */
  outcome: 'new' | 'same' | 'changed' | 'deleted';
  /** Names of the fields that were filled, and the kinds of rows that were added. */
  changes: string[];
  order: null;
  /** Of rows that cannot be imported only. */
  code: null;
}

/** Targets with nothing to write are left out. */
export function* matchPeople(
  people: readonly Person[],
  book: MatchBook,
  decide: (line: number) => DeletedChoice,
): Steps<{
  targets: ImportTarget[];
  rows: RowOutcome[];
  /** Where each line went, except those left out. */
  byLine: Map<number, ImportTarget>;
}> {
  const index = createIndex();
  const deleted = createIndex();
  const targets: ImportTarget[] = [];
  const byLine = new Map<number, ImportTarget>();
  for (const customer of book.customers) {
    (customer.deletedAt === null ? index : deleted).add(knownOf(customer));
    yield;
  }
  const rows: RowOutcome[] = [];
  for (const person of people) {
    rows.push(outcomeOf(person));
    yield;
  }
  return { targets, rows, byLine };

  function outcomeOf(person: Person): RowOutcome {
    const row = {
      line: person.line,
      name: person.name,
      phone: phoneOf(person),
      order: null,
      code: null,
    } as const;
    const known = index.find(person);
    if (known) {
      byLine.set(person.line, known.target);
      const isFirst = isEmpty(known.target);
      const changes = addTo(known, person, book);
      if (changes.length === 0) return { ...row, outcome: 'same', changes };
      known.target.rows++;
      if (isFirst && known.target.customer) targets.push(known.target);
      index.add(known);
      return { ...row, outcome: 'changed', changes };
    }
    const gone = deleted.findByContact(person);
    const decision = gone ? decide(person.line) : 'new';
    if (gone && decision === 'restore') {
      gone.target.fields.deletedAt = null;
      gone.target.rows++;
      const changes = addTo(gone, person, book);
      targets.push(gone.target);
      byLine.set(person.line, gone.target);
      index.add(gone);
      return { ...row, outcome: 'deleted', changes };
    }
    if (decision === 'new') {
      const fresh = newKnown({ ...person, tags: [...new Set(person.tags.map(book.meantBy))] });
      targets.push(fresh.target);
      byLine.set(person.line, fresh.target);
      index.add(fresh);
    }
    return { ...row, outcome: gone ? 'deleted' : 'new', changes: [] };
  }
}

function knownOf(customer: BookCustomer): Known {
  return {
    target: { customer, name: customer.name, fields: {}, contacts: [], tags: [], notes: [], rows: 0 },
    name: customer.name,
    contacts: [...customer.contacts],
    tags: new Set(customer.tags),
    notes: undefined,
    cardId: undefined,
  };
}

function newKnown(person: Person): Known {
  const { name, fields, sourceWord, tier, status, consent, points, contacts, tags, notes, surplus } = person;
  const unknownSource = isUnknownSource(person) ? lineOf('source', sourceWord) : '';
  const remark = [fields.remark ?? '', unknownSource].filter((text) => text !== '').join('\n');
  const target: ImportTarget = {
    customer: null,
    name,
    fields: {
      ...fields,
      ...sourceFieldsOf(person),
      ...(tier ? { tier } : {}),
      ...(status ? { status } : {}),
      ...(consent ? { consent } : {}),
      ...(points === undefined ? {} : { points }),
      ...(remark === '' ? {} : { remark }),
    },
    contacts: [...contacts],
    tags: [...tags],
    notes: [...notes, ...notePieces(surplus.join('\n'))],
    rows: 1,
  };
  return {
    target,
    name,
    contacts: target.contacts,
    tags: new Set(tags),
    notes: target.notes,
    cardId: person.cardId,
  };
}

function isEmpty({ fields, contacts, tags, notes }: ImportTarget): boolean {
  return Object.keys(fields).length + contacts.length + tags.length + notes.length === 0;
}

/** Adds what the person has and the card lacks; the names of what was added. */
function addTo(known: Known, person: Person, book: MatchBook): string[] {
  const { target } = known;
  const { customer } = target;
  const card = { ...customer, ...target.fields };
  const changes = new Set<string>();
  const differing: string[] = [...person.surplus];
  if (person.name !== known.name && person.name !== card.nickname)
    differing.push(lineOf('name', person.name));
  for (const field of filledFields) {
    const value = person.fields[field];
    if (!value) continue;
    if (!card[field]) {
      Object.assign(target.fields, { [field]: value });
      changes.add(field);
    } else if (card[field] !== value) differing.push(lineOf(field, shown(value)));
  }
  // A balance is not the rep's word against the file's: the newer one stands.
  if (person.points !== undefined && person.points !== card.points) {
    target.fields.points = person.points;
    changes.add('points');
  }
  // A card's tier is its rep's.
  if (person.tier && person.tier !== card.tier) {
    if (customer) differing.push(lineOf('tier', person.tier));
    else target.fields.tier ??= person.tier;
    if (!customer && target.fields.tier !== person.tier) differing.push(lineOf('tier', person.tier));
  }
  const stop = stopAddition(card, person);
  Object.assign(target.fields, stop.fields);
  for (const field of Object.keys(stop.fields)) changes.add(field);
  differing.push(...stop.differs);
  const origin = sourceAddition(card, person);
  differing.push(...origin.differs);
  if (Object.keys(origin.fields).length > 0) {
    Object.assign(target.fields, origin.fields);
    changes.add('source');
  }
  const { sourceWord } = person;
  if (isUnknownSource(person) && !linesOf(card.remark ?? '').includes(lineOf('source', sourceWord))) {
    differing.push(lineOf('source', sourceWord));
  }
  for (const contact of person.contacts) {
    if (known.contacts.some((one) => isSameContact(one, contact))) continue;
    if (known.contacts !== target.contacts) known.contacts.push(contact);
    target.contacts.push(contact);
    changes.add(contact.kind);
  }
  for (const tag of person.tags.map(book.meantBy)) {
    if (known.tags.has(tag)) continue;
    known.tags.add(tag);
    target.tags.push(tag);
    changes.add('tag');
  }
  if (person.notes.length + differing.length > 0) {
    known.notes ??= customer ? [...book.notesOf(customer.id)] : target.notes;
    const lines = new Set(known.notes.flatMap(linesOf));
    const unsaid = differing.filter((text) => linesOf(text).some((line) => !lines.has(line)));
    const bodies = [...person.notes, ...notePieces(unsaid.join('\n'))];
    const added = bodies.filter((body) => !known.notes!.includes(body));
    if (known.notes !== target.notes) known.notes.push(...added);
    target.notes.push(...added);
    if (added.length > 0) changes.add('note');
  }
  return [...changes];
}

export function phoneOf(person: Person): string {
  return person.contacts.find(({ kind }) => kind === 'phone')?.value ?? '';
}

function shown(value: string): string {
  return { female: '女', male: '男' }[value] ?? value;
}

function linesOf(text: string): string[] {
  return text.split('\n');
}
