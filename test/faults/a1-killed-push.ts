/** A1: the device's process is killed while it writes and pushes. */
import { makeKilledDevice, type Death } from './killed-device.ts';
import { addHarm, type FaultRow } from './row.ts';

const points = ['push.before-send', 'push.after-answer', 'push.settled'];
const notesPerRun = 12;
const pointTimes = 3;

export const killedPush: FaultRow = {
  id: 'A1',
  what: 'device killed -9 while it writes and pushes: at named points, at the nth write of its file, and at random',
  runs: { full: 560, short: 8 },
  async run(context) {
    const device = await makeKilledDevice(context);
    const { oracle, bookId, customerId } = device;
    await device.recover();
    const figures = { runs: 0, maxRecoverMs: 0, missed: [] as string[] };
    const canTrace = context.has('strace');
    let number = 0;
    for (let run = 0; run < context.runs; run++) {
      await device.live(deathOf(run, canTrace), async (core) => {
        for (let i = 0; i < notesPerRun; i++) {
          const body = `push-${(number += 1)}`;
          oracle.attempted(body, bookId);
          await core.call('note.create', { customerId, body });
          oracle.acknowledged(body, bookId);
          if (i % 4 === 3) void core.call('sync.now').catch(() => {});
        }
        await core.call('sync.now');
      });
      figures.runs += 1;
      if (run % 20 === 19) figures.maxRecoverMs = Math.max(figures.maxRecoverMs, await device.recover());
    }
    figures.maxRecoverMs = Math.max(figures.maxRecoverMs, await device.recover());
    const harm = addHarm(device.harm, oracle.judge(await device.serverNotes()));
    if (device.deaths === 0) figures.missed.push('the process never died where it was told to');
    if (device.startedOver > 0) figures.missed.push(`${device.startedOver} starts lost their cursors`);
    const extra = { acknowledged: oracle.acknowledgedCount, deathsAtPoints: device.deaths };
    return { ...harm, ...figures, extra };
  },
};

function deathOf(run: number, canTrace: boolean): Death {
  const kind = run % 4;
  if (kind < 2) {
    const index = Math.floor(run / 4) * 2 + kind;
    return {
      dieAt: {
        point: points[index % points.length]!,
        time: 1 + (Math.floor(index / points.length) % pointTimes),
      },
      afterMs: 1_500,
    };
  }
  if (kind === 2 && canTrace) {
    const when = 5 + ((run * 7) % 120);
    return {
      under: [
        'strace',
        '-f',
        '-o',
        '/dev/null',
        '-e',
        'trace=pwrite64',
        '-e',
        `inject=pwrite64:signal=KILL:when=${when}`,
      ],
      afterMs: 2_500,
    };
  }
  return { afterMs: 450 + ((run * 37) % 500) };
}
