/** Backup and restore of a running server's database (SPEC EPOCH rules). */
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { knownMigrations, restoreBackup } from '#server/backup/restore.ts';
import { describeLastRestore } from '#server/backup/restore-status.ts';
import { verifyBackup } from '#server/backup/read-backup.ts';
import { backupStream } from '#server/backup/write-backup.ts';
import { verifyAudit } from '#server/domain/audit.ts';
import { getServerEpoch } from '#server/domain/server-epoch.ts';
import { systemClock } from '#shared/lib/clock.ts';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth, describeOnPostgres, type ServerMaker } from '#test/support/on-both-databases.ts';
import { customerFields, customerIdOf } from '#test/support/test-company.ts';
import { codeOf, insert, noteOf, patch, signIn, type Device } from './device.ts';

let dir: string;
let count = 0;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rapport-backup-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function backUp(server: CompanyServer): Promise<string> {
  const file = join(dir, `backup-${++count}`);
  await pipeline(backupStream(server.db, systemClock), createWriteStream(file));
  return file;
}

const restore = (server: CompanyServer, file: string) =>
  restoreBackup({ db: server.db, clock: systemClock, tell: () => {} }, file);

async function linesOf(file: string): Promise<string[]> {
  return zstdDecompressSync(await readFile(file))
    .toString('utf8')
    .trimEnd()
    .split('\n');
}

/** The row lines of each table. */
async function tablesOf(file: string): Promise<Map<string, string[]>> {
  const tables = new Map<string, string[]>();
  let rows: string[] = [];
  for (const line of await linesOf(file)) {
    if (line.startsWith('[')) rows.push(line);
    else if (line.startsWith('{"table"'))
      tables.set((JSON.parse(line) as { table: string }).table, (rows = []));
  }
  return tables;
}

/** Everything a restore changes itself. */
const ownTables = ['audit', 'audit_head', 'server_meta', 'restore', 'restore_missing', 'epoch_floor'];

async function without(file: string, names: readonly string[]): Promise<Map<string, string[]>> {
  const tables = await tablesOf(file);
  for (const name of names) tables.delete(name);
  return tables;
}

async function startedWithOddRows(maker: ServerMaker): Promise<CompanyServer> {
  const server = await maker.start();
  const [rep] = server.company.reps;
  const writer = await signIn(server.url, 'rep1');
  await writer.push(
    writer.mutation([noteOf(rep.bookId!, customerIdOf(1, 1), '换行\n引号"\\ 𠮷 \u2028 \\u0000 [1,null]')]),
    writer.mutation([patch('customer', rep.bookId!, customerIdOf(1, 1), 1, { city: '杭州' })]),
  );
  const setting = (id: string, value: string | null) =>
    sql`
    insert into setting (company_id, scope_id, id, version, created_at, key, value) values
    (${server.company.companyId}, ${server.company.companyId}, ${id}::uuid, 9007199254740991, 'x', ${id}, ${value}::json)
  `.execute(server.db);
  await setting('00000000-0000-7000-8000-000000000001', '{"b": 1,  "a": [1.0, 1e3, null], "b": "twice"}');
  await setting('00000000-0000-7000-8000-000000000002', null);
  await setting('00000000-0000-7000-8000-000000000003', 'null');
  return server;
}

