/** Meetings with customers: planned, moved, kept, missed or called off (rules.md R5 APPT). */
import type { AppointmentFields, AppointmentView } from '#shared/contract/appointment.ts';
import type { PlanItem } from '#shared/domain/entity/user.ts';
import { appointmentOfSubject } from '#shared/domain/plan/subject.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { listAppointments, type Appointment } from '../db/repository/appointment.ts';
import { getCustomer, getRow } from '../db/repository/customer.ts';
import type { LocalWrite } from '../local-write.ts';
import { actDone, actUndone } from './act-item.ts';

type Db = Pick<CoreContext, 'db'>;

function appointmentPatch(id: string, fields: Partial<Appointment>): LocalWrite {
  return { op: 'patch', entity: 'appointment', id, fields };
}

export function appointmentViews(
  { db, pendingIds }: Pick<CoreContext, 'db' | 'pendingIds'>,
  customerId: string,
): AppointmentView[] {
  const pending = pendingIds('appointment');
  return listAppointments(db, customerId).map(
    ({ id, title, place, startAt, minutes, status, closedAt }): AppointmentView => ({
      id,
      title,
      place,
      startAt,
      minutes,
      status,
      closedAt,
      pending: pending.has(id),
    }),
  );
}

/** Done before it begins, the reminder was sent; done after that, they came. */
export function appointmentDone({ db }: Db, item: PlanItem, at: string): LocalWrite[] {
  const { id, isNoShow } = appointmentOfSubject(item.subject);
  const { status, startAt } = getRow(db, 'appointment', id);
  if (isNoShow || status !== 'planned' || at < startAt) return [];
  return [appointmentPatch(id, { status: 'kept', closedAt: at })];
}

/** What {@link appointmentDone} wrote with the same click is taken back. */
export function appointmentUndone({ db }: Db, item: PlanItem): LocalWrite[] {
  const { id, isNoShow } = appointmentOfSubject(item.subject);
  const { status, closedAt } = getRow(db, 'appointment', id);
  if (isNoShow || status !== 'kept' || closedAt !== item.statusAt) return [];
  return [appointmentPatch(id, { status: 'planned', closedAt: null })];
}

export function createAppointmentService(context: CoreContext) {
  const { db, mutator, clock } = context;
  const patch = (
    name: string,
    id: string,
    fields: Partial<Appointment>,
    also: readonly LocalWrite[] = [],
  ) => {
    if (Object.keys(fields).length > 0) mutator.mutate(name, [appointmentPatch(id, fields), ...also]);
  };
  const actOf = ({ id, customerId }: Appointment) => ({ kinds: ['APPT'], customerId, subject: id }) as const;
  /** Another time or outcome takes back that they came. */
  const undone = (row: Appointment) =>
    row.status === 'kept' ? actUndone(context, actOf(row), row.closedAt) : [];
  return {
    create(customerId: string, appointment: AppointmentFields): { id: string } {
      const { scopeId: scope } = getCustomer(db, customerId);
      const id = uuidv7(clock);
      const fields = { customerId, ...appointment, status: 'planned', closedAt: null };
      mutator.mutate('appointment.create', [{ op: 'insert', entity: 'appointment', id, scope, fields }]);
      return { id };
    },

    patch(id: string, appointment: AppointmentFields): void {
      const row = getRow(db, 'appointment', id);
      const changed: Partial<Appointment> = Object.fromEntries(
        Object.entries(appointment).filter(([name, value]) => row[name as keyof Appointment] !== value),
      );
      const isMoved = changed.startAt !== undefined && row.status !== 'planned';
      const fields = { ...changed, ...(isMoved ? ({ status: 'planned', closedAt: null } as const) : {}) };
      patch('appointment.patch', id, fields, isMoved ? undone(row) : []);
    },

    setStatus(id: string, status: Appointment['status']): void {
      const row = getRow(db, 'appointment', id);
      if (row.status === status) return;
      const at = instantOf(clock);
      const also = status === 'kept' ? actDone(context, actOf(row), at) : undone(row);
      patch('appointment.setStatus', id, { status, closedAt: status === 'planned' ? null : at }, also);
    },

    delete(id: string): void {
      if (getRow(db, 'appointment', id).deletedAt === null)
        patch('appointment.delete', id, { deletedAt: instantOf(clock) });
    },
    restore(id: string): void {
      if (getRow(db, 'appointment', id).deletedAt !== null)
        patch('appointment.restore', id, { deletedAt: null });
    },
  };
}
