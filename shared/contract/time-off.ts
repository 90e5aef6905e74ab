import { z } from 'zod';
import { daysBetween } from '../domain/calendar.ts';
import { base } from './base.ts';

/** The longest leave that can be entered at once. */
export const mostLeaveDays = 366;

const leaveFields = z.object({
  fromOn: z.iso.date(),
  toOn: z.iso.date(),
  /** `rest`: an ordinary day off; `leave`: away, the clocks of the SOPs stand still. */
  kind: z.enum(['leave', 'rest']),
});
const leaveInput = leaveFields.refine(
  ({ fromOn, toOn }) => fromOn <= toOn && daysBetween(fromOn, toOn) < mostLeaveDays,
  { path: ['toOn'] },
);
export type LeaveFields = z.infer<typeof leaveFields>;

const meetingFields = z.object({
  meetOn: z.iso.date(),
  title: z.string().trim().max(200),
  minutes: z.int().min(1).max(1_440),
});
export type MeetingFields = z.infer<typeof meetingFields>;

const timeOffView = z.object({
  /** Those that have not ended yet, the next one first. */
  leaves: z.array(leaveFields.extend({ id: z.guid(), pending: z.boolean() })),
  /** Of today and later, the next one first. */
  meetings: z.array(meetingFields.extend({ id: z.guid(), pending: z.boolean() })),
});
export type TimeOffView = z.infer<typeof timeOffView>;

const id = z.object({ id: z.guid() });

/** The rep's own days off and meetings; nobody else reads them but the plan. */
export const timeOffContract = {
  list: base.output(timeOffView),
  addLeave: base.input(leaveInput).output(id),
  deleteLeave: base.input(id).output(z.void()),
  restoreLeave: base.input(id).output(z.void()),
  addMeeting: base.input(meetingFields).output(id),
  deleteMeeting: base.input(id).output(z.void()),
  restoreMeeting: base.input(id).output(z.void()),
};
