/** What a card shows beside its rows: signs of trust (R16), cadence (D17), value (C06), whose customer this was (C09). */
import type { CardInsight } from '#shared/contract/card.ts';
import { addDays, dateOf, startOfDate } from '#shared/domain/calendar.ts';
import { cadenceOf } from '#shared/domain/card/cadence.ts';
import { isTriageLate } from '#shared/domain/card/triage.ts';
import { nextTouchOn } from '#shared/domain/plan/next-touch.ts';
import { setDay, stretchedGapDays, tierOn } from '#shared/domain/plan/rhythm.ts';
import { sopBankOf } from '#shared/domain/plan/sop/bank.ts';
import type { Settings } from '#shared/domain/setting.ts';
import type { Customer } from '#shared/domain/entity/book.ts';
import type { CoreContext } from '../core-context.ts';
import {
  listOrders,
  listStripTouches,
  loadLedger,
  loadOwnerRow,
  loadValue,
} from '../db/repository/card-insight.ts';
import { loadPersonNames, loadSettings, loadSops } from '../db/repository/company-data.ts';
import { createCustomerIndex } from '../db/repository/customer-index.ts';
import { findActivity, getCustomer, listPromises } from '../db/repository/customer.ts';
import { appointmentViews } from './appointment.ts';
import { dealViews } from './deal.ts';
import { endorsementViews } from './endorsement.ts';
import { keyDateViews } from './key-date.ts';
import { audienceTestOf } from './sop-audience.ts';
import { tierInsight } from './tier.ts';
import { customerTrust } from './trust.ts';

/** Days of the strip before and after today. */
const pastDays = 60;
const comingDays = 30;
/** More are in the history. */
const latestOrders = 20;

export function createInsightService(context: CoreContext) {
  const { db, clock } = context;
  const index = createCustomerIndex(db);

  function cadence(customer: Customer, settings: Settings): CardInsight['cadence'] {
    const today = dateOf(clock.now());
    const fromOn = addDays(today, -pastDays);
    const toOn = addDays(today, comingDays);
    const touches = listStripTouches(db, customer.id, startOfDate(fromOn)).map((touch) => ({
      ...touch,
      on: dateOf(touch.at),
    }));
    const activity = findActivity(db, customer.id);
    const tier = tierOn(customer, today, settings);
    const gapDays = Math.ceil(
      stretchedGapDays(tier, activity.unanswered, settings) * settings['rhythm.lateShare'],
    );
    const clusterTouches = settings[`guard.perWeek.${tier}`];
    const limits = { gapDays, clusterTouches, clusterDays: settings['guard.weekDays'] };
    return {
      fromOn,
      today,
      toOn,
      touches,
      planned: planned(customer, activity, settings, today).filter(({ on }) => on >= today && on <= toOn),
      ...cadenceOf(touches, { from: maxOf(fromOn, customer.addedOn), today }, limits),
      gapDays,
      clusterTouches,
      next: {
        byHand: setDay({ ...customer, ...activity }) !== null,
        reason: customer.nextReason,
      },
    };
  }

  function planned(
    customer: Customer,
    activity: ReturnType<typeof findActivity>,
    settings: Settings,
    today: string,
  ): CardInsight['cadence']['planned'] {
    const nextOn = nextTouchOn(
      { ...customer, ...activity },
      today,
      sopBankOf(loadSops(db), settings),
      settings,
      audienceTestOf(db, customer, { now: clock.now(), on: today }),
    );
    const byHand = setDay({ ...customer, ...activity }) !== null;
    return [
      ...listPromises(db, customer.id)
        .filter(({ status }) => status === 'open')
        .map(({ dueAt, body }) => ({
          on: maxOf(dateOf(dueAt), today),
          kind: 'promise' as const,
          text: body,
        })),
      ...appointmentViews(context, customer.id)
        .filter(({ status }) => status === 'planned')
        .map(({ startAt, title }) => ({
          on: dateOf(startAt),
          kind: 'appointment' as const,
          text: title,
        })),
      ...keyDateViews(context, customer, today).map(({ nextOn: on, label }) => ({
        on,
        kind: 'keyDate' as const,
        text: label,
      })),
      ...(nextOn === null
        ? []
        : [
            {
              on: maxOf(nextOn, today),
              kind: 'next' as const,
              text: byHand ? customer.nextReason : '',
            },
          ]),
    ].toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  }

  function latestOf(customerId: string): CardInsight['value']['latest'] {
    const pending = context.pendingIds('customer_order');
    return listOrders(db, customerId, latestOrders).map((order) => ({
      ...order,
      pending: pending.has(order.id),
    }));
  }

  function owners(customerId: string, names: ReadonlyMap<string, string>): CardInsight['owners'] {
    const row = loadOwnerRow(db, customerId);
    const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
    const receivedAt =
      row.bookReceivedAt !== null && row.createdAt < row.bookReceivedAt ? row.bookReceivedAt : null;
    const found: CardInsight['owners'] = [{ how: 'made', name: nameOf(row.createdBy), at: row.createdAt }];
    if (row.splitAt !== null) {
      const isBeforeHandOver = receivedAt !== null && row.splitAt < receivedAt;
      found.push({
        how: 'moved',
        name: nameOf(isBeforeHandOver ? row.formerOwnerId : row.ownerId),
        at: row.splitAt,
      });
    }
    const cameLater = row.splitAt !== null && receivedAt !== null && row.splitAt > receivedAt;
    if (receivedAt !== null && !cameLater)
      found.push({ how: 'received', name: nameOf(row.ownerId), at: receivedAt });
    return found;
  }

  return {
    get(customerId: string): CardInsight {
      index.refreshTimes();
      const customer = getCustomer(db, customerId);
      const settings = loadSettings(db);
      const names = loadPersonNames(db);
      const { bySigns, evidence, downgrade, manual } = customerTrust(context, customer, settings);
      return {
        trust: {
          bySigns,
          evidence,
          needed: settings['trust.signs'],
          downgrade,
          manual: manual && {
            reason: manual.reason,
            at: manual.at,
            byName: manual.by === null ? null : (names.get(manual.by) ?? null),
          },
          endorsements: endorsementViews(context, customerId),
        },
        tier: tierInsight(context, customer, settings, names),
        deals: dealViews(context, customer.id, dateOf(clock.now()), settings),
        cadence: cadence(customer, settings),
        triage: { isLate: isTriageLate(customer, clock.now(), settings), hours: settings['triage.hours'] },
        ledger: loadLedger(db, customerId),
        value: { ...loadValue(db, customerId), latest: latestOf(customerId) },
        owners: owners(customerId, names),
      };
    },
  };
}

function maxOf(a: string, b: string): string {
  return a > b ? a : b;
}
