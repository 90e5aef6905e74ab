/** Whether somebody may be contacted: a stop is taken over from a file, and never lifted by one. */
import type { Customer } from '#shared/domain/entity/book.ts';
import { consentWords, statusWords } from '../export/export-header.ts';
import { lineOf, type Person } from './person.ts';

type Stops = { -readonly [F in 'status' | 'consent']?: Customer[F] };

const open = { status: 'active', consent: 'full' } as const;

/** How far somebody may not be contacted; of two that are alike the card's own stays. */
const strictness: Readonly<Record<Customer['status'] | Customer['consent'], number>> = {
  active: 0,
  blocked_us: 1,
  deleted_us: 1,
  do_not_contact: 1,
  full: 0,
  service_only: 1,
  none: 2,
};

/** What makes the card stricter, and the lines that keep what would have made it looser. */
export function stopAddition(
  card: Stops,
  { status, consent }: Pick<Person, 'status' | 'consent'>,
): { fields: Stops; differs: string[] } {
  const fields: Stops = {};
  const differs: string[] = [];
  const statusNow = card.status ?? open.status;
  if (status !== undefined && status !== statusNow) {
    if (strictness[status] > strictness[statusNow]) fields.status = status;
    else differs.push(lineOf('status', statusWords['zh-CN'][status]));
  }
  const consentNow = card.consent ?? open.consent;
  if (consent !== undefined && consent !== consentNow) {
    if (strictness[consent] > strictness[consentNow]) fields.consent = consent;
    else differs.push(lineOf('consent', consentWords['zh-CN'][consent]));
  }
  return { fields, differs };
}
