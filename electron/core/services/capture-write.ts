/** Ticked proposals as rows of the card, each through the same writes as the screens that make them by hand. */
import type { ProposalTargetInput } from '#shared/contract/capture.ts';
import type { RelationFields } from '#shared/contract/card.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import { interestTopic } from '#shared/domain/card/interest.ts';
import type { Customer } from '#shared/domain/entity/book.ts';
import { normalisePhone } from '#shared/domain/phone.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { listContactPoints, listPromises, listTags } from '../db/repository/customer.ts';
import { listKeyDates } from '../db/repository/key-date.ts';
import { listInterests, listNeeds, listRelations } from '../db/repository/profile.ts';
import type { LocalWrite } from '../local-write.ts';
import { isNewPerson, personWrites, type FormerPerson } from './capture-relation.ts';
import { interestInsert } from './interest.ts';
import { needInsert, type Learned } from './need.ts';
import { promiseInsert } from './promise.ts';
import { tagWrites } from './tag.ts';

/** What a save may have inserted and an undo may take back. */
export const capturedEntities = [
  'note',
  'promise',
  'key_date',
  'need',
  'interest',
  'customer_tag',
  'contact_point',
  'relation',
] as const;

const longestRemark = 5_000;

/** Whether the card does not have a proposal yet. */
export function isNews(
  { db, clock }: Pick<CoreContext, 'db' | 'clock'>,
  { id, remark }: Pick<Customer, 'id' | 'remark'>,
): (what: ProposalTargetInput) => boolean {
  const lines = new Set(remark.split('\n').map((line) => line.trim()));
  const promises = new Set(listPromises(db, id).map(({ body, dueAt }) => `${dueAt} ${body}`));
  const tags = new Set(listTags(db, id, dateOf(clock.now())).map(({ name }) => name));
  const contacts = new Set(listContactPoints(db, id).map(contactKey));
  const days = new Set(listKeyDates(db, id).map((day) => dayKey({ ...day, date: day })));
  const needs = new Set(listNeeds(db, id).map(({ body }) => body));
  const interests = new Set(listInterests(db, id).map(({ topic, seenAt }) => sightingKey(topic, seenAt)));
  const people = listRelations(db, id);
  return (what) => {
    switch (what.target) {
      case 'promise':
        return !promises.has(`${what.dueAt} ${what.body}`);
      case 'key_date':
        return !days.has(dayKey(what));
      case 'tag':
        return !tags.has(what.name);
      case 'interest':
        return !interests.has(sightingKey(what.name, what.seenAt));
      case 'contact_point':
        return !contacts.has(contactKey(what));
      case 'need':
        return !needs.has(what.body);
      case 'relation':
        return isNewPerson(people, what);
      case 'remark':
        return !lines.has(what.text);
    }
  };
}

/** The writes for what the card does not have yet, each once; `remark` is what they add to it. */
export function proposalWrites(
  context: CoreContext,
  customer: Customer,
  proposals: readonly ProposalTargetInput[],
  learned: Learned,
): { writes: LocalWrite[]; count: number; remark: string; people: FormerPerson[] } {
  const { clock } = context;
  const isNew = isNews(context, customer);
  const seen = new Set<string>();
  const wanted = proposals.filter((what) => {
    const key = JSON.stringify(what);
    if (seen.has(key) || !isNew(what)) return false;
    seen.add(key);
    return true;
  });
  const insert = (entity: 'key_date' | 'contact_point', fields: Record<string, unknown>): LocalWrite => ({
    op: 'insert',
    entity,
    id: uuidv7(clock),
    scope: customer.scopeId,
    fields: { customerId: customer.id, ...fields },
  });
  const writes: LocalWrite[] = [];
  const names: string[] = [];
  const lines: string[] = [];
  const told: RelationFields[] = [];
  for (const what of wanted) {
    if (what.target === 'promise') writes.push(promiseInsert(clock, customer, what));
    else if (what.target === 'key_date')
      writes.push(insert('key_date', { kind: what.kind, label: what.label, ...what.date, year: null }));
    else if (what.target === 'contact_point')
      writes.push(insert('contact_point', { kind: what.kind, value: what.value, label: '' }));
    else if (what.target === 'need') writes.push(needInsert(clock, customer, what.body, learned));
    else if (what.target === 'interest')
      writes.push(interestInsert(clock, customer, { ...what, topic: what.name }, learned));
    else if (what.target === 'tag') names.push(what.name);
    else if (what.target === 'relation') told.push(what);
    else lines.push(what.text);
  }
  writes.push(...tagWrites(context, customer, names));
  const persons = personWrites(context, customer, told);
  writes.push(...persons.writes);
  const remark = addedRemark(customer.remark, lines);
  if (remark !== '')
    writes.push({
      op: 'patch',
      entity: 'customer',
      id: customer.id,
      fields: { remark: customer.remark + remark },
    });
  return { writes, count: wanted.length, remark, people: persons.former };
}

/** The lines that still fit, with the line ends that set them apart. */
function addedRemark(remark: string, lines: readonly string[]): string {
  let added = '';
  for (const line of lines) {
    const more = `${remark + added === '' ? '' : '\n'}${line}`;
    if (remark.length + added.length + more.length <= longestRemark) added += more;
  }
  return added;
}

/** Takes out what a save added, wherever it stands now; a remark that was rewritten since stays. */
export function withoutRemark(remark: string, added: string): string {
  if (added === '') return remark;
  if (remark.endsWith(added)) return remark.slice(0, -added.length);
  return remark.replace(added, '');
}

/** A topic counts once a day. */
function sightingKey(topic: string, seenAt: string): string {
  return `${dateOf(seenAt)} ${interestTopic(topic)}`;
}

function contactKey({ kind, value }: { kind: string; value: string }): string {
  return `${kind} ${kind === 'phone' ? normalisePhone(value) : value.trim().toLowerCase()}`;
}

function dayKey({
  kind,
  label,
  date,
}: {
  kind: string;
  label: string;
  date: { calendar: string; month: number; day: number; isLeapMonth: boolean };
}): string {
  return JSON.stringify([kind, label, date.calendar, date.month, date.day, date.isLeapMonth]);
}
