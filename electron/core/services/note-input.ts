/** What the quality of a note (rules.md R10) is worked out from. */
import type { Customer } from '#shared/domain/entity/book.ts';
import type { NoteInput } from '#shared/domain/note/quality.ts';
import { instantOf } from '#shared/lib/clock.ts';
import type { CoreContext } from '../core-context.ts';
import { hasRecentTag } from '../db/repository/customer.ts';
import { addressesOf } from './card-fact.ts';

/** A tag set this long before a note belongs to it. */
const changeMs = 3_600_000;

export function noteInputOf(
  { db, clock }: Pick<CoreContext, 'db' | 'clock'>,
  customer: Customer,
  { body, hasNextStep }: Pick<NoteInput, 'body' | 'hasNextStep'>,
): NoteInput {
  return {
    body,
    hasNextStep,
    hasChange: hasRecentTag(db, customer.id, instantOf({ now: () => clock.now() - changeMs })),
    facts: [...addressesOf(customer), customer.company, customer.city].filter((fact) => fact.length > 1),
  };
}
