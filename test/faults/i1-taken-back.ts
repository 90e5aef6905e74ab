/** I1: a device is taken back while it is offline, both ways: with its edits handed in first, or as lost. */
import { profileFiles } from '../core/session/company-side.ts';
import { noHarm, type FaultRow } from './row.ts';
import { setScene } from './scene.ts';

const edits = 10;
const targetMs = 5_000;

export const takenBack: FaultRow = {
  id: 'I1',
  what: 'taken back while offline: at the next contact it hands in (drain) or not (wipe), is empty and says so',
  runs: { full: 100, short: 4 },
  async run(context) {
    const scene = await setScene(context);
    const { db } = scene.server;
    const figures = { ...noHarm, runs: 0, maxRecoverMs: 0, missed: [] as string[] };
    for (let run = 0; run < context.runs; run++) {
      const mode = run % 2 === 0 ? 'drain' : 'wipe';
      const rep = await scene.admin.newRep();
      const device = await scene.device(rep.account);
      device.offline();
      for (let i = 0; i < edits; i++)
        await device.core.api.customer.create({ fields: { name: `${run}-${i}` } });
      await scene.admin.revoke(rep.account, mode);
      device.online();
      const began = performance.now();
      void device.core.api.session.contact().catch(() => {});
      const isDone = async () =>
        profileFiles(device.core).length === 0 &&
        (await scene.admin.devices(rep.account))[0]?.status === 'wiped';
      while (!(await isDone()) && performance.now() - began < 3 * targetMs) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      const took = performance.now() - began;
      figures.maxRecoverMs = Math.max(figures.maxRecoverMs, took);
      if (took > targetMs) figures.missed.push(`${mode}: not empty after ${targetMs} ms`);
      figures.leaked += profileFiles(device.core).length;
      const arrived = await db
        .selectFrom('customer')
        .select('id')
        .where('createdBy', '=', rep.id as never)
        .execute();
      const told = (await scene.admin.devices(rep.account))[0]?.unsent;
      if (mode === 'drain') figures.lost += edits - arrived.length;
      else if (arrived.length > 0) figures.missed.push('a lost device handed something in');
      // What goes with a lost device is counted, never silent.
      if (told !== (mode === 'drain' ? 0 : edits)) figures.missed.push(`${mode}: the admin is told ${told}`);
      figures.runs += 1;
      await device.core.close();
    }
    return figures;
  },
};
