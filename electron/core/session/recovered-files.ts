/**
 * The files of a recovery. The new ones are made under other names; one rename decides that they are whole, and from then
 * on they take their places, however often that is interrupted. The old ones are set aside, not removed.
 */
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FailPoint } from '../fail-point.ts';
import { setDeviceId } from './device.ts';
import {
  keyFileBytes,
  type KeyFile,
  type OrderFile,
  type Profile,
  type ProfileStore,
} from './profile-store.ts';
import { asStorage, writeWhole } from './whole-file.ts';

const dbName = 'rapport.db';
const whole = /^rapport\.db\.recovered-(\w+)$/;
const remains = /^rapport\.db\.(?:recovering|salvage)-|\.recovered-/;

interface NewFiles {
  key: KeyFile;
  order: OrderFile;
  profile: Profile;
}

/** The names of one recovery. `stamp`: its instant in letters every file system takes. */
export function recoveryFiles(store: ProfileStore, id: string, stamp: string) {
  const path = (name: string) => join(store.folder(id), name);
  const draft = path(`${dbName}.recovering-${stamp}`);
  return {
    /** Where the new file is made. */
    draft,
    /** Where the damaged one is copied to for reading. */
    copy: path(`${dbName}.salvage-${stamp}`),
    /** The new file is closed and holds everything. After this the recovery is no longer undone. */
    commit({ key, order, profile }: NewFiles): void {
      writeWhole(path(`key.json.recovered-${stamp}`), key, keyFileBytes);
      writeWhole(path(`order.json.recovered-${stamp}`), order);
      writeWhole(path(`profile.json.recovered-${stamp}`), profile);
      asStorage(() => {
        rmSync(`${draft}-mark`, { force: true });
        renameSync(draft, path(`${dbName}.recovered-${stamp}`));
      });
    },
  };
}

/** What an interrupted recovery left that had not been decided. The caller has called {@link finishRecovery}. */
export function dropRemains(store: ProfileStore, id: string): void {
  const folder = store.folder(id);
  asStorage(() => {
    for (const name of readdirSync(folder)) {
      if (remains.test(name)) rmSync(join(folder, name), { force: true });
    }
  });
}

interface FinishOptions {
  store: ProfileStore;
  dataDir: string;
  failPoint: FailPoint;
}

/** Goes on with what an end of the program interrupted. Throws IN_USE where another core is at it. */
export function finishRecoveries(options: FinishOptions): void {
  const { store } = options;
  for (const id of store.listIds()) {
    if (findStamp(store, id) === undefined) continue;
    const lock = store.lock(id);
    try {
      finishRecovery(options, id);
    } finally {
      lock.release();
    }
  }
}

/** Nothing happens where no recovery had been decided. The caller holds the profile's lock. */
export function finishRecovery({ store, dataDir, failPoint }: FinishOptions, id: string): void {
  const folder = store.folder(id);
  const stamp = findStamp(store, id);
  if (stamp === undefined) return;
  const move = (from: string, to: string) => {
    if (!existsSync(join(folder, from))) return;
    asStorage(() => renameSync(join(folder, from), join(folder, to)));
    failPoint('recover.moved');
  };
  // As long as the new file is not in its place, all that lies there is of the old one.
  for (const suffix of ['', '-wal', '-shm', '-mark']) {
    move(`${dbName}${suffix}`, `${dbName}.damaged-${stamp}${suffix}`);
  }
  const newKey = `key.json.recovered-${stamp}`;
  if (existsSync(join(folder, newKey))) move('key.json', `key.json.damaged-${stamp}`);
  move(newKey, 'key.json');
  move(`profile.json.recovered-${stamp}`, 'profile.json');
  move(`order.json.recovered-${stamp}`, 'order.json');
  const order = store.findOrder(id);
  if (order) setDeviceId(dataDir, order.deviceId);
  move(`${dbName}.recovered-${stamp}`, dbName);
}

/** Of a recovery that was decided and is not over. */
function findStamp(store: ProfileStore, id: string): string | undefined {
  const names = asStorage(() => readdirSync(store.folder(id)));
  return names.flatMap((name) => whole.exec(name)?.[1] ?? [])[0];
}
