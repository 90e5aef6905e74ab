/**
 * `npm run plan -- --book demo --on 2026-11-25 [--at 08:50] [--json]`: the day plan of a demo rep without the screen, with
 * scores, reasons, what is hidden and why, and the hash. `--book` is `demo` (the first rep) or a demo account. Same
 * arguments, same answer: the demo is made for that day and loaded into an encrypted file as a device has it.
 */
import { parseArgs } from 'node:util';
import { createCustomerIndex } from '#core/db/repository/customer-index.ts';
import { loadPlanInput } from '#core/db/repository/plan-input.ts';
import { getReplicaTable, putReplicaRow } from '#core/db/replica-table.ts';
import { demoAccounts } from '#server/domain/demo/demo-account.ts';
import { demoCompany } from '#server/domain/demo/demo-company.ts';
import { startOfDate } from '#shared/domain/calendar.ts';
import { buildPlan } from '#shared/domain/plan/build.ts';
import { blockOfKind } from '#shared/domain/plan/day/block.ts';
import { createLocalContext } from '#test/support/local-context.ts';

const { values: options } = parseArgs({
  options: {
    book: { type: 'string', default: 'demo' },
    on: { type: 'string' },
    at: { type: 'string', default: '08:50' },
    json: { type: 'boolean', default: false },
  },
});
const { on, at, json } = options;
if (!on || !/^\d{4}-\d{2}-\d{2}$/.test(on) || !/^\d{2}:\d{2}$/.test(at)) {
  console.error('npm run plan -- --book demo --on YYYY-MM-DD [--at HH:MM] [--json]');
  process.exit(2);
}
const account = options.book === 'demo' ? demoAccounts[0]!.account : options.book;
const [hours, minutes] = at.split(':').map(Number);
const now = Date.parse(startOfDate(on)) + (hours! * 60 + minutes!) * 60_000;
const company = demoCompany({ today: on, now: new Date(now).toISOString() });
const rep = company.people.find(({ row }) => row.account === account)?.row;
const book = company.books.find(({ ownerId }) => ownerId === rep?.id);
if (!rep || !book) {
  console.error(`no book of ${account}; there are demo and the accounts of the demo's reps`);
  process.exit(2);
}

const device = createLocalContext({ clock: { now: () => now } });
try {
  const { db } = device;
  const held = new Set([book.id, rep.id, company.company.id]);
  db.transaction(() => {
    for (const { entity, scopeId, rows } of company.rows) {
      if (!held.has(scopeId)) continue;
      const table = getReplicaTable(entity);
      const common = { scopeId, version: 1, deletedAt: null, late: false };
      for (const row of rows) putReplicaRow(db, table, { ...common, ...row });
    }
  });
  createCustomerIndex(db).refresh();
  const input = loadPlanInput(db, { bookIds: [book.id], planOn: on, now });
  const plan = buildPlan(input);
  const rows = db.raw<{ id: string; name: string }>('SELECT id, name FROM customer');
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  const items = plan.items.map(({ customerId, deciMinutes, ...item }) => ({
    block: blockOfKind(item.kind),
    customer: names.get(customerId),
    ...item,
    customerId,
    minutes: deciMinutes / 10,
  }));
  const result = {
    book: book.name,
    on,
    at,
    customers: input.customers.length,
    availableMinutes: plan.availableMinutes,
    plannedMinutes: plan.items.reduce((sum, { deciMinutes }) => sum + deciMinutes, 0) / 10,
    careShare: plan.careShare,
    buyerShare: plan.buyerShare,
    expiredMoments: plan.expiredMoments,
    listHash: plan.listHash,
    items,
    hiddenCustomers: countBy(plan.hidden.values()),
    hiddenCandidates: countBy(plan.hiddenCandidates.map(({ kind, code }) => `${kind} ${code}`)),
  };
  if (json) {
    console.log(JSON.stringify(result, null, 2));
  } else {
    for (const { block, score, kind, tier, customer, minutes: cost, reasons } of items) {
      const why = reasons.map(({ code, params }) => [code, ...Object.values(params)].join(' ')).join(' · ');
      console.log([block, String(score), kind, tier, customer, `${cost} min`, why].join('\t'));
    }
    console.log({ ...result, items: items.length });
  }
} finally {
  device.close();
}

function countBy(values: Iterable<string>): Record<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)));
}
