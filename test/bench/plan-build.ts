/** The day plan of 5,000 customers with a year of history, and of 20,000: loaded from the file, and built. */
import { createCustomerIndex } from '#core/db/repository/customer-index.ts';
import { inSlices } from '#core/in-slices.ts';
import { loadPlanInput, planInputSteps } from '#core/db/repository/plan-input.ts';
import type { LocalDb } from '#core/db/local-db.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import { buildPlan, planSteps } from '#shared/domain/plan/build.ts';
import type { Steps } from '#shared/lib/steps.ts';
import { setMeta } from '#core/db/meta.ts';
import { createPlanService } from '#core/services/plan.ts';
import { createTouchService } from '#core/services/touch.ts';
import { createLocalContext, type LocalContext } from '#test/support/local-context.ts';
import type { Figure } from './figure.ts';
import { fillPlanBook } from './plan-book.ts';
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
    fillPlanBook(device, { customers, touchesPerYear, now });
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
    const again = await afterTouches(device);
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
      {
        figure: `${name}: list brought up to date after a touch`,
        measured: again.ms,
        unit: 'ms',
        reference: { what: 'reading customers, orders and the touches of 30 days', measured: read },
        note: `in slices, stored; others waited at most ${Math.round(again.holdMs)} ms, once ${Math.round(again.longestHoldMs)} ms`,
      },
    ];
  } finally {
    device.close();
  }
}

function* wholeSteps(db: LocalDb, bookId: string): Steps<unknown> {
  return yield* planSteps(yield* planInputSteps(db, { bookIds: [bookId], planOn, now }));
}

/** As the page asks for it after every click on the list. */
async function afterTouches(
  device: LocalContext,
): Promise<{ ms: number; holdMs: number; longestHoldMs: number }> {
  setMeta(device.db, 'first_download_at', new Date(now).toISOString());
  const plan = createPlanService(device);
  const touch = createTouchService(device);
  await plan.prepare();
  const { items } = plan.today();
  const times: number[] = [];
  const holds: number[] = [];
  for (let run = 0; run < runs; run++) {
    touch.log(items[run]!.customerId, { kind: 'chat', touchClass: 'care', body: '', replied: true });
    const { ms, value } = await timed(() => longestHoldOf(() => plan.prepare()));
    times.push(ms);
    holds.push(value);
  }
  return { ms: median(times), holdMs: median(holds), longestHoldMs: Math.max(...holds) };
}

function* idle(): Steps<void> {
  for (let step = 0; step < 100_000; step++) yield;
}

const longestHold = (steps: Steps<unknown>) => longestHoldOf(() => inSlices(steps));

/** The longest time between two turns of the event loop while the work is done in slices. */
async function longestHoldOf(work: () => Promise<unknown>): Promise<number> {
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
  await work();
  note();
  isOver = true;
  return longest;
}
