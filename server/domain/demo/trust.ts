/** Scores and friends of those who trust most, and the stage of everybody by what the rows say (rules.md R16). */
import { addDays } from '#shared/domain/calendar.ts';
import { trustOf } from '#shared/domain/plan/trust-stage.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import { derivedId } from '#shared/lib/derived-id.ts';
import type { LifeMaking } from './card-life.ts';
import type { DemoCustomer } from './customer.ts';
import { rowsOf } from './demo-row.ts';
import { instantAt } from './work-calendar.ts';

/** Those who are to be 认定 said so long ago, and brought a friend. */
export function addEndorsements(
  { random, sink, today, authorOn }: LifeMaking,
  customers: readonly DemoCustomer[],
): void {
  for (const { row } of customers) {
    if (row.trustStage !== 'committed') continue;
    for (const kind of ['nps', 'referral'] as const) {
      const on = addDays(today, -random.int(120, 300));
      if (on <= row.addedOn) continue;
      sink.add('endorsement', {
        id: derivedId('demo', 'endorsement', row.id, kind),
        createdAt: instantAt(on, 16 * 60 + 20),
        createdBy: authorOn(on),
        customerId: row.id,
        kind,
        score: kind === 'nps' ? 9 : null,
        isPaid: kind === 'referral',
        body: '',
        happenedOn: on,
      });
    }
  }
}

/** After everything else: what the server would make of the stage in its first round. */
export function settleTrust(
  { sink, now }: Pick<LifeMaking, 'sink'> & { now: string },
  customers: readonly DemoCustomer[],
): void {
  const groups = sink.groups();
  const by = <T extends { customerId: string }>(rows: readonly T[]) =>
    Map.groupBy(rows, ({ customerId }) => customerId);
  const touches = by(rowsOf<'touch'>(groups, 'touch').filter(({ replied }) => replied));
  const signals = by(rowsOf<'signal'>(groups, 'signal'));
  const needs = by(rowsOf<'need'>(groups, 'need').filter(({ status }) => status === 'answered'));
  const met = by(rowsOf<'appointment'>(groups, 'appointment').filter(({ status }) => status === 'kept'));
  const orders = by(rowsOf<'customer_order'>(groups, 'customer_order'));
  const stood = by(rowsOf<'endorsement'>(groups, 'endorsement'));
  const noon = (on: string) => instantAt(on, 12 * 60);
  for (const { row } of customers) {
    const replied = touches.get(row.id) ?? [];
    const told = signals.get(row.id) ?? [];
    const kept = met.get(row.id) ?? [];
    const given = stood.get(row.id) ?? [];
    const days = Map.groupBy(orders.get(row.id) ?? [], ({ orderedOn }) => orderedOn);
    const bought = [...days.values()].filter((ofDay) => {
      const paid = ofDay.map(({ paidFen }) => paidFen);
      return !(paid.reduce((sum, fen) => sum + fen, 0) <= 0 && Math.min(...paid) < 0);
    });
    const repliedAts = [
      ...replied.map(({ happenedAt }) => happenedAt),
      ...told.filter(({ kind }) => kind === 'message').map(({ happenedAt }) => happenedAt),
    ].sort();
    const talkedAts = [
      ...replied
        .filter(({ kind }) => kind === 'chat' || kind === 'call' || kind === 'visit')
        .map(({ happenedAt }) => happenedAt),
      ...told
        .filter(({ kind }) => kind === 'message' || kind === 'ask' || kind === 'service')
        .map(({ happenedAt }) => happenedAt),
      ...kept.map(({ startAt }) => startAt),
    ].sort();
    const interactions = [
      ...repliedAts,
      ...told.map(({ happenedAt }) => happenedAt),
      ...kept.map(({ startAt }) => startAt),
      ...[...days.keys()].map(noon),
      ...given.map(({ happenedOn }) => noon(happenedOn)),
    ].sort();
    const complaints = told.filter(({ kind, closedAt }) => kind === 'complaint' && closedAt === null);
    const { stage } = trustOf(
      {
        addedOn: row.addedOn,
        repliedAts,
        hasAsked: told.some(({ kind }) => kind === 'ask'),
        hasAcceptedUseful: needs.has(row.id),
        hasKeptAppointment: kept.length > 0,
        orders: bought.length,
        npsScore: given.find(({ kind }) => kind === 'nps')?.score ?? null,
        hasPaidReferral: given.some(({ kind }) => kind === 'referral'),
        talkedAts,
        lastInteractionAt: interactions.at(-1) ?? null,
        complaintOpenSince: complaints.map(({ happenedAt }) => happenedAt).sort()[0] ?? null,
        manual: null,
      },
      Date.parse(now),
      defaultSettings,
    );
    Object.assign(row, { trustStage: stage });
  }
}
