/**
 * What an item refers to, as the text of `plan_item.subject`: the id of a promise, reply, service, appointment (with `no_show` for the talk after one), post,
 * offer or gift; `birthday 2026-03-11` for a key date; the day of the purchase for NPS and REPURCHASE; the missing fact
 * for CARD_FIX; for SOP steps see {@link stepSubject}; empty for HANDOVER, GAP, PATROL and REFERRAL.
 */
import type { AppointmentStage } from '../appointment.ts';
import type { PlanItemKind } from '../entity/user.ts';

const newFriendCode = 'NEW-14';

/** The step's number for NEW-14, which begins by itself once; else code, day of enrolment and number. */
export function stepSubject(
  sop: { code: string; startedOn: string; isByHand?: boolean },
  number: number,
): string {
  return sop.code === newFriendCode && !sop.isByHand
    ? String(number)
    : `${sop.code} ${sop.startedOn} ${number}`;
}

/** The SOP, the day of enrolment and the step's number behind the subject of a SOP step; null: the day the customer was added. */
export function stepOfSubject(subject: string): { code: string; startedOn: string | null; number: number } {
  const parts = subject.split(' ');
  return parts.length === 1
    ? { code: newFriendCode, startedOn: null, number: Number(subject) }
    : { code: parts[0]!, startedOn: parts.at(-2)!, number: Number(parts.at(-1)) };
}

/** The post behind the subject of a like, a comment or a talk about it. */
export function momentOfSubject(kind: PlanItemKind, subject: string): string | null {
  return kind === 'MOMENT_COMMENT' || kind === 'TO_CHAT' || kind === 'LIKE' ? subject : null;
}

/** The key date behind the subject of a KEYDATE; `birthday` is the one of the profile. */
export function keyDateOfSubject(subject: string): string {
  return subject.split(' ')[0]!;
}

/** `noShow` has an item of its own after the appointment's. */
export function appointmentSubject(id: string, stage: AppointmentStage): string {
  return stage === 'noShow' ? `${id} no_show` : id;
}

export function appointmentOfSubject(subject: string): { id: string; isNoShow: boolean } {
  const [id, rest] = subject.split(' ');
  return { id: id!, isNoShow: rest === 'no_show' };
}

/** How `PlanCustomer.closed` names an item. */
export function closedKey(kind: string, subject: string): string {
  return `${kind} ${subject}`;
}
