/** A disk that can be read only, and files that may not be touched: said so, unchanged, and whole afterwards. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CoreError } from '#core/core-error.ts';
import { hashOfFolder, makeOfflineProfile } from './offline-profile.ts';
import { noHarm, type FaultRow } from './row.ts';

interface Kind {
  name: string;
  /** Returns what undoes it; undefined where it has no effect on this user. */
  spoil(folder: string, dataDir: string): (() => void) | undefined;
}

const mounted = (place: string): (() => void) => {
  const run = (...args: string[]) => {
    if (spawnSync('mount', args).status !== 0) throw new Error(`mount ${args.join(' ')}`);
  };
  run('--bind', place, place);
  run('-o', 'remount,ro,bind', place);
  return () => void spawnSync('umount', [place]);
};
const isRoot = process.getuid?.() === 0;
const forbidden = (place: string, mode: number, former: number) => {
  if (isRoot) return undefined;
  chmodSync(place, mode);
  return () => chmodSync(place, former);
};

const kinds: readonly Kind[] = [
  { name: 'data folder read-only', spoil: (_, dataDir) => mounted(dataDir) },
  { name: 'profile folder read-only', spoil: (folder) => mounted(folder) },
  { name: 'file read-only', spoil: (folder) => mounted(join(folder, 'rapport.db')) },
  { name: 'file not to be read', spoil: (folder) => forbidden(join(folder, 'rapport.db'), 0o000, 0o600) },
  { name: 'folder not to be entered', spoil: (folder) => forbidden(folder, 0o000, 0o700) },
];

export const readOnlyDisk: FaultRow = {
  id: 'D2',
  what: 'read-only disk and missing rights: refused with a word about the disk, nothing changed, whole afterwards',
  runs: { full: kinds.length, short: kinds.length },
  needs: ['mount'],
  async run(context) {
    const profile = await makeOfflineProfile(join(context.folder, 'device'));
    const figures = { ...noHarm, runs: 0, skipped: 0, maxRecoverMs: 0, missed: [] as string[] };
    for (const [index, kind] of kinds.entries()) {
      const work = join(context.folder, `work-${index}`);
      mkdirSync(work);
      cpSync(profile.dataDir, work, { recursive: true });
      const folder = profile.folder.replace(profile.dataDir, work);
      const before = hashOfFolder(folder);
      const undo = kind.spoil(folder, work);
      if (!undo) {
        figures.skipped += 1;
        continue;
      }
      context.defer(undo);
      const said = await profile.read(work).then(
        (texts) => `opened with ${texts.length} of ${profile.unsent.length}`,
        (error: unknown) => (error instanceof CoreError ? error.code : String(error)),
      );
      if (said !== 'STORAGE' && said !== `opened with ${profile.unsent.length} of ${profile.unsent.length}`) {
        figures.missed.push(`${kind.name}: ${said}`);
      }
      undo();
      if (hashOfFolder(folder) !== before) figures.corrupt += 1;
      const began = performance.now();
      const texts = await profile.read(work);
      figures.maxRecoverMs = Math.max(figures.maxRecoverMs, performance.now() - began);
      figures.lost += profile.unsent.filter((text) => !texts.includes(text)).length;
      figures.runs += 1;
    }
    return figures;
  },
};
