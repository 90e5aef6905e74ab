/**
 * `npm run plan -- --book demo --on 2026-11-25 [--at 08:50] [--set day.minutes=240] [--json]`: the day plan of a demo rep without the screen, with
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
import { valueOf } from '#shared/domain/setting-kind.ts';
import { defaultSettings, isSettingKey, settingTable, type Settings } from '#shared/domain/setting.ts';
import { createLocalContext } from '#test/support/local-context.ts';

const { values: options } = parseArgs({
  options: {
    book: { type: 'string', default: 'demo' },
    on: { type: 'string' },
    at: { type: 'string', default: '08:50' },
    /** A number of the rules as the person's own. */
    set: { type: 'string', multiple: true, default: [] },
    json: { type: 'boolean', default: false },
  },
});
const { on, at, json } = options;
if (!on || !/^\d{4}-\d{2}-\d{2}$/.test(on) || !/^\d{2}:\d{2}$/.test(at)) {
  console.error('npm run plan -- --book demo --on YYYY-MM-DD [--at HH:MM] [--set KEY=NUMBER]… [--json]');
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

const own = options.set.map((text) => {
  const [key = '', value = ''] = text.split('=');
  const setting = isSettingKey(key) ? settingTable[key] : undefined;
  if (setting?.kind !== 'number' || value === '' || valueOf(setting, Number(value)) === undefined) {
    console.error(
      setting?.kind === 'number'
        ? `${key} takes a number from ${setting.min} to ${setting.max}`
        : `there is no number ${key}; the keys are those of shared/domain/setting.ts`,
    );
    process.exit(2);
  }
  return { key, value: Number(value) };
});

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
  // The file is this rep's: numbers of the own team and person count.
  db.raw(`UPDATE scope_cursor SET scope_id = ? WHERE kind = 'user'`, rep.id);
  for (const { key, value } of own) {
    device.pulled('setting', { scopeId: company.company.id, key, value, teamId: null, personId: rep.id });
  }
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
    settings: changedSettings(input.settings),
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

/** What the company, the team or the person has set otherwise than the default. */
function changedSettings(settings: Settings): Record<string, unknown> {
  const known = Object.entries(defaultSettings);
  return Object.fromEntries(
    known.flatMap(([key, value]) => {
      const set = settings[key as keyof Settings];
      return JSON.stringify(set) === JSON.stringify(value) ? [] : [[key, set]];
    }),
  );
}

function countBy(values: Iterable<string>): Record<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)));
}
