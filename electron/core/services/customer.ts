/** Customers: the list, the card, and changing them. */
import { isDeepStrictEqual } from 'node:util';
import type { CustomerCard, CustomerFields } from '#shared/contract/customer.ts';
import { dateOf, dayMs } from '#shared/domain/calendar.ts';
import type { Customer } from '#shared/domain/entity/book.ts';
import { nextTouchOn } from '#shared/domain/plan/next-touch.ts';
import { sopBankOf } from '#shared/domain/plan/sop/bank.ts';
import { instantOf } from '#shared/lib/clock.ts';
import type { AddDirection } from '#shared/domain/entity/account.ts';
import { createIdSequence } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { CoreError } from '../core-error.ts';
import { listOwnBooks, loadPersonNames, loadSettings, loadSops } from '../db/repository/company-data.ts';
import { createCustomerIndex } from '../db/repository/customer-index.ts';
import { listOpenConflicts } from '../db/repository/conflict.ts';
import {
  findActivity,
  getCustomer,
  listContactPoints,
  listPromises,
  listTags,
  loadPurchases,
  loadTouchMix,
} from '../db/repository/customer.ts';
import { listSignals } from '../db/repository/signal.ts';
import { newCustomerFields } from '../db/repository/new-customer.ts';
import type { LocalWrite } from '../local-write.ts';
import { addInsert } from './account.ts';
import { appointmentViews } from './appointment.ts';
import { householdViews } from './household.ts';
import { interestViews } from './interest.ts';
import { keyDateViews } from './key-date.ts';
import { changeWrites, undoWrites } from './kept-change.ts';
import { mergedViews } from './merge.ts';
import { needViews } from './need.ts';
import { relationViews } from './relation.ts';
import { createCustomerListService } from './customer-list.ts';
import { latest } from './customer-sort.ts';
import { audienceTestOf } from './sop-audience.ts';
import { tagWrites } from './tag.ts';

const fieldNames = [
  'name',
  'addressAs',
  'nickname',
  'gender',
  'birthdayOn',
  'company',
  'jobTitle',
  'city',
  'tier',
  'trustStage',
  'source',
  'intent',
  'status',
  'consent',
  'addedOn',
  'remark',
  'quietFrom',
  'quietTo',
  'isLegalHold',
  'personaKind',
  'taboo',
  'presence',
  'sourcePlatform',
  'sourceCampaign',
  'sourcePlacement',
  'intentProduct',
  'intentBasis',
  'intentNote',
  'cue',
  'grade',
] as const satisfies readonly (keyof CustomerFields)[];

const touchMixDays = 90;

