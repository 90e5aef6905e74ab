import { expect, test } from 'vitest';
import { createRep } from './rep.ts';

const fields = { title: '试驾', place: '城西店', minutes: 60 };
/** A wall-clock time of the rep's zone. */
const at = (day: string, time: string) => new Date(`${day}T${time}:00.000+08:00`).toISOString();

const setUp = (startAt = at('2026-03-12', '15:00')) => {
  const rep = createRep();
  const { customerId } = rep.customer.create({
    fields: { name: '刘总', tier: 'B', addedOn: '2026-01-01' },
  });
  const { id } = rep.appointment.create(customerId, { ...fields, startAt });
  return {
    rep,
    customerId,
    id,
    card: () => rep.customer.get(customerId).appointments,
    onList: () => rep.plan.today().items.filter(({ kind, status }) => kind === 'APPT' && status === 'open'),
  };
};

test('[R5] APPT: confirmed the day before, reminded two hours before it begins; not on the list earlier', () => {
  const { rep, onList } = setUp();
  expect(onList()).toEqual([]);
  rep.clock.set(at('2026-03-11', '09:00'));
  const appointment = { code: 'appointment', params: { dueAt: at('2026-03-12', '15:00') } };
  const [confirm] = onList();
  expect(confirm).toMatchObject({ subjectText: '试驾 · 城西店', dueAt: at('2026-03-11', '18:00') });
  expect(confirm!.reasons).toContainEqual(appointment);
  rep.plan.done(confirm!.id);
  expect(onList()).toEqual([]);
  rep.clock.set(at('2026-03-12', '09:00'));
  expect(onList()).toMatchObject([{ dueAt: at('2026-03-12', '13:00') }]);
  expect(onList()[0]!.reasons).toContainEqual(appointment);
});

test('[R5] APPT: done before it begins is the reminder; done afterwards says they came, and undo takes that back', () => {
  const { rep, card, onList } = setUp();
  rep.clock.set(at('2026-03-12', '12:30'));
  const [item] = onList();
  rep.plan.done(item!.id);
  expect(card()[0]).toMatchObject({ status: 'planned', closedAt: null });
  rep.plan.undo(item!.id);
  rep.clock.set(at('2026-03-12', '16:10'));
  rep.plan.done(item!.id);
  expect(card()[0]).toMatchObject({ status: 'kept', closedAt: at('2026-03-12', '16:10') });
  rep.plan.undo(item!.id);
  expect(card()[0]).toMatchObject({ status: 'planned', closedAt: null });
});

test('[R5] APPT: one without an outcome stays on the list and counts as overdue', () => {
  const { rep, id, onList } = setUp();
  rep.clock.set(at('2026-03-13', '09:00'));
  expect(onList()[0]!.reasons).toContainEqual({ code: 'overdueDays', params: { days: 1 } });
  rep.appointment.setStatus(id, 'kept');
  expect(onList()).toEqual([]);
});

test('[R5] APPT: after a no-show there is one talk to win them back, within a day, and not after a week', () => {
  const { rep, id, card, onList } = setUp();
  rep.clock.set(at('2026-03-12', '15:30'));
  rep.appointment.setStatus(id, 'no_show');
  const [recovery] = onList();
  expect(recovery).toMatchObject({ subjectText: '试驾 · 城西店', dueAt: at('2026-03-13', '15:30') });
  expect(recovery!.reasons[0]!.code).toBe('noShow');
  rep.clock.set(at('2026-03-13', '09:00'));
  rep.plan.done(onList()[0]!.id);
  expect(card()[0]!.status).toBe('no_show');
  rep.clock.set(at('2026-03-14', '09:00'));
  expect(onList()).toEqual([]);
  const other = setUp();
  other.rep.clock.set(at('2026-03-12', '15:30'));
  other.rep.appointment.setStatus(other.id, 'no_show');
  other.rep.clock.set(at('2026-03-19', '09:00'));
  expect(other.onList()).toHaveLength(1);
  other.rep.clock.set(at('2026-03-20', '09:00'));
  expect(other.onList()).toEqual([]);
});

test('moved to another day it is planned again; called off it is off the list; both can be taken back', () => {
  const { rep, id, card, onList } = setUp(at('2026-03-10', '15:00'));
  expect(onList()).toHaveLength(1);
  rep.appointment.setStatus(id, 'cancelled');
  expect(onList()).toEqual([]);
  rep.appointment.patch(id, { ...fields, startAt: at('2026-03-20', '10:00') });
  expect(card()[0]).toMatchObject({ status: 'planned', closedAt: null, startAt: at('2026-03-20', '10:00') });
  const before = rep.mutations().length;
  rep.appointment.patch(id, { ...fields, startAt: at('2026-03-20', '10:00') });
  expect(rep.mutations()).toHaveLength(before);
  rep.appointment.delete(id);
  expect(card()).toEqual([]);
  rep.appointment.restore(id);
  expect(card()).toHaveLength(1);
});
