/** The lists the server makes at the start of the working day, and what the lead sees of them. */
import { beforeEach, expect, test } from 'vitest';
import { startPlanRunner } from '#server/jobs/plan-runner.ts';
import { listDuePlans } from '#server/domain/plan/due-plan.ts';
import { makePlan } from '#server/domain/plan/make-plan.ts';
import { createPoker } from '#server/sync/poke.ts';
import { planIdOf } from '#shared/domain/plan/plan-id.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import type { ReviewDay } from '#shared/protocol/review.ts';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { insert, patch, signIn, type Device } from './device.ts';

/** A Tuesday, and what the clocks in Shanghai show. */
const on = '2026-03-10';
const shanghai = (time: string, day = on) => Date.parse(`${day}T${time}:00.000+08:00`);

describeOnBoth('lists made by the server', (maker) => {
  let server: CompanyServer;
  let rep: Device;
  let lead: Device;
  const clock = { at: 0, now: () => clock.at };
  const reps = () => server.company.reps.map(({ id }) => id);
  const due = async () =>
    (await listDuePlans(server.db, server.company.companyId, clock.at)).map(({ personId }) =>
      reps().indexOf(personId),
    );
  const make = (place: number, day = on) =>
    makePlan(
      server.db,
      clock,
      { companyId: server.company.companyId, personId: reps()[place]!, settings: defaultSettings },
      day,
    );
  const plans = () =>
    server.db
      .selectFrom('plan')
      .select(['id', 'scopeId', 'madeBy', 'version', 'createdBy'])
      .orderBy('id')
      .execute();
  const reviewed = async () => {
    const answer = await lead.post('/v1/review/days', { from: on, to: on });
    const { days } = answer.body as { days: ReviewDay[] };
    return days.map(({ personId, notOpened, planned, started }) => [
      reps().indexOf(personId),
      { notOpened, isPlanned: planned > 0, started },
    ]);
  };
  const push = async (...writes: ReturnType<typeof insert>[]) =>
    expect((await rep.push(rep.mutation(writes))).results).toMatchObject([{ status: 'applied' }]);

  beforeEach(async () => {
    clock.at = shanghai('09:00');
    server = await maker.start({ clock });
    rep = await signIn(server.url, 'rep1');
    lead = await signIn(server.url, 'lead1');
  });

  test('due from the start of the working day on, which is the rep’s own number, on days with work', async () => {
    clock.at = shanghai('08:29');
    expect(await due()).toEqual([]);
    clock.at = shanghai('08:30');
    expect(await due()).toEqual([0, 1, 2]);
    // Saturday and Sunday, unless the team works on them.
    clock.at = shanghai('10:00', '2026-03-14');
    expect(await due()).toEqual([]);
    const set = (key: string, value: number, place: object) =>
      lead.post('/v1/setting/set', { key, value, teamId: null, personId: null, ...place });
    await set('day.workDays', 6, { teamId: server.company.teams[0].id });
    expect(await due()).toEqual([0, 1]);
    clock.at = shanghai('10:00', '2026-03-15');
    expect(await due()).toEqual([]);
    await set('day.startMinute', 600, { personId: reps()[1] });
    clock.at = shanghai('09:59');
    expect(await due()).toEqual([0, 2]);
    clock.at = shanghai('10:00');
    expect(await due()).toEqual([0, 1, 2]);
  });

  test('nothing for who is away, has a list, has left or has no book', async () => {
    const away = (fromOn: string, toOn: string, kind: string) =>
      insert('leave', reps()[0]!, { fromOn, toOn, kind });
    const leave = away(on, '2026-03-12', 'leave');
    await push(leave);
    expect(await due()).toEqual([1, 2]);
    await push(patch('leave', reps()[0]!, leave.id, 99, { fromOn: '2026-03-11' }));
    expect(await due()).toEqual([0, 1, 2]);
    await push(away(on, on, 'rest'));
    expect(await due()).toEqual([1, 2]);
    await make(1);
    expect(await due()).toEqual([2]);
    await server.db.updateTable('person').set({ status: 'left' }).where('id', '=', reps()[2]!).execute();
    expect(await due()).toEqual([]);
    clock.at = shanghai('09:00', '2026-03-17');
    expect(await due()).toEqual([0, 1]);
    await server.db.updateTable('book').set({ ownerId: null }).where('ownerId', '=', reps()[1]!).execute();
    expect(await due()).toEqual([0]);
    expect(await make(1, '2026-03-17')).toBeUndefined();
  });

  test('several at once make one list, stamped with the next version of the rep’s scope', async () => {
    await rep.pullAll();
    const made = await Promise.all(Array.from({ length: 8 }, () => make(0)));
    expect(made.filter((notice) => notice !== undefined)).toHaveLength(1);
    expect(await plans()).toEqual([
      {
        id: planIdOf(reps()[0]!, on),
        scopeId: reps()[0],
        madeBy: 'server',
        version: 1,
        createdBy: reps()[0],
      },
    ]);
    const pulled = await rep.pull();
    expect(pulled.rows('plan')).toMatchObject([{ planOn: on, version: 1, openedAt: null, startedAt: null }]);
    expect(pulled.rows('plan_item').length).toBeGreaterThan(0);
    expect(pulled.head.scopes.find(({ id }) => id === reps()[0])!.version).toBe(1);
    expect(await make(0)).toBeUndefined();
    expect((await rep.pull()).rows('plan_item')).toEqual([]);
  });

  test('the lead sees who has not opened the list, until it is opened or started', async () => {
    expect(await reviewed()).toEqual([
      [0, { notOpened: false, isPlanned: false, started: false }],
      [1, { notOpened: false, isPlanned: false, started: false }],
    ]);
    await make(0);
    await make(1);
    const waiting = { notOpened: true, isPlanned: true, started: false };
    expect(await reviewed()).toEqual([
      [0, waiting],
      [1, waiting],
    ]);
    const openedAt = new Date(clock.at).toISOString();
    await push(patch('plan', reps()[0]!, planIdOf(reps()[0]!, on), 0, { openedAt }));
    expect(await reviewed()).toEqual([
      [0, { ...waiting, notOpened: false }],
      [1, waiting],
    ]);
  });

  test('a list is made in pieces where the job is asked to pause, and nobody waits for more than one of them', async () => {
    let pauses = 0;
    // On the embedded database this would wait for ever beside an open transaction.
    const pause = async () => {
      pauses += 1;
      if (pauses % 8 === 0) await signIn(server.url, 'lead1');
    };
    const { companyId } = server.company;
    const owner = { companyId, personId: reps()[0]!, settings: defaultSettings };
    expect(await makePlan(server.db, clock, owner, on, pause)).toMatchObject({ version: 1 });
    expect(pauses).toBeGreaterThan(16);
    expect(await makePlan(server.db, clock, owner, on, pause)).toBeUndefined();
    expect(await plans()).toMatchObject([{ scopeId: reps()[0], madeBy: 'server', version: 1 }]);
  });

  test('the job makes all that are due and looks again later; two of them make nothing twice', async () => {
    const poker = await createPoker(server.database, silentLogger);
    const pokes: unknown[] = [];
    poker.subscribe((notice) => pokes.push(notice));
    const waiting: (() => void)[] = [];
    const timer = {
      after(_ms: number, run: () => void) {
        waiting.push(run);
        return () => {};
      },
    };
    const stops = [1, 2].map(() =>
      startPlanRunner({ db: server.db, clock, timer, poker, log: silentLogger }),
    );
    for (const run of waiting.splice(0)) run();
    await expect.poll(() => waiting.length, { timeout: 10_000 }).toBe(2);
    expect(
      (await plans()).map(({ scopeId, version }) => [reps().indexOf(scopeId), version]).toSorted(),
    ).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
    ]);
    await expect.poll(() => pokes.length).toBe(3);
    for (const stop of stops) await stop();
    await poker.close();
  });
});