describeOnBoth('a backup', (maker) => {
  let server: CompanyServer;
  beforeAll(async () => {
    server = await startedWithOddRows(maker);
  });

  test('holds every table of the database, and there is nothing beside tables that it would have to hold', async () => {
    const tables = await sql<{ name: string }>`
      select table_name as name from information_schema.tables where table_schema = 'public'
    `.execute(server.db);
    const held = await tablesOf(await backUp(server));
    expect([...held.keys()].sort()).toEqual(tables.rows.map(({ name }) => name).sort());
    const sequences = await sql`select 1 from pg_class where relkind = 'S'
      and relnamespace = 'public'::regnamespace`.execute(server.db);
    expect(sequences.rows).toEqual([]);
  });

  test('restored and taken again holds the same rows, to the spelling of JSON', async () => {
    const before = await backUp(server);
    await server.db.deleteFrom('note').execute();
    await server.db.updateTable('setting').set({ value: 5 }).execute();
    await restore(server, before);
    const after = await backUp(server);
    expect(await without(after, ownTables)).toEqual(await without(before, ownTables));
    const settings = (await tablesOf(after)).get('setting')!.join('\n');
    expect(settings).toContain(JSON.stringify('{"b": 1,  "a": [1.0, 1e3, null], "b": "twice"}'));
    expect(settings).toContain('"9007199254740991"');
  });

  test('is one snapshot: what is written while it is read is not in it', async () => {
    const stream = backupStream(server.db, systemClock);
    const iterator = stream[Symbol.asyncIterator]();
    const first = (await iterator.next()) as { value: Buffer };
    const chunks = [first.value];
    const writing = server.db.updateTable('customer').set({ remark: 'meanwhile' }).execute();
    if (maker.kind === 'postgres') await writing;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
      chunks.push(next.value as Buffer);
    }
    await writing;
    expect(zstdDecompressSync(Buffer.concat(chunks)).toString()).not.toContain('meanwhile');
  });

  test('[EPOCH9] brings a new epoch, an audit entry and a whole chain', async () => {
    const file = await backUp(server);
    const epoch = await getServerEpoch(server.db);
    const restored = await restore(server, file);
    expect(restored.epoch).not.toBe(epoch);
    expect(await getServerEpoch(server.db)).toBe(restored.epoch);
    const { companyId } = server.company;
    const last = await server.db
      .selectFrom('audit')
      .selectAll()
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    expect(last).toMatchObject({ action: 'server.restored', companyId, actorId: null });
    expect(JSON.parse(last.detail)).toEqual({ takenAt: restored.head.takenAt, epoch: restored.epoch });
    expect(await verifyAudit(server.db, companyId)).toMatchObject({ brokenAt: null });
  });

  test('[EPOCH9] does not let a device in again that was told to wipe after the backup was taken', async () => {
    const file = await backUp(server);
    const lost = await signIn(server.url, 'rep2');
    await server.db
      .updateTable('enrolment')
      .set({ status: 'wiping' as never })
      .where('deviceId', '=', lost.deviceId)
      .execute();
    await restore(server, file);
    const { status } = await server.db
      .selectFrom('enrolment')
      .select('status')
      .where('deviceId', '=', lost.deviceId)
      .executeTakeFirstOrThrow();
    expect(status).toBe('wiping');
    expect((await lost.post('/v1/sync/pull', { scopes: {} })).status).toBe(401);
  });
});

describeOnBoth('a file that is not a whole backup of this program', (maker) => {
  let server: CompanyServer;
  let good: string;
  let before: Map<string, string[]>;
  beforeAll(async () => {
    server = await startedWithOddRows(maker);
    good = await backUp(server);
    before = await tablesOf(good);
  });

  async function rewritten(change: (lines: string[]) => string[]): Promise<string> {
    const file = join(dir, `changed-${++count}`);
    await writeFile(file, zstdCompressSync(`${change(await linesOf(good)).join('\n')}\n`));
    return file;
  }
  const isNote = (line: string) => line.includes('𠮷');

  test.each<[string, () => Promise<string>, RegExp]>([
    ['text', () => writeFile(join(dir, 'text'), 'hello').then(() => join(dir, 'text')), /is not a backup/],
    ['nothing', () => writeFile(join(dir, 'none'), '').then(() => join(dir, 'none')), /is not a backup/],
    ['zstd of something else', () => rewritten(() => ['{"a":1}']), /is not a backup/],
    [
      'cut off',
      async () => {
        const file = await rewritten((lines) => lines);
        await truncate(file, (await readFile(file)).length - 20);
        return file;
      },
      /is cut off/,
    ],
    ['without its end mark', () => rewritten((lines) => lines.slice(0, -1)), /end mark is missing/],
    ['that goes on', () => rewritten((lines) => [...lines, '{"end":true}']), /goes on after its end/],
    [
      'with a changed text',
      () => rewritten((lines) => lines.map((line) => (isNote(line) ? line.replace('引号', '引號') : line))),
      /its hash does not fit/,
    ],
    [
      'that lacks a row',
      () => rewritten((lines) => lines.filter((line) => !isNote(line))),
      /its hash does not fit/,
    ],
    [
      'of a newer program',
      () => rewritten((lines) => [lines[0]!.replace('0001-company-server', '9999-later'), ...lines.slice(1)]),
      /newer program \(9999-later\)/,
    ],
    [
      'of a newer format',
      () => rewritten((lines) => [lines[0]!.replace('"version":1', '"version":2'), ...lines.slice(1)]),
      /newer program \(format 2\)/,
    ],
  ])('%s is refused in one line and changes nothing', async (_kind, make, message) => {
    const file = await make();
    await expect(restore(server, file)).rejects.toThrow(message);
    expect(await without(await backUp(server), [])).toEqual(before);
  });

  test('is found out before the database is touched', async () => {
    await expect(verifyBackup(good, knownMigrations)).resolves.toMatchObject({
      head: { companies: [{ slug: 'test' }] },
    });
    await expect(verifyBackup(good, [])).rejects.toThrow('newer program');
  });
});

