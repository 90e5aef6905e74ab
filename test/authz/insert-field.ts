/** A valid set of fields for an insert of any entity at a place; `text` gives what a person would have written. */
import { customerFields } from '#test/support/test-company.ts';
import { rowIdOf, seededAt, seededOn, type Place } from './place.ts';
import { phoneOf } from './marker.ts';

export function insertFields(
  place: Place,
  entity: string,
  text: (field: string) => string,
): Record<string, unknown> {
  const customerId = rowIdOf(place, 'customer');
  const at = seededAt;
  const bookNumber = Number(place.book?.slice(1) ?? 0);
  const makers: Record<string, () => Record<string, unknown>> = {
    customer: () =>
      customerFields({
        name: text('name'),
        addressAs: text('addressAs'),
        nickname: text('nickname'),
        company: text('company'),
        jobTitle: text('jobTitle'),
        city: text('city'),
        remark: text('remark'),
      }),
    contact_point: () => ({
      customerId,
      kind: 'phone',
      value: text('value').startsWith('mk') ? phoneOf(place.company, bookNumber) : text('value'),
      label: text('label'),
    }),
    customer_tag: () => ({ customerId, tagId: null, name: text('name') }),
    promise: () => ({ customerId, body: text('body'), dueAt: at, status: 'open', closedAt: null }),
    conflict: () => ({
      entity: 'customer',
      rowId: customerId,
      customerId,
      field: 'remark',
      keptValue: text('keptValue'),
      keptBy: null,
      keptAt: null,
      lateValue: text('lateValue'),
      lateBy: null,
      lateAt: at,
      status: 'open',
    }),
    customer_order: () => ({
      customerId,
      product: text('product'),
      quantity: 1,
      paidFen: 100,
      marginFen: 10,
      orderedOn: seededOn,
    }),
    plan: () => ({
      planOn: seededOn,
      builtAt: at,
      startedAt: at,
      closedAt: null,
      reflection: text('reflection'),
      availableMinutes: 300,
      listHash: text('listHash'),
    }),
    plan_item: () => ({
      planId: rowIdOf(place, 'plan'),
      planOn: seededOn,
      bookId: place.bookId,
      customerId,
      kind: 'GAP',
      subject: text('subject'),
      score: 1,
      ordinal: 1,
      deciMinutes: 40,
      reasons: [],
      dueAt: null,
      lateAfterAt: at,
      status: 'open',
      statusAt: null,
      skipReason: null,
    }),
    moment: () => ({ customerId, kind: 'family', body: text('body'), postedAt: at }),
    touch: () => ({
      customerId,
      kind: 'chat',
      touchClass: 'care',
      body: text('body'),
      happenedAt: at,
      minutes: null,
      replied: null,
      momentId: null,
      planItemId: null,
      quality: null,
    }),
    note: () => ({ customerId, body: text('body'), happenedAt: at, origin: 'rep' }),
    person: () => ({ name: text('name'), account: 'made-up', role: 'admin', teamId: null, status: 'active' }),
    team: () => ({ name: text('name') }),
    book: () => ({ name: text('name'), ownerId: place.personId }),
    tag: () => ({ name: text('name'), groupName: text('groupName'), ordinal: 1 }),
    content_item: () => ({
      kind: 'care',
      title: text('title'),
      body: text('body'),
      concern: text('concern'),
      ordinal: 1,
    }),
    sop: () => ({ code: text('code'), name: text('name'), purpose: 'care', edition: 1, steps: [] }),
    setting: () => ({ key: text('key'), value: text('value') }),
  };
  return makers[entity]!();
}