export function createCustomerService(context: CoreContext) {
  const { db, mutator, clock, identity } = context;
  const index = createCustomerIndex(db);
  const list = createCustomerListService(context);
  const today = () => dateOf(clock.now());

  function get(askedId: string): CustomerCard {
    index.refreshTimes();
    const customer = getCustomer(db, askedId);
    const customerId = customer.id;
    const activity = findActivity(db, customerId);
    const people = loadPersonNames(db);
    const settings = loadSettings(db);
    const bank = sopBankOf(loadSops(db), settings);
    const pending = {
      contactPoint: context.pendingIds('contact_point'),
      tag: context.pendingIds('customer_tag'),
      promise: context.pendingIds('promise'),
      signal: context.pendingIds('signal'),
    };
    const conflicts = listOpenConflicts(db, customerId);
    const isPending = context.pendingIds('customer').has(customerId);
    const fields = Object.fromEntries(fieldNames.map((name) => [name, customer[name]]));
    return {
      ...(fields as CustomerFields),
      id: customer.id,
      bookId: customer.scopeId,
      deletedAt: customer.deletedAt,
      createdAt: customer.createdAt,
      intentAt: customer.intentAt,
      triagedAt: customer.triagedAt,
      contactPoints: listContactPoints(db, customerId).map(({ id, kind, value, label }) => ({
        id,
        kind,
        value,
        label,
        pending: pending.contactPoint.has(id),
      })),
      tags: listTags(db, customerId, today()).map(
        ({ id, name, tagId, reason, createdBy, createdAt, expiresOn }) => ({
          id,
          name,
          tagId,
          reason,
          byName: createdBy === null ? null : (people.get(createdBy) ?? null),
          at: createdAt,
          expiresOn,
          pending: pending.tag.has(id),
        }),
      ),
      promises: listPromises(db, customerId).map(({ id, body, dueAt, status, closedAt }) => ({
        id,
        body,
        dueAt,
        status,
        closedAt,
        pending: pending.promise.has(id),
      })),
      signals: listSignals(db, customerId).map(({ id, kind, body, happenedAt, dueAt, closedAt }) => ({
        id,
        kind,
        body,
        happenedAt,
        dueAt,
        closedAt,
        pending: pending.signal.has(id),
      })),
      appointments: appointmentViews(context, customerId),
      household: householdViews(context, customerId),
      needs: needViews(context, customerId),
      interests: interestViews(context, customerId, settings, conflicts),
      relations: relationViews(context, customerId),
      keyDates: keyDateViews(context, customer, today()),
      purchases: loadPurchases(db, customerId),
      touchMix: loadTouchMix(db, customerId, new Date(clock.now() - touchMixDays * dayMs).toISOString()),
      lastTouchAt: latest(activity.lastContactAt, activity.lastCommentAt),
      nextTouchOn: nextTouchOn(
        { ...customer, ...activity },
        today(),
        bank,
        settings,
        audienceTestOf(db, customer, { now: clock.now(), on: today() }),
      ),
      merged: mergedViews(context, customerId),
      openConflicts: conflicts.length,
      conflicts: conflicts.map(({ id, rowId, field }) => ({ id, rowId, field })),
      pending: isPending,
      pendingFields: isPending ? context.pendingFields('customer', customerId) : [],
    };
  }

  function setDeleted(name: string, customerId: string, deletedAt: string | null): void {
    const { id } = getCustomer(db, customerId);
    mutator.mutate(name, [{ op: 'patch', entity: 'customer', id, fields: { deletedAt } }]);
  }

  return {
    get,

    list: list.list,

    create(input: {
      fields: Partial<CustomerFields> & { name: string };
      phone?: string | undefined;
      wechat?: string | undefined;
      tags?: readonly string[] | undefined;
      add?: AddDirection | undefined;
    }): { customerId: string; addId: string | null } {
      const [book] = listOwnBooks(db, identity.personId);
      if (!book) throw new CoreError('REFUSED', 'NO_BOOK');
      const nextId = createIdSequence(clock);
      const customerId = nextId();
      const fields = { ...newCustomerFields(input.fields.name, today()), ...defined(input.fields) };
      if (fields.intent > 0) fields.intentAt = instantOf(clock);
      const writes: LocalWrite[] = [
        { op: 'insert', entity: 'customer', id: customerId, scope: book.id, fields },
      ];
      for (const kind of ['phone', 'wechat'] as const) {
        const value = input[kind]?.trim();
        if (!value) continue;
        writes.push({
          op: 'insert',
          entity: 'contact_point',
          id: nextId(),
          scope: book.id,
          fields: { customerId, kind, value, label: '' },
        });
      }
      writes.push(...tagWrites(context, { id: customerId, scopeId: book.id }, input.tags ?? []));
      const add = input.add && addInsert(context, input.add, input.fields.name, instantOf(clock));
      mutator.mutate('customer.create', add ? [...writes, add] : writes);
      return { customerId, addId: add?.id ?? null };
    },

    /** Writes only what really changes, so that an unchanged field of a form never conflicts with a colleague's edit. */
    patch(customerId: string, wanted: Partial<CustomerFields>, reason = ''): CustomerCard {
      const customer = getCustomer(db, customerId);
      const isHeldOtherwise = wanted.isLegalHold !== undefined && wanted.isLegalHold !== customer.isLegalHold;
      if (isHeldOtherwise && identity.role === 'rep') throw new CoreError('FORBIDDEN');
      const changed = Object.entries(defined(wanted)).filter(
        ([name, value]) => !isDeepStrictEqual(customer[name as keyof Customer], value),
      );
      const sign = wanted.intent ? { intentAt: instantOf(clock) } : {};
      const fields: Record<string, unknown> = { ...Object.fromEntries(changed), ...sign };
      if (Object.keys(fields).length > 0) {
        mutator.mutate('customer.patch', [
          { op: 'patch', entity: 'customer', id: customer.id, fields },
          ...changeWrites(context, customer, wanted, reason),
        ]);
      }
      return get(customerId);
    },

    /** Takes back the last change of a field that is kept for life, while its value still stands. */
    undoChange(customerId: string, field: 'trustStage' | 'source' | 'tier'): CustomerCard {
      const writes = undoWrites(context, getCustomer(db, customerId), field);
      if (writes.length > 0) mutator.mutate('customer.undoChange', writes);
      return get(customerId);
    },

    delete: (customerId: string) => setDeleted('customer.delete', customerId, instantOf(clock)),
    restore: (customerId: string) => setDeleted('customer.restore', customerId, null),
  };
}

function defined<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
