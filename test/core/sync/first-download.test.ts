/** A whole book from nothing: 400 customers and what hangs on them, 20,000 rows. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deleteMeta, findMeta, setMeta } from '#core/db/meta.ts';
import { createFirstDownload } from '#core/session/first-download.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import { createCompany } from '#server/domain/company.ts';
import { startCompanyServer, type CompanyServer } from '#test/support/company-server.ts';
import { plainProfileOf } from '#test/support/plain-bytes.ts';
import { cheapArgon2, customerFields, testCompany } from '#test/support/test-company.ts';
import { createTestCore, testPassword, type TestCore } from '#test/support/test-core.ts';

let server: CompanyServer;
let core: TestCore;
const createdAt = '2026-01-01T00:00:00.000Z';
const id = () => uuidv7(systemClock);

beforeAll(async () => {
  const company = await testCompany({ customersPerBook: 0 });
  const rep = company.reps[0];
  const common = () => ({ id: id(), createdAt, createdBy: rep.id });
  const customers = Array.from({ length: 400 }, () => ({ ...common(), ...customerFields() }));
  const each = (count: number, fields: object) =>
    customers.flatMap((customer) =>
      Array.from({ length: count }, () => ({ ...common(), customerId: customer.id, ...fields })),
    );
  const touch = { kind: 'chat', touchClass: 'care', body: '问候一下近况', happenedAt: createdAt };
  const unknown = { minutes: null, replied: null, momentId: null, planItemId: null };
  const rows = {
    customer: customers,
    contact_point: each(2, { kind: 'phone', value: '13800000000', label: '' }),
    customer_tag: each(3, { tagId: null, name: '母婴' }),
    touch: each(20, { ...touch, ...unknown }),
    note: each(24, {
      body: '聊了孩子上学的事，下周去上海出差，回来再联系。',
      happenedAt: createdAt,
      origin: 'rep',
    }),
  };
  const scopeId = rep.bookId!;
  const groups = Object.entries(rows).map(([entity, group]) => ({ entity, scopeId, rows: group }));
  server = await startCompanyServer({
    company: { ...company.seed, rows: groups as typeof company.seed.rows },
  });
  core = createTestCore({ serverUrl: server.url });
});
afterAll(async () => {
  await core.remove();
  await server.close();
});

test('comes in several answers, tells how far it is, and is complete in seconds', async () => {
  const steps: { received: number; remaining: number | null }[] = [];
  const stop = new AbortController();
  const watching = (async () => {
    for await (const event of core.core.context.live(stop.signal)) {
      const session = core.core.session.get();
      if (event.type === 'session' && session.status === 'ready' && session.firstDownload) {
        steps.push(session.firstDownload);
      }
    }
  })();
  await core.signIn('rep1');
  await core.settle();
  stop.abort();
  await watching;
  const counts = ['customer', 'contact_point', 'customer_tag', 'touch', 'note'].map(
    (table) => core.db.raw<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)[0]!.n,
  );
  expect(counts).toEqual([400, 800, 1_200, 8_000, 9_600]);
  const known = steps.filter((step) => step.remaining !== null);
  expect(known.length).toBeGreaterThanOrEqual(3);
  // What has come and what is to come make the whole at every step, so what is shown of it is true.
  const whole = new Set(known.map(({ received, remaining }) => received + remaining!));
  expect([...whole]).toEqual([expect.any(Number)]);
  expect([...whole][0]).toBeGreaterThanOrEqual(20_000);
  const received = known.map((step) => step.received);
  expect(received).toEqual([...new Set(received)].toSorted((a, b) => a - b));
  // A program that starts in the middle goes on from there, and says no total before the server does.
  deleteMeta(core.db, 'first_download_at');
  const before = createFirstDownload(core.db);
  before.applied({ rows: 5_000, remaining: 15_000, more: true });
  const restarted = createFirstDownload(core.db);
  expect(restarted.progress()).toEqual({ received: 5_000, remaining: null });
  restarted.applied({ rows: 5_000, remaining: 10_000, more: true });
  expect(restarted.progress()).toEqual({ received: 10_000, remaining: 10_000 });
  restarted.applied({ rows: 0, remaining: 0, more: true });
  expect(restarted.progress()).toEqual({ received: 10_000, remaining: null });
  setMeta(core.db, 'first_download_at', createdAt);
  expect(restarted.applied({ rows: 10_000, remaining: 0, more: false })).toBe(true);
  expect([restarted.progress(), findMeta(core.db, 'first_download_rows')]).toEqual([null, undefined]);
});

test('[PULL2] leaves as one step, file and log included, when the book goes to someone else', async () => {
  const [rep1, rep2] = server.company.reps;
  const holdsNotes = async () => (await plainProfileOf(core.dataDir, testPassword)).includes('聊了孩子上学');
  expect(await holdsNotes()).toBe(true);
  const admin = createTestCore({ serverUrl: server.url });
  await admin.signIn('admin');
  const erased = core.until((event) => event.type === 'changed' && event.entities.includes('note'));
  await admin.api.admin.reassign({
    bookId: rep1.bookId!,
    fromPersonId: rep1.id,
    toPersonId: rep2.id,
    reason: '离职',
  });
  await erased;
  expect(core.db.raw('SELECT id FROM customer UNION ALL SELECT id FROM note')).toEqual([]);
  expect(await holdsNotes()).toBe(false);
  await admin.remove();
});

test('a change of name, role or team by the company is the session’s at the next pull', async () => {
  const { id: personId } = server.company.reps[0];
  const { version } = await server.db
    .selectFrom('scope')
    .select('version')
    .where('id', '=', server.company.companyId)
    .executeTakeFirstOrThrow();
  await server.db
    .updateTable('scope')
    .set({ version: version + 1 })
    .where('id', '=', server.company.companyId)
    .execute();
  await server.db
    .updateTable('person')
    .set({ name: '新名字', role: 'lead', teamId: server.company.teams[1].id, version: version + 1 })
    .where('id', '=', personId)
    .execute();
  await core.settle();
  expect(core.core.session.get()).toMatchObject({
    identity: { name: '新名字', role: 'lead', teamName: 'Team 2' },
  });
});

test('[R8] a company that begins with nothing has the starters: a customer who was triaged stands on the list with words', async () => {
  const wanted = { slug: 'fresh', name: '新公司', adminAccount: 'admin' };
  const { password, enrolmentCode } = await createCompany(server.db, systemClock, cheapArgon2, wanted);
  const admin = createTestCore({ serverUrl: server.url });
  await admin.signIn('admin', { company: 'fresh', password, enrolmentCode });
  await admin.settle();
  const { sops, startersLeft } = await admin.api.sop.list();
  expect([sops.length, startersLeft]).toEqual([7, []]);
  const { personId } = await admin.api.admin.createPerson({
    name: '小周',
    account: 'zhou',
    password: testPassword,
    role: 'rep',
    teamId: null,
  });
  // Not in the quiet hours, whenever this runs.
  const tenOClock = Date.parse(`${dateOf(Date.now())}T10:00:00.000+08:00`);
  const rep = createTestCore({ serverUrl: server.url, clock: { now: () => tenOClock } });
  const { code } = await admin.api.admin.createEnrolmentCode({ personId });
  await rep.signIn('zhou', { company: 'fresh', enrolmentCode: code });
  await rep.settle();
  const { customerId } = await rep.api.customer.create({ fields: { name: '陈先生', addressAs: '陈哥' } });
  await rep.api.customer.triage({
    customerId,
    triage: {
      intent: 2,
      intentProduct: '',
      intentBasis: 'stated',
      intentNote: '',
      source: 'content',
      cue: 'genuine',
    },
  });
  const steps = (await rep.api.plan.today()).items.filter((item) => item.customerId === customerId);
  expect(steps).toMatchObject([
    { kind: 'SOP_HARD', subjectText: '打招呼，不推销', draft: expect.stringMatching(/^陈哥您好，我是小周/) },
  ]);
  await admin.remove();
  await rep.remove();
});
