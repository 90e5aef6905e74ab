/** A4: killed while a file is written that leaves the program: today that is the backup of the server. */
import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { knownMigrations } from '#server/backup/restore.ts';
import { verifyBackup } from '#server/backup/read-backup.ts';
import { crowdCompany } from './crowd-company.ts';
import { noHarm, type FaultRow } from './row.ts';
import { fillDatabase } from './server-database.ts';

export const killedExport: FaultRow = {
  id: 'A4',
  what: 'killed while a backup is written: nothing half under its final name, the next one is whole',
  runs: { full: 200, short: 3 },
  async run(context) {
    const company = await crowdCompany(4, context.isShort ? 300 : 2_000);
    const data = await fillDatabase(company.seed, { folder: context.folder });
    const figures = { ...noHarm, runs: 0, maxRecoverMs: 0, missed: [] as string[] };
    const out = join(context.folder, 'company.backup');
    const backUp = () =>
      spawn(process.execPath, ['server/admin.ts', 'backup', '--out', out], {
        env: { PATH: process.env['PATH'], DATA_DIR: 'dataDir' in data ? data.dataDir : '' },
        stdio: 'ignore',
      });
    let finished = 0;
    for (let run = 0; run < context.runs; run++) {
      const child = backUp();
      const ended = new Promise((resolve) => child.once('exit', resolve));
      await Promise.race([ended, sleep(300 + ((run * 67) % 2_000))]);
      child.kill('SIGKILL');
      await ended;
      if (existsSync(out)) {
        finished += 1;
        await verifyBackup(out, knownMigrations).catch(() => (figures.corrupt += 1));
        rmSync(out);
      }
      figures.runs += 1;
    }
    const began = performance.now();
    const code = await new Promise((resolve) => backUp().once('exit', resolve));
    figures.maxRecoverMs = performance.now() - began;
    if (code !== 0 || !existsSync(out)) figures.missed.push('no backup could be made afterwards');
    else await verifyBackup(out, knownMigrations).catch(() => (figures.corrupt += 1));
    return { ...figures, extra: { finished, attachments: 'the program has none yet', exports: 'none yet' } };
  },
};
