/** Small gifts and gestures: thought of, given within the budget (rules.md R4), or dropped. */
import type { SurpriseView } from '#shared/contract/surprise.ts';
import { dateOf, startOfDate } from '#shared/domain/calendar.ts';
import type { Surprise } from '#shared/domain/entity/care.ts';
import {
  surpriseBudget,
  surpriseRefusal,
  type SurpriseBudget,
} from '#shared/domain/surprise/surprise-budget.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { CoreError } from '../core-error.ts';
import { listOwnBooks, loadSettings } from '../db/repository/company-data.ts';
import { getCustomer, getRow } from '../db/repository/customer.ts';
import { listSurprises, loadGivenSurprises } from '../db/repository/surprise.ts';
import type { LocalWrite } from '../local-write.ts';

type Context = Pick<CoreContext, 'db' | 'clock' | 'identity'>;

function budgetOf({ db, clock, identity }: Context, customerId: string): SurpriseBudget {
  const now = clock.now();
  const today = dateOf(now);
  const given = loadGivenSurprises(db, customerId, {
    bookIds: listOwnBooks(db, identity.personId).map((book) => book.id),
    month: startOfDate(`${today.slice(0, 7)}-01`),
    year: startOfDate(`${today.slice(0, 4)}-01-01`),
  });
  return surpriseBudget(given, now, loadSettings(db));
}

/** The write that gives it at an instant; throws REFUSED where R4 does not allow it. */
export function surpriseGiven(context: Context, id: string, at: string): LocalWrite {
  const { customerId, priceFen } = getRow(context.db, 'surprise', id);
  const refusal = surpriseRefusal(budgetOf(context, customerId), priceFen);
  if (refusal) throw new CoreError('REFUSED', refusal);
  return surprisePatch(id, { status: 'given', givenAt: at });
}

export function surprisePatch(
  id: string,
  fields: Partial<Pick<Surprise, 'status' | 'givenAt' | 'deletedAt'>>,
): LocalWrite {
  return { op: 'patch', entity: 'surprise', id, fields };
}

export function createSurpriseService(context: CoreContext) {
  const { db, mutator, clock } = context;
  return {
    list(customerId: string): { surprises: SurpriseView[]; budget: SurpriseBudget } {
      getCustomer(db, customerId);
      const pending = context.pendingIds('surprise');
      const surprises = listSurprises(db, customerId).map(({ id, body, priceFen, status, givenAt }) => ({
        id,
        body,
        priceFen,
        status,
        givenAt,
        pending: pending.has(id),
      }));
      return { surprises, budget: budgetOf(context, customerId) };
    },

    create(customerId: string, { body, priceFen }: { body: string; priceFen: number }): { id: string } {
      const { scopeId: scope } = getCustomer(db, customerId);
      const id = uuidv7(clock);
      const fields = { customerId, body, priceFen, status: 'idea', givenAt: null };
      mutator.mutate('surprise.create', [{ op: 'insert', entity: 'surprise', id, scope, fields }]);
      return { id };
    },

    setStatus(id: string, status: Surprise['status']): void {
      if (getRow(db, 'surprise', id).status === status) return;
      const write =
        status === 'given'
          ? surpriseGiven(context, id, instantOf(clock))
          : surprisePatch(id, { status, givenAt: null });
      mutator.mutate('surprise.setStatus', [write]);
    },

    delete(id: string): void {
      getRow(db, 'surprise', id);
      mutator.mutate('surprise.delete', [surprisePatch(id, { deletedAt: instantOf(clock) })]);
    },
  };
}
