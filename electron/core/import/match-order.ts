/**
 * Decides what an import of orders does, before anything is written.
 *
 * An order belongs to the customer of the book who has the row's phone number, else its WeChat id, its e-mail address or
 * its member number, else to the only one of that name. Where there is nobody, or more than one, the row is told as a
 * problem: an import of orders makes no customers. A customer who was deleted is offered back by the row's phone number,
 * WeChat id, e-mail address or member number: the order comes with the customer, or is left out.
 *
 * Two orders are the same where the number is the same, and the product where a number has several rows; without a number
 * where customer, day, product and amount are. What is there already is not added again. The shop's system knows better
 * what an order was: a day, amount or product that differs is taken over. A deleted order is offered back.
 */
import type { DeletedChoice } from '#shared/contract/import.ts';
import type { CustomerOrder } from '#shared/domain/entity/book.ts';
import type { Steps } from '#shared/lib/steps.ts';
import type { BookCustomer } from './match.ts';
import { keyOf } from './match-key.ts';
import type { OrderRecord } from './order-record.ts';

export type BookOrder = Pick<
  CustomerOrder,
  'id' | 'customerId' | 'product' | 'quantity' | 'paidFen' | 'marginFen' | 'orderedOn' | 'orderNo'
> & { deletedAt: string | null };

type OrderFields = Pick<
  BookOrder,
  'product' | 'quantity' | 'paidFen' | 'marginFen' | 'orderedOn' | 'orderNo'
>;

export interface OrderTarget {
  customerId: string;
  /** The customer was deleted and comes back; of several orders the first one brings them back. */
  comesBack: 'by this' | 'before' | undefined;
  /** Null for a new order. */
  order: BookOrder | null;
  /** Of a new order all of them. `deletedAt`: null for one that comes back. */
  fields: Partial<OrderFields> & { deletedAt?: null };
}

export interface OrderOutcome {
  line: number;
  name: string;
  phone: string;
  order: Pick<BookOrder, 'orderNo' | 'orderedOn' | 'product' | 'paidFen'>;
  outcome: 'new' | 'same' | 'changed' | 'deleted';
  changes: string[];
  /** It is the customer who was deleted. */
  customerDeleted?: true;
  code: null;
}

export interface Unmatched {
  line: number;
  code: 'NO_CUSTOMER' | 'SEVERAL_CUSTOMERS';
  name: string;
}

const kinds = ['phone', 'wechat', 'email', 'other'] as const;
const compared = ['product', 'quantity', 'paidFen', 'marginFen', 'orderedOn'] as const;

export function* matchOrders(
  records: readonly OrderRecord[],
  customers: readonly BookCustomer[],
  orders: readonly BookOrder[],
  decide: (line: number) => DeletedChoice,
): Steps<{ targets: OrderTarget[]; rows: OrderOutcome[]; unmatched: Unmatched[] }> {
  const owners = yield* ownersOf(customers.filter(({ deletedAt }) => deletedAt === null));
  const deletedOwners = yield* ownersOf(customers.filter(({ deletedAt }) => deletedAt !== null));
  /** Deleted customers who come back. */
  const back = new Set<string>();
  const named = Map.groupBy(
    orders.filter(({ orderNo }) => orderNo !== ''),
    ({ orderNo }) => orderNo,
  );
  const alike = Map.groupBy(orders, likeness);
  const rowsOfNumber = new Map<string, number>();
  for (const { orderNo } of records) rowsOfNumber.set(orderNo, (rowsOfNumber.get(orderNo) ?? 0) + 1);
  yield;
  /** Orders of the book that a row of the file stands for already. */
  const claimed = new Set<BookOrder>();
  const targets: OrderTarget[] = [];
  const rows: OrderOutcome[] = [];
  const unmatched: Unmatched[] = [];
  for (const record of records) {
    const found = owners.find(record);
    const gone = found === 'NO_CUSTOMER' ? deletedOwners.findByContact(record) : undefined;
    if (gone !== undefined && typeof gone !== 'string') rows.push(outcomeOfDeleted(record, gone));
    else if (typeof found === 'string') {
      const name = record.name || (record.contacts[0]?.value ?? '');
      unmatched.push({ line: record.line, code: found, name: name.slice(0, 50) });
    } else rows.push(outcomeOf(record, found));
    yield;
  }
  return { targets, rows, unmatched };

  function rowOf({ line, orderNo, orderedOn, product, paidFen, contacts }: OrderRecord, name: string) {
    const phone = contacts.find(({ kind }) => kind === 'phone')?.value ?? '';
    return { line, name, phone, order: { orderNo, orderedOn, product, paidFen }, code: null };
  }

  function newFields({ orderNo, orderedOn, product, paidFen, quantity = 1, marginFen = 0 }: OrderRecord) {
    return { product, quantity, paidFen, marginFen, orderedOn, orderNo };
  }

  /** There is no new customer to make: what is not left out brings the deleted one back. */
  function outcomeOfDeleted(record: OrderRecord, customer: BookCustomer): OrderOutcome {
    const row = { ...rowOf(record, customer.name), outcome: 'deleted', customerDeleted: true } as const;
    const order = findOrder(record, customer.id);
    if (order) claimed.add(order);
    if (decide(record.line) === 'skip') return { ...row, changes: [] };
    const comesBack = back.has(customer.id) ? 'before' : 'by this';
    back.add(customer.id);
    const changed = order ? differing(order, record) : newFields(record);
    const fields = order && order.deletedAt !== null ? { ...changed, deletedAt: null } : changed;
    targets.push({ customerId: customer.id, comesBack, order: order ?? null, fields });
    return { ...row, changes: order ? Object.keys(changed) : [] };
  }

  function outcomeOf(record: OrderRecord, customer: BookCustomer): OrderOutcome {
    const { line } = record;
    const row = rowOf(record, customer.name);
    const comesBack = undefined;
    const order = findOrder(record, customer.id);
    if (order) claimed.add(order);
    if (order && order.deletedAt === null) {
      const fields = differing(order, record);
      const changes = Object.keys(fields);
      if (changes.length > 0) targets.push({ customerId: order.customerId, comesBack, order, fields });
      return { ...row, outcome: changes.length > 0 ? 'changed' : 'same', changes };
    }
    const decision = order ? decide(line) : 'new';
    if (order && decision === 'restore') {
      const fields = differing(order, record);
      targets.push({
        customerId: order.customerId,
        comesBack,
        order,
        fields: { ...fields, deletedAt: null },
      });
      return { ...row, outcome: 'deleted', changes: Object.keys(fields) };
    }
    if (decision === 'new') {
      const fields = newFields(record);
      targets.push({ customerId: customer.id, comesBack, order: null, fields });
    }
    return { ...row, outcome: order ? 'deleted' : 'new', changes: [] };
  }

  /** One that stands before one that was deleted. */
  function findOrder(record: OrderRecord, customerId: string): BookOrder | undefined {
    const free = (list: readonly BookOrder[] | undefined) =>
      (list ?? []).filter((order) => !claimed.has(order)).toSorted(deletedLast);
    if (record.orderNo === '') {
      const { paidFen, product, orderedOn } = record;
      return free(alike.get(likeness({ customerId, paidFen, product, orderedOn })))[0];
    }
    const numbered = free(named.get(record.orderNo));
    const same = numbered.find(({ product }) => product === record.product);
    if (same) return same;
    const isOnly = rowsOfNumber.get(record.orderNo) === 1 && named.get(record.orderNo)?.length === 1;
    return isOnly ? numbered[0] : undefined;
  }
}

