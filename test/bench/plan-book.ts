/** A book of any size with a year behind it, written straight into a device's file. */
import { getReplicaTable, putReplicaRow } from '#core/db/replica-table.ts';
import { addDays, dateOf, dayMs } from '#shared/domain/calendar.ts';
import type { EntityName } from '#shared/domain/entity/registry.ts';
import type { LocalContext } from '#test/support/local-context.ts';
import { customerFields } from '#test/support/test-company.ts';

const tiers = ['A', 'B', 'B', 'C', 'C', 'C', 'N', 'NURTURE'];
const trust = ['acquainted', 'approved', 'committed'];
const kinds = ['chat', 'chat', 'comment', 'like', 'call'];

/** Touches spread over a year, a post a week for every third customer, two orders for every second one. */
export function fillPlanBook(
  { db, bookId, identity }: LocalContext,
  { customers, touchesPerYear, now }: { customers: number; touchesPerYear: number; now: number },
): void {
  const planOn = dateOf(now);
  const at = (daysAgo: number, minute = 0) => new Date(now - daysAgo * dayMs - minute * 60_000).toISOString();
  let serial = 0;
  const put = (entity: EntityName, fields: Record<string, unknown>): string => {
    const id = `01900000-0000-7000-8000-${String(serial++).padStart(12, '0')}`;
    const common = { scopeId: bookId, version: 1, createdAt: at(400), createdBy: identity.personId };
    putReplicaRow(db, getReplicaTable(entity), { ...common, deletedAt: null, late: false, ...fields, id });
    return id;
  };
  const touches: ({ happenedAt: string } & Record<string, unknown>)[] = [];
  db.transaction(() => {
    for (let n = 0; n < customers; n++) {
      const tier = tiers[n % tiers.length];
      const customerId = put('customer', {
        ...customerFields({ name: `客户${n}`, tier }),
        trustStage: trust[n % 3],
        intent: n % 4,
        intentAt: at(n % 80),
        birthdayOn: addDays('1980-01-01', n % 365),
        addedOn: addDays(planOn, tier === 'N' ? -(n % 14) : -400),
      });
      const moments =
        n % 3 === 0 ? [1, 8, 15, 22].map((day) => put('moment', momentOf(customerId, at(day, n % 600)))) : [];
      const step = 365 / touchesPerYear;
      for (let touch = 0; touch < touchesPerYear; touch++) {
        const kind = kinds[(n + touch) % kinds.length]!;
        touches.push({
          customerId,
          kind,
          touchClass: (n + touch) % 12 === 0 ? 'promo' : (n + touch) % 5 === 0 ? 'service' : 'care',
          body: '问候近况，约了下次检查的时间',
          happenedAt: at(1 + touch * step + (n % step), n % 500),
          minutes: null,
          replied: (n + touch) % 3 !== 0,
          momentId: kind === 'like' || kind === 'comment' ? (moments[touch] ?? null) : null,
          planItemId: null,
        });
      }
      if (n % 2 === 0) {
        for (const days of [120 + (n % 200), n % 90])
          put('customer_order', orderOf(customerId, addDays(planOn, -days)));
      }
    }
    // As they came to be written: the newest lie together.
    touches.sort((a, b) => (a.happenedAt < b.happenedAt ? -1 : 1));
    for (const fields of touches) put('touch', fields);
  });
}

function momentOf(customerId: string, postedAt: string) {
  return { customerId, kind: 'family', body: '女儿钢琴考级过了八级，练了三年终于拿证', postedAt };
}

function orderOf(customerId: string, orderedOn: string) {
  return { customerId, product: '护理', quantity: 1, paidFen: 50_000, marginFen: 20_000, orderedOn };
}
