/** The day plan of 5,000 customers with a year of history, and of 20,000: loaded from the file, and built. */
import { createCustomerIndex } from '#core/db/repository/customer-index.ts';
import { inSlices } from '#core/in-slices.ts';
import { loadPlanInput, planInputSteps } from '#core/db/repository/plan-input.ts';
import type { LocalDb } from '#core/db/local-db.ts';
import { getReplicaTable, putReplicaRow } from '#core/db/replica-table.ts';
import { addDays, dateOf } from '#shared/domain/calendar.ts';
import type { EntityName } from '#shared/domain/entity/registry.ts';
import { buildPlan, planSteps } from '#shared/domain/plan/build.ts';
import type { Steps } from '#shared/lib/steps.ts';
import { createLocalContext, type LocalContext } from '#test/support/local-context.ts';
import { customerFields } from '#test/support/test-company.ts';
import type { Figure } from './figure.ts';
import { jsonRoundTrip } from './reference.ts';
import { median, medianOf, timed } from './time.ts';

const dayMs = 86_400_000;
const now = Date.parse('2026-03-10T00:50:00.000Z');
const planOn = dateOf(now);
const runs = 7;

export async function planBuild(): Promise<Figure[]> {
  return [
    ...(await figuresOf({ customers: 5_000, touchesPerYear: 24, atMost: 150 })),
    ...(await figuresOf({ customers: 20_000, touchesPerYear: 6, atMost: 500 })),
  ];
}

interface Size {
  customers: number;
  touchesPerYear: number;
  atMost: number;
}

async function figuresOf({ customers, touchesPerYear, atMost }: Size): Promise<Figure[]> {
  const device = createLocalContext({ clock: { now: () => now } });
  try {
    const { db, bookId } = device;
    fillBook(device, customers, touchesPerYear);
    createCustomerIndex(db).refresh();
    const load = () => loadPlanInput(db, { bookIds: [bookId], planOn, now });
    const { value: input, ms: first } = await timed(load);
    const whole = await medianOf(runs, () => buildPlan(load()));
    const built = await medianOf(runs, () => buildPlan(input));
    const since = new Date(now - 30 * dayMs).toISOString();
    const read = await medianOf(runs, () => {
      db.raw('SELECT * FROM customer');
      db.raw('SELECT customer_id, kind, touch_class, moment_id FROM touch WHERE happened_at > ?', since);
      db.raw('SELECT customer_id, ordered_on FROM customer_order');
    });
    const holds: number[] = [];
    for (let run = 0; run < runs; run++) holds.push(await longestHold(wholeSteps(db, bookId)));
    const plan = buildPlan(input);
    const name = `plan-${customers}`;
    return [
      {
        figure: `${name}: load and build`,
        measured: whole,
        unit: 'ms',
        target: { atMost },
        reference: { what: 'reading customers, orders and the touches of 30 days', measured: read },
        note: `${customers * touchesPerYear} touches of a year; first time ${Math.round(first)} ms to load; ${plan.items.length} items, ${plan.hiddenCandidates.length} hidden candidates`,
      },
      {
        figure: `${name}: build`,
        measured: built,
        unit: 'ms',
        reference: {
          what: 'JSON.stringify and parse of the customers',
          measured: await jsonRoundTrip(input.customers),
        },
      },
      {
        figure: `${name}: longest time core keeps others waiting`,
        measured: median(holds),
        unit: 'ms',
        target: { atMost: 50 },
        reference: { what: 'the same wait with nothing to do', measured: await longestHold(idle()) },
        note: `in slices; longest of ${runs} runs ${Math.round(Math.max(...holds))} ms`,
      },
    ];
  } finally {
    device.close();
  }
}

function* wholeSteps(db: LocalDb, bookId: string): Steps<unknown> {
  return yield* planSteps(yield* planInputSteps(db, { bookIds: [bookId], planOn, now }));
}

function* idle(): Steps<void> {
  for (let step = 0; step < 100_000; step++) yield;
}

/** The longest time between two turns of the event loop while the work is done in slices. */
async function longestHold(steps: Steps<unknown>): Promise<number> {
  let longest = 0;
  let before = performance.now();
  const note = () => {
    const at = performance.now();
    longest = Math.max(longest, at - before);
    before = at;
  };
  let isOver = false;
  const tick = () => {
    note();
    if (!isOver) setImmediate(tick);
  };
  setImmediate(tick);
  await inSlices(steps);
  note();
  isOver = true;
  return longest;
}

const tiers = ['A', 'B', 'B', 'C', 'C', 'C', 'N', 'NURTURE'];
const trust = ['acquainted', 'approved', 'committed'];
const kinds = ['chat', 'chat', 'comment', 'like', 'call'];

/** Touches spread over a year, a post a week for every third customer, two orders for every second one. */
function fillBook({ db, bookId, identity }: LocalContext, customers: number, touchesPerYear: number): void {
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
