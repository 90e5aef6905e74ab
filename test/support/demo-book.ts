/** Reads the demo company the way the desktop does: what the day plan of one rep is built from. */
import type { Customer, Promised, Touch } from '#shared/domain/entity/book.ts';
import type { EntityName } from '#shared/domain/entity/registry.ts';
import type { PlanItem } from '#shared/domain/entity/user.ts';
import { plainDay } from '#shared/domain/plan/day-context.ts';
import { freshFacts } from '#shared/domain/plan/fresh-facts.ts';
import type { PlanInput } from '#shared/domain/plan/input.ts';
import { sopBankOf } from '#shared/domain/plan/sop/bank.ts';
import { enrolmentsOf } from '#shared/domain/plan/sop/starter.ts';
import { closedKey } from '#shared/domain/plan/subject.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import { sopBank } from '#server/domain/demo/bank.ts';
import type { SeedCompany } from '#server/domain/seed.ts';

export function seedRows<R>(company: SeedCompany, entity: EntityName, scopeId?: string): R[] {
  return company.rows
    .filter((group) => group.entity === entity && (scopeId === undefined || group.scopeId === scopeId))
    .flatMap((group) => group.rows as unknown as R[]);
}

export function planInputOf(company: SeedCompany, bookId: string, planOn: string, now: string): PlanInput {
  const last = new Map<string, string>();
  const lastComment = new Map<string, string>();
  for (const touch of seedRows<Touch>(company, 'touch', bookId)) {
    const { customerId, kind, happenedAt } = touch;
    const map = kind === 'comment' ? lastComment : kind === 'like' ? undefined : last;
    if (map && happenedAt > (map.get(customerId) ?? '')) map.set(customerId, happenedAt);
  }
  const promises = Map.groupBy(
    seedRows<Promised>(company, 'promise', bookId).filter(({ status }) => status === 'open'),
    ({ customerId }) => customerId,
  );
  const owner = company.books.find(({ id }) => id === bookId)!.ownerId!;
  const closed = Map.groupBy(
    seedRows<PlanItem>(company, 'plan_item', owner).filter(
      ({ kind, status }) => kind.startsWith('SOP') && status === 'done',
    ),
    ({ customerId }) => customerId,
  );
  const settings = defaultSettings;
  const bank = sopBankOf(
    sopBank.filter(({ code }) => code === 'NEW-14'),
    settings,
  );
  return {
    planOn,
    now: Date.parse(now),
    settings,
    day: plainDay,
    customers: seedRows<Customer>(company, 'customer', bookId).map((row) => {
      const facts = {
        ...freshFacts(),
        ...row,
        bookId,
        lastContactAt: last.get(row.id) ?? null,
        lastCommentAt: lastComment.get(row.id) ?? null,
        promises: promises.get(row.id) ?? [],
        closed: new Set((closed.get(row.id) ?? []).map(({ kind, subject }) => closedKey(kind, subject))),
      };
      return { ...facts, enrolments: enrolmentsOf(facts, planOn, bank, settings) };
    }),
  };
}
