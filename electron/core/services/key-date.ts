/** Birthdays and other days of the year that matter to a customer, solar and lunar (rules.md R5 KEYDATE). */
import type { KeyDateFields, KeyDateView } from '#shared/contract/key-date.ts';
import type { Customer } from '#shared/domain/entity/book.ts';
import { nextOccurrence, yearsOn } from '#shared/domain/key-date.ts';
import { lunarDayOf } from '#shared/domain/lunar.ts';
import { birthdayOf } from '#shared/domain/plan/facts/key-date.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { getCustomer, getRow } from '../db/repository/customer.ts';
import { listKeyDates } from '../db/repository/key-date.ts';

/** Those of a card, the next one first; the profile's birthday is among them. */
export function keyDateViews(
  { db, pendingIds }: Pick<CoreContext, 'db' | 'pendingIds'>,
  { id: customerId, birthdayOn }: Pick<Customer, 'id' | 'birthdayOn'>,
  today: string,
): KeyDateView[] {
  const pending = pendingIds('key_date');
  const rows = listKeyDates(db, customerId);
  const ofProfile = birthdayOf(birthdayOn, rows);
  const year = birthdayOn === null ? NaN : Number(birthdayOn.slice(0, 4));
  const all = [
    ...rows,
    ...(ofProfile
      ? [
          {
            ...ofProfile,
            id: null,
            kind: 'birthday' as const,
            label: '',
            year: Number.isInteger(year) ? year : null,
          },
        ]
      : []),
  ];
  return all
    .map(({ id, kind, label, calendar, month, day, isLeapMonth, year }): KeyDateView => {
      const date = { calendar, month, day, isLeapMonth };
      const nextOn = nextOccurrence(date, today);
      const { year: _, ...nextLunar } = lunarDayOf(nextOn);
      return {
        ...date,
        id,
        kind,
        label,
        year,
        nextOn,
        nextLunar,
        years: yearsOn(date, year, nextOn),
        pending: id !== null && pending.has(id),
      };
    })
    .toSorted((a, b) => (a.nextOn < b.nextOn ? -1 : a.nextOn > b.nextOn ? 1 : 0));
}

export function createKeyDateService({ db, mutator, clock }: CoreContext) {
  const patch = (name: string, id: string, fields: Record<string, unknown>) => {
    if (Object.keys(fields).length > 0)
      mutator.mutate(name, [{ op: 'patch', entity: 'key_date', id, fields }]);
  };
  return {
    create(customerId: string, date: KeyDateFields): { id: string } {
      const { scopeId: scope } = getCustomer(db, customerId);
      const id = uuidv7(clock);
      const fields = { customerId, ...date };
      mutator.mutate('keyDate.create', [{ op: 'insert', entity: 'key_date', id, scope, fields }]);
      return { id };
    },
    patch(id: string, date: KeyDateFields): void {
      const row = getRow(db, 'key_date', id);
      const changed = Object.entries(date).filter(([name, value]) => row[name as keyof typeof row] !== value);
      patch('keyDate.patch', id, Object.fromEntries(changed));
    },
    delete(id: string): void {
      if (getRow(db, 'key_date', id).deletedAt === null)
        patch('keyDate.delete', id, { deletedAt: instantOf(clock) });
    },
    restore(id: string): void {
      if (getRow(db, 'key_date', id).deletedAt !== null) patch('keyDate.restore', id, { deletedAt: null });
    },
  };
}
