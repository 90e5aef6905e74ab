/** What is agreed with customers, and days on which a rep is away. */
import { addDays } from '#shared/domain/calendar.ts';
import { derivedId } from '#shared/lib/derived-id.ts';
import { lifeBank } from './bank.ts';
import type { LifeMaking } from './card-life.ts';
import type { DemoCustomer } from './customer.ts';
import type { DemoRow, RowSink } from './demo-row.ts';
import { instantAt, workingDayBefore, workingDayFrom } from './work-calendar.ts';

type Status = DemoRow<'appointment'>['status'];

/** Each with its day relative to today, its minute, and how it ended. */
const agreed: readonly { day: number; minute: number; status: Status }[] = [
  { day: -8, minute: 15 * 60, status: 'kept' },
  { day: -1, minute: 16 * 60, status: 'no_show' },
  { day: 0, minute: 15 * 60, status: 'planned' },
  { day: 1, minute: 10 * 60 + 30, status: 'planned' },
  { day: 5, minute: 14 * 60, status: 'planned' },
];

/** With customers nobody has lost; of these `taken` have something else to tell. */
export function addAppointments(
  { random, sink, today, authorOn }: LifeMaking,
  customers: readonly DemoCustomer[],
  taken: ReadonlySet<string>,
): void {
  const known = customers.filter(
    ({ row, plan }) =>
      (row.tier === 'A' || row.tier === 'B') &&
      row.status === 'active' &&
      row.consent === 'full' &&
      row.addedOn < addDays(today, -30) &&
      plan.promises.length === 0 &&
      !taken.has(row.id),
  );
  for (const [index, { row }] of random.some(known, agreed.length).entries()) {
    const { day, minute, status } = agreed[index]!;
    const on = day < 0 ? workingDayBefore(today, -day) : workingDayFrom(addDays(today, day));
    const madeOn = workingDayBefore(on < today ? on : today, 3);
    const minutes = random.pick([30, 45, 60]);
    sink.add('appointment', {
      id: derivedId('demo', 'appointment', row.id),
      createdAt: instantAt(madeOn, 16 * 60 + 5),
      createdBy: authorOn(madeOn),
      customerId: row.id,
      title: random.pick(lifeBank.appointments),
      place: random.pick(lifeBank.places),
      startAt: instantAt(on, minute),
      minutes,
      status,
      closedAt: status === 'planned' ? null : instantAt(on, minute + minutes),
    });
  }
}

/** By account, days from today. 梁 is away today, 许 next week; 顾 has a meeting on the next working day. */
const leaves: Readonly<Record<string, { from: number; days: number }>> = {
  liang: { from: 0, days: 3 },
  xu: { from: 7, days: 5 },
};
const meetings: Readonly<Record<string, { title: string; minutes: number }>> = {
  rep: { title: '周例会', minutes: 30 },
};

export function addTimeOff(
  { today, now, account, repId }: { today: string; now: string; account: string; repId: string },
  userSink: RowSink,
): void {
  const on = workingDayBefore(today, 3);
  const createdAt = instantAt(on, 17 * 60 + 10);
  const common = { createdAt: createdAt < now ? createdAt : now, createdBy: repId };
  const away = leaves[account];
  if (away) {
    const fromOn = addDays(today, away.from);
    const id = derivedId('demo', 'leave', repId, fromOn);
    userSink.add('leave', { ...common, id, fromOn, toOn: addDays(fromOn, away.days - 1), kind: 'leave' });
  }
  const meeting = meetings[account];
  if (meeting) {
    const meetOn = workingDayFrom(addDays(today, 1));
    userSink.add('meeting', {
      ...common,
      id: derivedId('demo', 'meeting', repId, meetOn),
      meetOn,
      ...meeting,
    });
  }
}
