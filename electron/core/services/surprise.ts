/** Small gifts and gestures: thought of, given within the budget (rules.md R4), or dropped. */
import type { SurpriseView } from '#shared/contract/surprise.ts';
import { dateOf, startOfDate } from '#shared/domain/calendar.ts';
import { interestsOf } from '#shared/domain/card/interest.ts';
import type { Tier } from '#shared/domain/entity/book.ts';
import type { Surprise } from '#shared/domain/entity/care.ts';
import { tierOn } from '#shared/domain/plan/rhythm.ts';
import {
  surpriseBudget,
  surpriseRefusal,
  type SurpriseBudget,
} from '#shared/domain/surprise/surprise-budget.ts';
import { surpriseIdeas, type SurpriseIdea } from '#shared/domain/surprise/surprise-idea.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { CoreError } from '../core-error.ts';
import { listOwnBooks, loadSettings } from '../db/repository/company-data.ts';
import { getCustomer, getRow } from '../db/repository/customer.ts';
import { listInterests } from '../db/repository/profile.ts';
import { listSurprises, loadGivenSurprises } from '../db/repository/surprise.ts';
import type { LocalWrite } from '../local-write.ts';
import { actDone, actUndone } from './act-item.ts';
import { keyDateViews } from './key-date.ts';

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
  fields: Partial<Pick<Surprise, 'body' | 'priceFen' | 'status' | 'givenAt' | 'deletedAt'>>,
): LocalWrite {
  return { op: 'patch', entity: 'surprise', id, fields };
}

export function createSurpriseService(context: CoreContext) {
  const { db, mutator, clock } = context;
  return {
    list(customerId: string): {
      surprises: SurpriseView[];
      budget: SurpriseBudget;
      tier: Tier;
      proposals: SurpriseIdea[];
    } {
      const customer = getCustomer(db, customerId);
      const pending = context.pendingIds('surprise');
      const rows = listSurprises(db, customerId);
      const settings = loadSettings(db);
      const now = clock.now();
      const today = dateOf(now);
      const surprises = rows.map(({ id, body, priceFen, status, givenAt }) => ({
        id,
        body,
        priceFen,
        status,
        givenAt,
        pending: pending.has(id),
      }));
      const budget = budgetOf(context, customerId);
      const tier = tierOn(customer, today, settings);
      const known = {
        ...customer,
        tier,
        surprises: rows,
        interests: interestsOf(listInterests(db, customerId), now, settings),
        keyDates: keyDateViews(context, customer, today),
      };
      return { surprises, budget, tier, proposals: surpriseIdeas(known, { budget, today }, settings) };
    },

    create(customerId: string, idea: { body: string; priceFen: number }): { id: string } {
      const { ids } = this.createAll(customerId, [idea]);
      return { id: ids[0]! };
    },

    createAll(customerId: string, ideas: readonly { body: string; priceFen: number }[]): { ids: string[] } {
      const { scopeId: scope } = getCustomer(db, customerId);
      const writes = ideas.map(({ body, priceFen }): LocalWrite & { id: string } => ({
        op: 'insert',
        entity: 'surprise',
        id: uuidv7(clock),
        scope,
        fields: { customerId, body, priceFen, status: 'idea', givenAt: null },
      }));
      mutator.mutate('surprise.create', writes);
      return { ids: writes.map(({ id }) => id) };
    },

    patch(id: string, { body, priceFen }: { body: string; priceFen: number }): void {
      const row = getRow(db, 'surprise', id);
      if (row.status === 'given' && priceFen !== row.priceFen)
        throw new CoreError('REFUSED', 'SURPRISE_GIVEN');
      const fields = { ...(body !== row.body && { body }), ...(priceFen !== row.priceFen && { priceFen }) };
      if (Object.keys(fields).length > 0) mutator.mutate('surprise.patch', [surprisePatch(id, fields)]);
    },

    setStatus(id: string, status: Surprise['status']): void {
      const row = getRow(db, 'surprise', id);
      if (row.status === status) return;
      const at = instantOf(clock);
      const act = { kinds: ['SURPRISE'], customerId: row.customerId, subject: id } as const;
      const writes =
        status === 'given'
          ? [surpriseGiven(context, id, at), ...actDone(context, act, at)]
          : [surprisePatch(id, { status, givenAt: null }), ...actUndone(context, act, row.givenAt)];
      mutator.mutate('surprise.setStatus', writes);
    },

    delete(id: string): void {
      this.deleteAll([id]);
    },

    deleteAll(ids: readonly string[]): void {
      for (const id of ids) getRow(db, 'surprise', id);
      const deletedAt = instantOf(clock);
      mutator.mutate(
        'surprise.delete',
        ids.map((id) => surprisePatch(id, { deletedAt })),
      );
    },
  };
}
