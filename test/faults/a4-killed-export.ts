/** A4: killed while a file is written: the backup of the server, and the attachments of a device. */
import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { knownMigrations } from '#server/backup/restore.ts';
import { verifyBackup } from '#server/backup/read-backup.ts';
import { childEnv } from '../support/child-env.ts';
import { crowdCompany } from './crowd-company.ts';
import { killAttachments } from './killed-attachment.ts';
import { noHarm, type FaultRow } from './row.ts';
import { fillDatabase } from './server-database.ts';

/** Of the runs; the rest are backups. */
const attachedShare = 0.6;

export const killedExport: FaultRow = {
  id: 'A4',
  what: 'killed while a backup or an attachment is written: nothing half, nothing in plain, nothing lost',
  runs: { full: 200, short: 8 },
  async run(context) {
    const company = await crowdCompany(4, context.isShort ? 300 : 2_000);
    const data = await fillDatabase(company.seed, { folder: context.folder });
    const figures = { ...noHarm, runs: 0, maxRecoverMs: 0, missed: [] as string[] };
    const out = join(context.folder, 'company.backup');
    const backUp = () =>
      spawn(process.execPath, ['server/admin.ts', 'backup', '--out', out], {
        env: { ...childEnv, DATA_DIR: 'dataDir' in data ? data.dataDir : '' },
        stdio: 'ignore',
      });
    let finished = 0;
    const attached = await killAttachments(context, Math.ceil(context.runs * attachedShare));
    for (const kind of ['lost', 'duplicated', 'leaked', 'corrupt'] as const) figures[kind] += attached[kind];
    figures.runs += Math.ceil(context.runs * attachedShare);
    if (attached.deaths === 0) figures.missed.push('the device never died where it was told to');
    for (let run = 0; figures.runs < context.runs; run++) {
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
    figures.maxRecoverMs = Math.max(attached.maxRecoverMs, performance.now() - began);
    if (code !== 0 || !existsSync(out)) figures.missed.push('no backup could be made afterwards');
    else await verifyBackup(out, knownMigrations).catch(() => (figures.corrupt += 1));
    return {
      ...figures,
      extra: { finished, deathsAtAttachments: attached.deaths, acknowledged: attached.acknowledged },
    };
  },
};
