/** The three taps of a new customer (B04): intent, profile, source, in one mutation. */
import type { TriageFields, TriageState } from '#shared/contract/card.ts';
import { triageGrade } from '#shared/domain/card/triage.ts';
import { instantOf } from '#shared/lib/clock.ts';
import type { CoreContext } from '../core-context.ts';
import { loadSettings } from '../db/repository/company-data.ts';
import { getCustomer } from '../db/repository/customer.ts';
import { changeWrites } from './kept-change.ts';

export function createTriageService(context: CoreContext) {
  const { db, mutator, clock } = context;
  return {
    /**
     * Saves the answers and the grade: the given one, else that of the rule. A source that was set stays, as it is kept
     * for life. `former`: what was there before, for the undo.
     */
    save(customerId: string, { grade, ...answers }: TriageFields): { former: TriageState } {
      const customer = getCustomer(db, customerId);
      const settings = loadSettings(db);
      const source = customer.source === 'unknown' ? answers.source : customer.source;
      const fields = {
        ...answers,
        source,
        grade: grade ?? triageGrade({ ...answers, source }, settings),
        intentAt: instantOf(clock),
        triagedAt: instantOf(clock),
      };
      mutator.mutate('customer.triage', [
        { op: 'patch', entity: 'customer', id: customer.id, fields },
        ...changeWrites(context, customer, { source }, ''),
      ]);
      const { intent, intentAt, intentProduct, intentBasis, intentNote, cue, triagedAt } = customer;
      return {
        former: {
          intent,
          intentAt,
          intentProduct,
          intentBasis,
          intentNote,
          cue,
          source: customer.source,
          grade: customer.grade,
          triagedAt,
        },
      };
    },

    /** Puts back what {@link save} found. */
    undo(customerId: string, former: TriageState): void {
      const { id } = getCustomer(db, customerId);
      mutator.mutate('customer.triageUndo', [{ op: 'patch', entity: 'customer', id, fields: { ...former } }]);
    },
  };
}
