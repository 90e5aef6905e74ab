/** 5,000 and 50,000 contacts from a CSV file into a book that has 400 customers already. */
import type { TestCore } from '#test/support/test-core.ts';
import { contactsCsv } from './contacts-csv.ts';
import { downloadDemoBook } from './device.ts';
import type { Figure } from './figure.ts';
import { loopback, rawInsert, type TableRows } from './reference.ts';
import { timed, within } from './time.ts';
import type { Workplace } from './workplace.ts';

const knownContacts = 100;

export const import5000 = (workplace: Workplace) => importContacts(workplace, 5_000, 5_000);
export const import50000 = (workplace: Workplace) => importContacts(workplace, 50_000, 20_000);

async function importContacts(workplace: Workplace, contacts: number, atMostMs: number): Promise<Figure[]> {
  const name = `import-${contacts}`;
  const { url } = await workplace.demoServer();
  const { core } = await downloadDemoBook(workplace.folder, url);
  const { api, db } = core;
  const known = db
    .raw<{ value: string }>(`SELECT value FROM contact_point WHERE kind='phone' LIMIT ?`, knownContacts)
    .map(({ value }) => value);
  const csv = new Blob([contactsCsv(contacts, known)]);
  const looked = await timed(() => api.import.inspect({ fileName: 'contacts.csv', bytes: csv }));
  const { importId, encoding, hasHeader, columns } = looked.value;
  const choice = { encoding: encoding?.name, hasHeader, columns };
  const tried = await timed(() => api.import.preview({ importId, choice }));
  const watch = watchImport(core);
  const before = process.cpuUsage();
  const ran = await timed(() => within(60_000, 'the import', api.import.run({ importId, choice })));
  const cpu = process.cpuUsage(before);
  const { events, longestSilenceMs } = await watch.stop();
  const written = writtenRows(core, ran.value);
  // All of the large one would take the server longer than a bench may.
  const pushed = contacts > 5_000 ? undefined : await timed(() => within(60_000, 'the push', core.settle()));
  const { n: held } = db.raw<{ n: number }>('SELECT count(*) AS n FROM customer')[0]!;
  await core.remove();

  const rowCount = written.reduce((sum, { rows }) => sum + rows.length, 0);
  const stored = await rawInsert(workplace.folder, written);
  const raw = { what: `raw insert of the same ${rowCount} rows, same cipher`, measured: stored };
  const bytes = { what: `the file's ${csv.size} bytes over loopback`, measured: await loopback(csv.size) };
  const counts = Object.entries(ran.value.counts).map(([outcome, n]) => `${n} ${outcome}`);
  return [
    { figure: `${name}: inspect`, measured: looked.ms, unit: 'ms', reference: bytes },
    { figure: `${name}: preview`, measured: tried.ms, unit: 'ms', reference: bytes },
    {
      figure: name,
      measured: ran.ms,
      unit: 'ms',
      target: { atMost: atMostMs },
      reference: raw,
      note: `${counts.join(', ')}; ${held} customers afterwards`,
    },
    {
      figure: `${name}: processor time`,
      measured: (cpu.user + cpu.system) / 1_000,
      unit: 'ms',
      reference: raw,
      note: 'of the whole process; tells a slow program from a busy machine',
    },
    {
      figure: `${name}: progress events`,
      measured: events,
      unit: 'events',
      target: { atLeast: 10 },
      reference: { what: 'contacts in the file', measured: contacts },
    },
    {
      figure: `${name}: longest silence`,
      measured: longestSilenceMs,
      unit: 'ms',
      reference: raw,
      note: 'nobody else gets an answer from core meanwhile',
    },
    ...(pushed
      ? [
          {
            figure: `${name}: all on the server`,
            measured: pushed.ms,
            unit: 'ms' as const,
            reference: raw,
            note: 'after the run, in the background',
          },
        ]
      : []),
  ];
}

/** Counts the progress events as they reach a page, and the longest wait between two turns of the event loop. */
function watchImport({ core }: TestCore) {
  const stop = new AbortController();
  let events = 0;
  let last = performance.now();
  let longestSilenceMs = 0;
  const turn = () => {
    longestSilenceMs = Math.max(longestSilenceMs, performance.now() - last);
    last = performance.now();
  };
  const timer = setInterval(turn, 2);
  const reading = (async () => {
    for await (const event of core.context.live(stop.signal)) if (event.type === 'import') events++;
  })();
  return {
    async stop() {
      // What was announced in the last turn is still on its way.
      await new Promise((resolve) => setTimeout(resolve, 20));
      clearInterval(timer);
      stop.abort();
      await reading;
      return { events, longestSilenceMs };
    },
  };
}

function writtenRows({ db }: TestCore, run: { id: string; at: string }): TableRows[] {
  return ['customer', 'contact_point', 'customer_tag', 'note'].map((name) => ({
    name,
    rows: db.raw(
      `SELECT t.* FROM ${name} t JOIN import_change c
         ON c.customer_id = t.${name === 'customer' ? 'id' : 'customer_id'} AND c.entity = 'customer'
       WHERE c.run_id = ? AND t.created_at >= ?`,
      run.id,
      run.at,
    ),
  }));
}
