/** A2: the device's process is killed while it takes in pages. */
import { insert, signIn } from '../server/device.ts';
import { makeKilledDevice, type Death } from './killed-device.ts';
import { addHarm, type FaultRow } from './row.ts';

const points = ['pull.before-apply', 'pull.rows-applied', 'pull.committed'];
const mutationsPerRun = 30;
const notesPerMutation = 10;

export const killedPull: FaultRow = {
  id: 'A2',
  what: 'device killed -9 while it pulls: no half page is ever seen, nothing is fetched twice or missed',
  runs: { full: 500, short: 6 },
  async run(context) {
    const device = await makeKilledDevice(context);
    const { oracle, bookId, customerId, groups } = device;
    await device.recover();
    const other = await signIn(device.server.url, 'rep1');
    const figures = { runs: 0, maxRecoverMs: 0, missed: [] as string[] };
    for (let run = 0; run < context.runs; run++) {
      const mutations = Array.from({ length: mutationsPerRun }, (_, index) => {
        const bodies = Array.from(
          { length: notesPerMutation },
          (__, place) => `pull-${run}-${index}-${place}`,
        );
        groups.push(bodies);
        for (const body of bodies) oracle.acknowledged(body, bookId);
        const happenedAt = '2026-02-01T08:00:00.000Z';
        return other.mutation(
          bodies.map((body) => insert('note', bookId, { customerId, body, happenedAt, origin: 'rep' })),
        );
      });
      await other.push(...mutations);
      await device.live(deathOf(run), async (core) => {
        await core.call('sync.now');
      });
      figures.runs += 1;
      if (run % 20 === 19) figures.maxRecoverMs = Math.max(figures.maxRecoverMs, await device.recover());
    }
    figures.maxRecoverMs = Math.max(figures.maxRecoverMs, await device.recover());
    const harm = addHarm(device.harm, oracle.judge(await device.serverNotes()));
    if (device.deaths === 0) figures.missed.push('the process never died where it was told to');
    if (device.startedOver > 0) figures.missed.push(`${device.startedOver} starts lost their cursors`);
    return { ...harm, ...figures, extra: { notes: oracle.acknowledgedCount, deathsAtPoints: device.deaths } };
  },
};

function deathOf(run: number): Death {
  if (run % 2 === 1) return { afterMs: 400 + ((run * 37) % 400) };
  const index = run / 2;
  return {
    dieAt: { point: points[index % points.length]!, time: 1 + (Math.floor(index / points.length) % 2) },
    afterMs: 1_500,
  };
}