describeOnBoth('after a restore', (maker) => {
  let server: CompanyServer;
  let file: string;
  let device: Device;
  let book: string;
  beforeEach(async () => {
    server = await maker.start();
    device = await signIn(server.url, 'rep1');
    book = server.company.reps[0].bookId!;
    await device.push(device.mutation([noteOf(book, customerIdOf(1, 1), 'before')]));
    file = await backUp(server);
  });

  test('[EPOCH2] what was lost lands once when it is offered back, and the status counts it', async () => {
    const known = device.mutation([noteOf(book, customerIdOf(1, 1), 'one')]);
    const other = device.mutation([noteOf(book, customerIdOf(1, 1), 'two')]);
    await device.push(known, other);
    expect(await describeLastRestore(server.db)).toEqual(['this database was never restored from a backup']);
    expect((await restore(server, file)).missing).toBe(2);
    expect((await describeLastRestore(server.db)).slice(1)).toEqual([
      'test  rep1: 0 offered back, 2 still missing',
    ]);
    await device.push(known);
    await device.push(known);
    expect((await describeLastRestore(server.db)).slice(1)).toEqual([
      'test  rep1: 1 offered back, 1 still missing',
    ]);
    const notes = await server.db.selectFrom('note').select('body').orderBy('version').execute();
    expect(notes.map(({ body }) => body)).toEqual(['before', 'one']);
    // A second restore of the same backup still knows what never came back.
    expect((await restore(server, file)).missing).toBe(2);
  });

  test('[SPLIT7] what comes back without a part, and what is refused now, is told in the status', async () => {
    const [one, two] = [customerIdOf(1, 1), customerIdOf(1, 2)];
    const both = device.mutation([noteOf(book, one, 'stays'), noteOf(book, two, 'has left')]);
    const alone = device.mutation([noteOf(book, one, 'taken once')]);
    await device.push(both, alone);
    await restore(server, file);
    await device.push({ ...both, writes: both.writes.slice(0, 1) });
    await device.push({ ...alone, writes: [noteOf(book, one, 'spoilt\u0000')] });
    expect((await describeLastRestore(server.db)).slice(1)).toEqual([
      'test  rep1: 2 offered back, 1 of them in part, 1 of them refused, 0 still missing',
    ]);
  });

  test('of a database that did not hold the company, what was lost is unknown', async () => {
    const fresh = await maker.start({
      company: {
        ...server.company.seed,
        people: [],
        books: [],
        rows: [],
        teams: [],
        company: {
          ...server.company.seed.company,
          id: '01900009-c000-7000-8000-000000000009',
          slug: 'other',
        },
      },
    });
    expect((await restore(fresh, file)).missing).toBe(0);
    expect(await describeLastRestore(fresh.db)).toEqual([
      expect.stringMatching(/^restored .* from the backup of /),
      'what was lost is unknown: the replaced database did not hold these companies',
    ]);
    expect((await signIn(fresh.url, 'rep1')).token).toBeTruthy();
  });

  test('[EPOCH4] a pull of the former epoch learns up to where the histories are the same', async () => {
    const { serverEpoch } = device.session;
    await device.pullAll();
    const atBackup = device.cursors[book]!.version;
    await device.push(device.mutation([noteOf(book, customerIdOf(1, 1), 'lost')]));
    await restore(server, file);
    const { head } = await device.pull({ epoch: serverEpoch });
    expect(head).toMatchObject({ epochChanged: true, floors: { [book]: atBackup } });
    await device.push(device.mutation([noteOf(book, customerIdOf(1, 1), 'after')]));
    const again = await backUp(server);
    await device.push(device.mutation([noteOf(book, customerIdOf(1, 1), 'lost too')]));
    await restore(server, again);
    // From the first history no more than before; from the one in between what the second backup holds.
    expect((await device.pull({ epoch: serverEpoch })).head.floors![book]).toBe(atBackup);
    expect((await device.pull({ epoch: head.epoch })).head.floors![book]).toBe(atBackup + 1);
    await restore(server, file);
    expect((await device.pull({ epoch: head.epoch })).head.floors![book]).toBe(atBackup);
    expect((await device.pull({ epoch: 'f'.repeat(32) })).head.floors).toEqual({});
  });

  test('[EPOCH5] what names a row that another device has still to offer waits instead of being refused', async () => {
    const customer = insert('customer', book, customerFields());
    const made = device.mutation([customer]);
    await device.push(made);
    const second = await signIn(server.url, 'rep1');
    const onIt = second.mutation([noteOf(book, customer.id, 'of the new customer')]);
    // Signed in after the backup: the restored server asks it to sign in again.
    await restore(server, file);
    const back = await signIn(server.url, 'rep1', { deviceId: second.deviceId });
    const early = await back.push(onIt);
    expect(early.results).toMatchObject([{ status: 'rejected', code: 'UNKNOWN_ROW', later: true }]);
    const next = back.mutation([noteOf(book, customerIdOf(1, 1), 'goes on')], { seq: 9 });
    expect((await back.push(onIt, next)).results).toMatchObject([{ later: true }, { status: 'applied' }]);
    await device.push(made);
    const late = await back.push(onIt);
    expect(late.results).toMatchObject([{ status: 'applied' }]);
    expect(late.results[0]).not.toHaveProperty('later');
    expect((await back.push(onIt)).results).toMatchObject([{ status: 'applied', repeated: true }]);
  });

  test('[EPOCH5] without a restore, or long after one, such a refusal is final', async () => {
    const nobody = '01900000-0000-7000-8000-00000000dead';
    const onNothing = () => device.mutation([noteOf(book, nobody)]);
    const [result] = (await device.push(onNothing())).results;
    expect(result).toMatchObject({ status: 'rejected', code: 'UNKNOWN_ROW' });
    expect(result).not.toHaveProperty('later');
    await restore(server, file);
    await server.db.updateTable('restore').set({ restoredAt: '2020-01-01T00:00:00.000Z' }).execute();
    expect((await device.push(onNothing())).results[0]).not.toHaveProperty('later');
  });

  test('[EPOCH6] a push that names the former epoch is STALE, and nothing of it is applied', async () => {
    await restore(server, file);
    const answer = await device.post('/v1/sync/push', {
      deviceEpoch: device.session.deviceEpoch,
      serverEpoch: device.session.serverEpoch,
      mutations: [device.mutation([noteOf(book, customerIdOf(1, 1), 'stale')])],
    });
    expect([answer.status, codeOf(answer)]).toEqual([409, 'STALE']);
    expect(await server.db.selectFrom('note').select('id').where('body', '=', 'stale').execute()).toEqual([]);
  });

  test('[EPOCH7] an open poke stream ends at once', async () => {
    const headers = { 'rapport-protocol': '1', authorization: `Bearer ${device.token}` };
    const response = await fetch(`${server.url}/v1/sync/poke`, { headers });
    const ended = response.text();
    const began = performance.now();
    await restore(server, file);
    await ended;
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

describeOnPostgres('a restore while many devices push', (maker) => {
  test('ends without a deadlock; each push is wholly before it, or refused, or wholly after it', async () => {
    const server = await maker.start();
    const writers = await Promise.all(['rep1', 'rep2', 'rep3'].map((account) => signIn(server.url, account)));
    const file = await backUp(server);
    let isOver = false;
    const outcomes = new Map<number, number>();
    const accepted: Array<{ id: string; epoch: string }> = [];
    const writing = writers.flatMap((writer, place) =>
      [1, 2].map(async () => {
        while (!isOver) {
          const note = insert('note', server.company.reps[place]!.bookId!, {
            customerId: customerIdOf(place + 1, 1),
            body: 'x',
            happenedAt: '2026-02-01T08:00:00.000Z',
            origin: 'rep',
          });
          const answer = await writer.post('/v1/sync/push', {
            deviceEpoch: writer.session.deviceEpoch,
            mutations: [writer.mutation([note])],
          });
          outcomes.set(answer.status, (outcomes.get(answer.status) ?? 0) + 1);
          if (answer.status === 200) {
            accepted.push({ id: note.id, epoch: (answer.body as { epoch: string }).epoch });
          }
        }
      }),
    );
    let epoch = '';
    for (let round = 0; round < 5; round++) ({ epoch } = await restore(server, file));
    isOver = true;
    await Promise.all(writing);
    expect([...outcomes.keys()].every((status) => [200, 409].includes(status))).toBe(true);
    const notes = await server.db.selectFrom('note').select('id').execute();
    const present = new Set(notes.map(({ id }) => id));
    expect(accepted.filter((note) => note.epoch === epoch).every(({ id }) => present.has(id))).toBe(true);
    expect(await verifyAudit(server.db, server.company.companyId)).toMatchObject({ brokenAt: null });
  }, 120_000);
});
