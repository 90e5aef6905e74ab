/** Runs the whole matrix against one fresh company server and says what was found. */
import pino from 'pino';
import { loadCompany } from '#server/domain/seed.ts';
import { startCompanyServer, type CompanyServerOptions } from '#test/support/company-server.ts';
import { assemble, changeStates, type Cast, type Principal } from './cast.ts';
import { seedCompany } from './company.ts';
import { attachBytes } from './attached-bytes.ts';
import { checkAttachments } from './attachment-case.ts';
import { checkAudit, checkPageLogs, checkServerLog } from './aftermath.ts';
import { createHttpDoor } from './door-http.ts';
import { checkMethods, createPageDoor, importFile, searchFiles } from './door-page.ts';
import { createPokeDoor } from './door-poke.ts';
import { createPullDoor } from './door-pull.ts';
import { createPushDoor } from './door-push.ts';
import { checkEffects } from './effect.ts';
import { checkExtraCases } from './extra-case.ts';
import { checkFields } from './field-case.ts';
import { openPage, type Page } from './page.ts';
import { checkPages } from './page-case.ts';
import { cellName, readPolicy, type Cell } from './policy-cell.ts';
import type { PrincipalName } from './policy-table.ts';
import { createRecorder, type Tally } from './recorder.ts';
import { checkRoutes } from './route-case.ts';
import { changedTables, snapshotOf } from './snapshot.ts';
import { checkOrders } from './order-case.ts';
import { checkSignIn } from './sign-in-case.ts';
import { measureTimes, type TimePair } from './timing.ts';

export interface Result {
  cells: Cell[];
  /** Cells that mean something and that no door was asked about. */
  unasked: string[];
  tally: Tally;
  audit: { forbidden: number; logged: number };
  times: TimePair[];
  seconds: Record<string, number>;
}

/** Signed in before the states change, because afterwards they could not. */
const early: readonly PrincipalName[] = ['left', 'draining', 'wiping', 'moved', 'former-owner'];

export async function runMatrix(options: Pick<CompanyServerOptions, 'databaseUrl'> = {}): Promise<Result> {
  const cells = readPolicy();
  const recorder = createRecorder();
  const serverLog: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void serverLog.push(line) });
  let ahead = 0;
  const clock = { now: () => Date.now() + ahead, forward: (ms: number) => void (ahead += ms) };
  const server = await startCompanyServer({ ...options, log, clock, company: await seedCompany(1) });
  await loadCompany(server.db, await seedCompany(2));
  for (const company of [1, 2] as const) await attachBytes(server.db, company);
  const seconds: Record<string, number> = {};
  const pages = new Map<PrincipalName, Page>();
  const timed = async (what: string, work: () => Promise<void>) => {
    const began = performance.now();
    await work();
    seconds[what] = Math.round(performance.now() - began) / 1_000;
  };
  const closePages = async () => {
    for (const page of pages.values()) await page.close();
    pages.clear();
  };
  try {
    const cast = await assemble(server, clock, recorder);
    const open = async ({ name, home }: Principal) => {
      pages.set(name, await openPage(server.url, name === 'nobody' ? undefined : home));
    };
    await timed('sign-in', async () => {
      for (const principal of cast.principals) if (early.includes(principal.name)) await open(principal);
      const shutOut = (['left', 'draining', 'wiping'] as const).map((name) => pages.get(name)!.deviceId());
      const [, draining, wiping] = await Promise.all(shutOut);
      await changeStates(cast, { draining: [draining!], wiping: [wiping!] });
      await untilWiped(cast, await Promise.all(shutOut));
    });
    await checkRoutes(cast);
    checkMethods(cast);
    await timed('pull', () => runDoor(cast, cells, createPullDoor(cast)));
    await timed('http', () => runDoor(cast, cells, createHttpDoor(cast)));
    await timed('push', () => runDoor(cast, cells, createPushDoor(cast, cells)));
    await timed('poke', async () => runDoor(cast, cells, await createPokeDoor(cast)));
    await timed('page', async () => {
      for (const principal of cast.principals) if (!pages.has(principal.name)) await open(principal);
      const heldImport = new Map<PrincipalName, string>();
      for (const name of ['rep', 'rep-elsewhere'] as const) {
        heldImport.set(name, (await pages.get(name)!.api.import.inspect(importFile())).importId);
      }
      await checkPages(cast, pages);
      await runDoor(cast, cells, createPageDoor(cast, pages, heldImport), () => settlePages(pages));
      searchFiles(cast, pages);
      checkPageLogs(cast, pages);
      await closePages();
    });
    await timed('fields', () => checkFields(cast));
    const times: TimePair[] = [];
    await timed('times', async () => void times.push(...(await measureTimes(cast))));
    await timed('effects', () => checkEffects(cast));
    await timed('extra cases', async () => {
      await checkExtraCases(cast);
      await checkAttachments(cast, cells);
      await checkSignIn(cast);
      await checkOrders(cast);
    });
    const audit = await checkAudit(cast);
    checkServerLog(cast, serverLog);
    const { asked } = recorder.tally;
    const unasked = cells.filter((cell) => cell.expected && !asked.has(cellName(cell))).map(cellName);
    return { cells, unasked, tally: recorder.tally, audit, times, seconds };
  } finally {
    await closePages();
    await server.close();
  }
}

type DoorOf = (principal: Principal, cell: Cell) => Promise<boolean>;

/** Refused cells first, between two looks at the whole database: what is refused changes nothing. */
async function runDoor(
  { server, recorder, principals }: Cast,
  cells: readonly Cell[],
  door: DoorOf,
  settle: () => Promise<void> = async () => {},
): Promise<void> {
  for (const principal of principals) {
    const own = cells.filter((cell) => cell.principal === principal.name);
    await settle();
    const before = await snapshotOf(server.db);
    for (const cell of own) if (cell.expected === 'deny') await door(principal, cell);
    const changed = changedTables(before, await snapshotOf(server.db));
    recorder.check(`refused requests of ${principal.name} change nothing`, changed.length === 0, changed);
    for (const cell of own) if (cell.expected === 'allow') await door(principal, cell);
  }
}

/** The programs of the three shut-out devices obey by themselves. */
async function untilWiped({ server, recorder }: Cast, deviceIds: readonly string[]): Promise<void> {
  const end = Date.now() + 30_000;
  let statuses: string[] = [];
  const areWiped = () => statuses.length > 0 && statuses.every((status) => status === 'wiped');
  while (Date.now() < end && !areWiped()) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const rows = await server.db
      .selectFrom('enrolment')
      .select('status')
      .where('deviceId', 'in', deviceIds)
      .execute();
    statuses = rows.map(({ status }) => status);
  }
  recorder.check('the devices that were shut out wipe themselves', areWiped(), statuses);
}

/** What one principal wrote at the page has arrived before the next one is looked at. */
async function settlePages(pages: ReadonlyMap<PrincipalName, Page>): Promise<void> {
  for (const { api } of pages.values()) await api.sync.now().catch(() => {});
}
