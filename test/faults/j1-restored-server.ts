/** J1: the server is restored from a backup that is older than what its devices were told is safe. */
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { describeLastRestore } from '#server/backup/restore-status.ts';
import { restoreBackup } from '#server/backup/restore.ts';
import { backupStream } from '#server/backup/write-backup.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { createOracle, type NoteRow } from './oracle.ts';
import { addHarm, noHarm, type FaultRow } from './row.ts';
import { setScene } from './scene.ts';

const notes = 15;

export const restoredServer: FaultRow = {
  id: 'J1',
  what: 'server restored from an older backup: what devices were told is safe is offered back and lands once',
  runs: { full: 50, short: 2 },
  async run(context) {
    const scene = await setScene(context);
    const { db } = scene.server;
    const rep = await scene.admin.newRep();
    const bookId = await scene.bookOf(rep.id);
    const devices = [await scene.device(rep.account), await scene.device(rep.account)];
    const [customerId] = (await scene.customers(devices[0]!, ['Card'])) as [string];
    await devices[1]!.core.settle();
    const oracle = createOracle();
    let figures = { ...noHarm, runs: 0, maxRecoverMs: 0 };
    let status: string[] = [];
    for (let run = 0; run < context.runs; run++) {
      const write = async (when: string) => {
        for (const [place, device] of devices.entries()) {
          for (let i = 0; i < notes; i++) {
            const body = `${when}-${run}-${place}-${i}`;
            await device.core.api.note.create({ customerId, body });
            oracle.acknowledged(body, bookId);
          }
        }
      };
      await write('before');
      for (const device of devices) await device.core.settle();
      const file = join(context.folder, `backup-${run}`);
      await pipeline(backupStream(db, systemClock), createWriteStream(file));
      await write('after');
      for (const device of devices) await device.core.settle();
      devices[1]!.offline();
      const late = `offline-${run}`;
      await devices[1]!.core.api.note.create({ customerId, body: late });
      oracle.acknowledged(late, bookId);
      await restoreBackup({ db, clock: systemClock, tell: () => {} }, file);
      devices[1]!.online();
      const began = performance.now();
      // The round that learns of the restore ends with the offer in the queue; the next one hands it in.
      for (const device of [...devices, ...devices]) {
        await device.core.core.context.ready().syncLoop.now();
        await device.core.settle();
      }
      figures.maxRecoverMs = Math.max(figures.maxRecoverMs, performance.now() - began);
      const kept = await db.selectFrom('note').select(['scopeId', 'body', 'deletedAt']).execute();
      figures = { ...figures, ...addHarm(figures, oracle.judge(kept as NoteRow[])) };
      for (const device of devices) {
        const own = device.core.db.raw<NoteRow>('SELECT scope_id, body, deleted_at FROM note');
        figures = { ...figures, ...addHarm(figures, oracle.judge(own)) };
      }
      figures.runs += 1;
      status = await describeLastRestore(db);
    }
    return { ...figures, extra: { toldToTheAdmin: status } };
  },
};