function deletedLast(a: BookOrder, b: BookOrder): number {
  return Number(a.deletedAt !== null) - Number(b.deletedAt !== null);
}

type Likeness = Pick<BookOrder, 'paidFen' | 'product' | 'orderedOn'> & { customerId: string };

function likeness({ customerId, orderedOn, product, paidFen }: Likeness): string {
  return JSON.stringify([customerId, orderedOn, product, paidFen]);
}

function differing(order: BookOrder, record: OrderRecord): Partial<OrderFields> {
  const entries = compared
    .filter((field) => record[field] !== undefined && record[field] !== order[field])
    .map((field) => [field, record[field]]);
  const fields: Partial<OrderFields> = Object.fromEntries(entries);
  return order.orderNo === record.orderNo || record.orderNo === ''
    ? fields
    : { ...fields, orderNo: record.orderNo };
}

function* ownersOf(customers: readonly BookCustomer[]) {
  const byKey = new Map<string, Set<BookCustomer>>();
  const add = (key: string, customer: BookCustomer) => {
    const known = byKey.get(key);
    if (known) known.add(customer);
    else byKey.set(key, new Set([customer]));
  };
  for (const customer of customers) {
    yield;
    add(`name ${customer.name}`, customer);
    for (const contact of customer.contacts) {
      const key = contactKey(contact, customer.name);
      if (key) add(key, customer);
    }
  }
  return { findByContact, find };

  function findByContact(record: OrderRecord): BookCustomer | 'SEVERAL_CUSTOMERS' | undefined {
    for (const kind of kinds) {
      const found = new Set<BookCustomer>();
      for (const contact of record.contacts) {
        const key = contact.kind === kind ? contactKey(contact, record.name) : undefined;
        for (const customer of (key && byKey.get(key)) || []) found.add(customer);
      }
      const named = [...found].filter(({ name }) => name === record.name);
      if (found.size === 1) return [...found][0]!;
      if (found.size > 1) return named.length === 1 ? named[0]! : 'SEVERAL_CUSTOMERS';
    }
    return undefined;
  }

  function find(record: OrderRecord): BookCustomer | Unmatched['code'] {
    const owner = findByContact(record);
    if (owner !== undefined) return owner;
    const named = [...(byKey.get(`name ${record.name}`) ?? [])];
    if (named.length > 1) return 'SEVERAL_CUSTOMERS';
    return named[0] ?? 'NO_CUSTOMER';
  }
}

function contactKey(contact: OrderRecord['contacts'][number], name: string): string | undefined {
  return contact.kind === 'other' ? `other ${contact.value.trim()}` : keyOf(contact, name);
}
