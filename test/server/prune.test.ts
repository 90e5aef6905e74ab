/** Old tombstones are cleared away by the server's own clock, and no device is left with what they deleted. */
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { startPruning } from '#server/jobs/prune-schedule.ts';
import { prune } from '#server/jobs/prune.ts';
import { dayMs } from '#shared/domain/calendar.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { customerFields, customerIdOf } from '#test/support/test-company.ts';
import { insert, noteOf, patch, signIn, type Device } from './device.ts';
import { splitWhole } from './split-scene.ts';

describeOnBoth('pruning', (maker) => {
  let server: CompanyServer;
  /** Since the beginning, and at the start of the test. */
  let days = 0;
  let start = 0;
  let office: Device;
  let laptop: Device;
  let book: string;
  const began = Date.parse('2026-03-01T00:00:00.000Z');
  const clock: Clock = { now: () => began + days * dayMs };
  const pruneNow = () => prune({ db: server.db, clock });
  const deletedAt = '2026-02-02T00:00:00.000Z';

  const remove = async (device: Device, entity: string, id: string) => {
    await device.pullAll();
    const seen = device.cursors[book]!.version;
    const { results } = await device.push(device.mutation([patch(entity, book, id, seen, { deletedAt })]));
    expect(results).toMatchObject([{ status: 'applied', conflicts: 0 }]);
  };
  const add = async (entity: string, fields: Record<string, unknown>) => {
    const id = crypto.randomUUID();
    await office.push(office.mutation([insert(entity, book, fields, id)]));
    return id;
  };
  const isThere = async (entity: 'note' | 'customer', id: string) =>
    (
      await server.db
        .selectFrom(entity)
        .select('id')
        .where('id', '=', id as never)
        .execute()
    ).length === 1;
  const isReset = async (device: Device) => (await device.pull()).lines.some(({ kind }) => kind === 'reset');

  beforeAll(async () => {
    server = await maker.start({ clock });
    book = server.company.reps[0].bookId!;
  });
  beforeEach(async () => {
    // What earlier tests left behind is cleared first.
    days += 1_000;
    await pruneNow();
    days += 100;
    await pruneNow();
    start = days;
    office = await signIn(server.url, 'rep1');
    laptop = await signIn(server.url, 'rep1');
  });

  test('[PRUNE1] takes tombstones after 90 days by its own clock, whatever the devices’ clocks said', async () => {
    const old = await add('customer', customerFields());
    const note = await add('note', {
      customerId: old,
      body: 'goes with the customer',
      happenedAt: deletedAt,
      origin: 'rep',
    });
    await remove(office, 'customer', old);
    await pruneNow();
    days = start + 89;
    const young = await add('customer', customerFields());
    await remove(office, 'customer', young);
    expect(await pruneNow()).toMatchObject({ tombstones: 0, scopes: 0 });
    days = start + 91;
    expect(await pruneNow()).toMatchObject({ tombstones: 2, scopes: 1 });
    expect(await Promise.all([isThere('customer', old), isThere('note', note)])).toEqual([false, false]);
    expect(await isThere('customer', young)).toBe(true);
    expect(await pruneNow()).toMatchObject({ tombstones: 0 });
  });

  test('[PULL11] [PRUNE2] a device that missed a cleared deletion reads the scope anew, one that had it does not', async () => {
    const customerId = await add('customer', customerFields());
    await laptop.pullAll();
    await remove(office, 'customer', customerId);
    await office.pullAll();
    await pruneNow();
    days = start + 91;
    await pruneNow();
    expect(await isReset(office)).toBe(false);
    const answer = await laptop.pull();
    expect(answer.lines[0]).toMatchObject({ kind: 'reset', scope: book });
    expect(answer.rows('customer').map(({ id }) => id)).not.toContain(customerId);
    expect(answer.rows('customer').map(({ id }) => id)).toContain(customerIdOf(1, 2));
    expect(await isReset(laptop)).toBe(false);
  });

  test('[PRUNE2] where nothing was cleared nobody reads anew', async () => {
    await laptop.pullAll();
    await add('customer', customerFields());
    await pruneNow();
    days = start + 91;
    await pruneNow();
    expect(await isReset(laptop)).toBe(false);
  });

  test('[PRUNE3] [WRITE5] an edit of a cleared row is refused and does not bring it back', async () => {
    const customerId = await add('customer', customerFields());
    await laptop.pullAll();
    const seen = laptop.cursors[book]!.version;
    await remove(office, 'customer', customerId);
    await pruneNow();
    days = start + 91;
    await pruneNow();
    const { results } = await laptop.push(
      laptop.mutation([patch('customer', book, customerId, seen, { city: '苏州' })]),
      laptop.mutation([noteOf(book, customerId)]),
      laptop.mutation([noteOf(book, customerIdOf(1, 2))]),
    );
    expect(results.map(({ code, status }) => code ?? status)).toEqual([
      'UNKNOWN_ROW',
      'UNKNOWN_ROW',
      'applied',
    ]);
    expect(await isThere('customer', customerId)).toBe(false);
  });

  test('[PRUNE1] notes of rows that moved away go too; a device that missed the move reads the old book anew', async () => {
    const [rep1, rep2] = server.company.reps;
    await laptop.pullAll();
    const moved = customerIdOf(1, 1);
    await splitWhole(await signIn(server.url, 'admin'), {
      fromBookId: book,
      fromPersonId: rep1.id,
      toBookId: rep2.bookId!,
      customerIds: [moved],
    });
    await pruneNow();
    days = start + 91;
    expect(await pruneNow()).toMatchObject({ moved: 1 });
    const { results } = await laptop.push(laptop.mutation([noteOf(book, moved)]));
    expect(results).toMatchObject([{ status: 'rejected', code: 'UNKNOWN_ROW' }]);
    const answer = await laptop.pull();
    expect(answer.lines[0]).toMatchObject({ kind: 'reset', scope: book });
    expect(answer.rows('customer').map(({ id }) => id)).toContain(customerIdOf(1, 2));
    expect(answer.rows('customer').map(({ id }) => id)).not.toContain(moved);
  });

  test('[PRUNE1] a deleted customer stays while a late value waits for a decision, or something young hangs on it', async () => {
    const [disputed, used] = [
      await add('customer', customerFields()),
      await add('customer', customerFields()),
    ];
    await laptop.pullAll();
    const seen = laptop.cursors[book]!.version;
    await remove(office, 'customer', disputed);
    await remove(office, 'customer', used);
    await laptop.push(laptop.mutation([patch('customer', book, disputed, seen, { city: '苏州' })]));
    await pruneNow();
    days = start + 60;
    await laptop.push(laptop.mutation([noteOf(book, used, 'written late')]));
    days = start + 91;
    expect(await pruneNow()).toMatchObject({ tombstones: 0 });
    const conflicts = (await office.pull({ scopes: {} })).rows('conflict');
    const [{ id, version }] = conflicts as [(typeof conflicts)[number]];
    await office.push(office.mutation([patch('conflict', book, id, version, { status: 'dismissed' })]));
    await pruneNow();
    days = start + 200;
    expect(await pruneNow()).toMatchObject({ tombstones: 4 });
  });

  test('[PRUNE1] [MERGE6] a card that became part of another stays as long as that one does, and keeps it while it is in use', async () => {
    const [kept, other] = [await add('customer', customerFields()), await add('customer', customerFields())];
    const note = await add('note', {
      ...{ customerId: other, body: 'of the other', happenedAt: deletedAt, origin: 'rep' },
    });
    await office.pullAll();
    const seen = office.cursors[book]!.version;
    const mergeUndo = { at: deletedAt, absorbedAt: null, fields: {}, removed: [] };
    await office.push(
      office.mutation([
        patch('customer', book, kept, seen, { absorbedAt: deletedAt }),
        patch('customer', book, other, seen, {
          mergedIntoId: kept,
          mergeUndo: mergeUndo as never,
          deletedAt,
        }),
      ]),
    );
    const there = () =>
      Promise.all([isThere('customer', kept), isThere('customer', other), isThere('note', note)]);
    await pruneNow();
    days = start + 91;
    await pruneNow();
    expect(await there()).toEqual([true, true, true]);
    await remove(office, 'customer', kept);
    await pruneNow();
    // What is written late of the part is written late of the customer.
    days = start + 150;
    await laptop.pullAll();
    await laptop.push(laptop.mutation([noteOf(book, other, 'written late')]));
    days = start + 190;
    await pruneNow();
    expect(await there()).toEqual([true, true, true]);
    days = start + 300;
    await pruneNow();
    expect(await there()).toEqual([false, false, false]);
    const [left] = (await laptop.pull({ scopes: {} })).rows('note').filter(({ id }) => id === note);
    expect(left).toBeUndefined();
  });

  test('[PRUNE4] records of mutations are kept for 400 days', async () => {
    await office.push(office.mutation([noteOf(book, customerIdOf(1, 2))]));
    days = start + 399;
    expect((await pruneNow()).mutations).toBe(0);
    days = start + 401;
    expect((await pruneNow()).mutations).toBe(1);
  });

  test('runs daily while the server runs, and not after it stopped', async () => {
    const waits: Array<{ ms: number; work: () => void }> = [];
    const timer = {
      after(ms: number, work: () => void) {
        waits.push({ ms, work });
        return () => {};
      },
    };
    const stop = startPruning({ db: server.db, clock, timer, log: silentLogger });
    const customerId = await add('customer', customerFields());
    await remove(office, 'customer', customerId);
    waits.at(-1)!.work();
    await expect.poll(() => waits.length).toBe(2);
    expect(waits[1]!.ms).toBe(dayMs);
    days = start + 91;
    waits[1]!.work();
    await expect.poll(() => isThere('customer', customerId)).toBe(false);
    await stop();
    expect(waits.length).toBeLessThanOrEqual(3);
  });
});
