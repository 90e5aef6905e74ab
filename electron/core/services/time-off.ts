/** The rep's days off and meetings (rules.md R7): what takes minutes off the day, and days off the clocks. */
import type { LeaveFields, MeetingFields, TimeOffView } from '#shared/contract/time-off.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { getRow } from '../db/repository/customer.ts';
import { listLeaves, listMeetings } from '../db/repository/time-off.ts';

export function createTimeOffService(context: CoreContext) {
  const { db, mutator, clock, userScopeId: scope } = context;

  function insert(entity: 'leave' | 'meeting', fields: LeaveFields | MeetingFields): { id: string } {
    const id = uuidv7(clock);
    mutator.mutate(`${entity}.add`, [{ op: 'insert', entity, id, scope, fields: { ...fields } }]);
    return { id };
  }
  function setDeleted(entity: 'leave' | 'meeting', id: string, isDeleted: boolean): void {
    if ((getRow(db, entity, id).deletedAt !== null) === isDeleted) return;
    const fields = { deletedAt: isDeleted ? instantOf(clock) : null };
    mutator.mutate(`${entity}.${isDeleted ? 'delete' : 'restore'}`, [{ op: 'patch', entity, id, fields }]);
  }
  return {
    list(): TimeOffView {
      const today = dateOf(clock.now());
      const pending = { leave: context.pendingIds('leave'), meeting: context.pendingIds('meeting') };
      return {
        leaves: listLeaves(db, today).map(({ id, fromOn, toOn, kind }) => ({
          id,
          fromOn,
          toOn,
          kind,
          pending: pending.leave.has(id),
        })),
        meetings: listMeetings(db, today).map(({ id, meetOn, title, minutes }) => ({
          id,
          meetOn,
          title,
          minutes,
          pending: pending.meeting.has(id),
        })),
      };
    },
    addLeave: (fields: LeaveFields) => insert('leave', fields),
    deleteLeave: (id: string) => setDeleted('leave', id, true),
    restoreLeave: (id: string) => setDeleted('leave', id, false),
    addMeeting: (fields: MeetingFields) => insert('meeting', fields),
    deleteMeeting: (id: string) => setDeleted('meeting', id, true),
    restoreMeeting: (id: string) => setDeleted('meeting', id, false),
  };
}
