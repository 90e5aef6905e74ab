import { z } from 'zod';
import { base } from './base.ts';

export const appointmentStatuses = ['planned', 'kept', 'no_show', 'cancelled'] as const;

const appointmentFields = z.object({
  title: z.string().trim().min(1).max(200),
  place: z.string().trim().max(200),
  startAt: z.iso.datetime({ precision: 3 }),
  minutes: z.int().min(0).max(1_440),
});
export type AppointmentFields = z.infer<typeof appointmentFields>;

export const appointmentView = appointmentFields.extend({
  id: z.guid(),
  status: z.enum(appointmentStatuses),
  closedAt: z.string().nullable(),
  pending: z.boolean(),
});
export type AppointmentView = z.infer<typeof appointmentView>;

const id = z.object({ id: z.guid() });

export const appointmentContract = {
  create: base.input(z.object({ customerId: z.guid(), appointment: appointmentFields })).output(id),
  /** Another time (改期), place or title; a new time makes it planned again. Writes only what really changes. */
  patch: base.input(id.extend({ appointment: appointmentFields })).output(z.void()),
  /** They came, did not come, or called it off; `planned` takes that back. */
  setStatus: base.input(id.extend({ status: z.enum(appointmentStatuses) })).output(z.void()),
  delete: base.input(id).output(z.void()),
  restore: base.input(id).output(z.void()),
};
