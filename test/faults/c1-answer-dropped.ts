/** C1: the server has done its work and the answer never arrives. */
import { setScene, type SceneDevice } from './device-scene.ts';
import { noHarm, type FaultRow, type RowFigures } from './row.ts';

export const answerDropped: FaultRow = {
  id: 'C1',
  what: 'answer dropped after the server committed',
  runs: { full: 1_000, short: 15 },
  async run(context) {
    const figures: RowFigures = { ...noHarm, runs: 0, maxRecoverMs: 0 };
    // Several take turns, so that none meets the server's limit of requests a minute.
    const scene = await setScene(context, { reps: context.isShort ? 1 : 4 });
    const { reps } = scene.company;
    const devices: SceneDevice[] = [];
    for (const rep of reps) devices.push(await scene.openDevice(rep));
    let [drops, dropped] = [0, 0];
    let path = '/v1/sync/push';
    scene.proxy.fault = (asked) => {
      if (asked !== path || drops === 0) return undefined;
      drops -= 1;
      dropped += 1;
      return { kind: 'drop' };
    };
    for (let run = 0; run < context.runs; run++) {
      // Mostly once; now and then again and again, and the pull after the push too.
      drops = run % 7 === 6 ? 3 : 1;
      path = run % 5 === 4 ? '/v1/sync/pull' : '/v1/sync/push';
      const device = devices[run % devices.length]!;
      await device.writeNote(`dropped ${run}`);
      while (drops > 0) await device.sync();
      figures.maxRecoverMs = Math.max(figures.maxRecoverMs, await device.settle());
      figures.runs += 1;
    }
    for (const rep of reps) await scene.openDevice(rep);
    return { ...figures, ...(await scene.judge()), extra: { dropped } };
  },
};
