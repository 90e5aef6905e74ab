/** Two devices of one person that make the same plan before they know of each other. */
import { beforeAll, expect, test } from 'vitest';
import { planIdOf, planItemIdOf } from '#shared/domain/plan/plan-id.ts';
import type { Write } from '#shared/protocol/sync.ts';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { customerFields, customerIdOf } from '#test/support/test-company.ts';
import { insert, patch, signIn, type Device } from './device.ts';

const on = '2026-02-01';
const doneAt = '2026-02-01T09:00:00.000Z';

describeOnBoth('a plan made on two devices', (maker) => {
  let server: CompanyServer;
  let me: string;
  let book: string;
  let office: Device;
  let laptop: Device;
  let planId: string;
  const itemId = (place: number) => planItemIdOf(planId, 'GAP', customerIdOf(1, place), '');
  const plan = (): Write =>
    insert(
      'plan',
      me,
      {
        planOn: on,
        builtAt: `${on}T00:00:00.000Z`,
        startedAt: null,
        closedAt: null,
        reflection: '',
        availableMinutes: 60,
        listHash: '',
      },
      planId,
    );
  const item = (place: number, ordinal: number): Write =>
    insert(
      'plan_item',
      me,
      {
        planId,
        planOn: on,
        bookId: book,
        customerId: customerIdOf(1, place),
        kind: 'GAP',
        subject: '',
        score: 1,
        ordinal,
        deciMinutes: 10,
        reasons: [],
        dueAt: null,
        lateAfterAt: '2026-02-01T16:00:00.000Z',
        status: 'open',
        statusAt: null,
        skipReason: null,
      },
      itemId(place),
    );
  const done = (place: number, seen = 0) =>
    patch('plan_item', me, itemId(place), seen, { status: 'done', statusAt: doneAt });
  const held = async () => {
    const reader = await signIn(server.url, 'rep1');
    const rows = await reader.pullAll();
    return {
      plans: [...(rows.get('plan')?.values() ?? [])],
      items: new Map([...(rows.get('plan_item')?.values() ?? [])].map((row) => [row.id, row])),
      conflicts: [...(rows.get('conflict')?.values() ?? [])],
    };
  };

  beforeAll(async () => {
    server = await maker.start();
    me = server.company.reps[0].id;
    book = server.company.reps[0].bookId!;
    planId = planIdOf(me, on);
    office = await signIn(server.url, 'rep1');
    laptop = await signIn(server.url, 'rep1');
  });

  test('[WRITE10] [CONFLICT8] is one plan, with what each device did and found', async () => {
    await office.push(office.mutation([plan(), item(1, 0)]));
    const { results } = await laptop.push(
      laptop.mutation([plan(), item(1, 1), item(2, 0)]),
      laptop.mutation([done(1)]),
      laptop.mutation([done(2)]),
    );
    expect(results.map(({ status, conflicts }) => [status, conflicts])).toEqual(
      Array(3).fill(['applied', 0]),
    );
    const { plans, items, conflicts } = await held();
    expect(plans).toHaveLength(1);
    expect(items.get(itemId(1))).toMatchObject({ status: 'done', statusAt: doneAt, ordinal: 0 });
    expect(items.get(itemId(2))).toMatchObject({ status: 'done', statusAt: doneAt });
    expect(conflicts).toEqual([]);
  });

  test('[CONFLICT2] still keeps apart what both decided about one item', async () => {
    const skip = patch('plan_item', me, itemId(1), 0, { status: 'skipped', skipReason: 'no_time' });
    const { results } = await office.push(office.mutation([skip]));
    expect(results).toMatchObject([{ status: 'applied', conflicts: 1 }]);
    const { items } = await held();
    expect(items.get(itemId(1))).toMatchObject({ status: 'done' });
  });

  test('[CONFLICT9] a place and a removal that come late are let go, and the row comes again', async () => {
    await office.pullAll();
    const seen = office.cursors[me]!.version;
    await laptop.push(
      laptop.mutation([patch('plan_item', me, itemId(2), seen, { ordinal: 7, status: 'open' })]),
    );
    await office.pullAll();
    const { results } = await office.push(
      office.mutation([patch('plan_item', me, itemId(2), seen, { ordinal: 3 })]),
      office.mutation([patch('plan_item', me, itemId(2), seen, { deletedAt: doneAt })]),
    );
    expect(results.map(({ status, conflicts }) => [status, conflicts])).toEqual(
      Array(2).fill(['applied', 0]),
    );
    const answer = await office.pull();
    expect(answer.rows('plan_item')).toMatchObject([{ id: itemId(2), ordinal: 7, deletedAt: null }]);
  });

  test('[CONFLICT9] so is that it gave way on two devices at different times', async () => {
    await office.pullAll();
    await laptop.pullAll();
    const seen = office.cursors[me]!.version;
    const gaveWay = (device: Device, displacedAt: string) =>
      device.push(device.mutation([patch('plan_item', me, itemId(2), seen, { displacedAt })]));
    await gaveWay(laptop, doneAt);
    const { results } = await gaveWay(office, `${on}T10:00:00.000Z`);
    expect(results).toMatchObject([{ status: 'applied', conflicts: 0 }]);
    expect((await held()).items.get(itemId(2))).toMatchObject({ displacedAt: doneAt });
  });

  test('[WRITE5] an ordinary id, and a derived one of another person, is a duplicate as before', async () => {
    const id = crypto.randomUUID();
    await office.push(office.mutation([insert('customer', book, customerFields(), id)]));
    const again = await laptop.push(laptop.mutation([insert('customer', book, customerFields(), id)]));
    expect(again.results).toMatchObject([{ status: 'rejected', code: 'DUPLICATE_ROW' }]);
    await server.db
      .updateTable('plan')
      .set({ createdBy: server.company.reps[1].id })
      .where('id', '=', planId)
      .execute();
    const foreign = await laptop.push(laptop.mutation([plan()]));
    expect(foreign.results).toMatchObject([{ status: 'rejected', code: 'DUPLICATE_ROW' }]);
  });
});
