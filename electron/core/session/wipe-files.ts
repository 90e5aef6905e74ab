/**
 * Takes a profile off the disk: the key first, over the same bytes, then every file. Each step may be repeated, finds
 * files missing, and needs no room. What stays is the record of it, until the company has the receipt.
 */
import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FailPoint } from '../fail-point.ts';
import { CoreError } from '../core-error.ts';
import type { ProfileStore, WipeRecord } from './profile-store.ts';
import { asStorage, overwriteWhole, writeWhole } from './whole-file.ts';

const keyName = 'key.json';
const lockName = 'profile.lock';
/** The way back to a wipe whose record the disk did not take. */
const orderName = 'order.json';

/**
 * Returns the record of this wipe, or of the one that was begun before. Throws STORAGE where a file could not be
 * removed: then all others are gone, and it has to be done again.
 */
export function wipeFiles(
  store: ProfileStore,
  id: string,
  makeRecord: (files: number) => WipeRecord,
  failPoint: FailPoint,
): WipeRecord {
  const folder = store.folder(id);
  failPoint('wipe.begin');
  const begun = store.findWipe(id);
  const record = begun ?? makeRecord(removable(folder).length);
  const isNoted = begun !== undefined || destroyKey(join(folder, keyName), record);
  destroyOtherKeys(folder);
  failPoint('wipe.key-destroyed');
  const failures = removable(folder).flatMap((name) => {
    const failure = name === orderName ? undefined : remove(join(folder, name));
    failPoint('wipe.file-removed');
    return failure ?? [];
  });
  if (failures[0]) throw failures[0];
  if (isNoted || note(join(folder, keyName), record)) remove(join(folder, orderName));
  failPoint('wipe.files-removed');
  return record;
}

/** The company has the receipt, or will never want one: nothing is left of the profile. */
export function removeWipeRecord(store: ProfileStore, id: string, failPoint: FailPoint): void {
  const folder = store.folder(id);
  asStorage(() => {
    rmSync(join(folder, orderName), { force: true });
    rmSync(join(folder, lockName), { force: true });
    failPoint('wipe.lock-removed');
    rmSync(join(folder, keyName), { force: true });
    failPoint('wipe.record-removed');
    if (existsSync(folder)) rmdirSync(folder);
  });
}

/** The file of customers goes first. */
function removable(folder: string): string[] {
  const names = existsSync(folder) ? asStorage(() => readdirSync(folder)) : [];
  const rank = (name: string) => (name.startsWith('rapport.db') ? 0 : 1);
  return names
    .filter((name) => name !== keyName && name !== lockName)
    .toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

/** True where the record stands in its place. Throws STORAGE where the key may still be there. */
function destroyKey(file: string, record: WipeRecord): boolean {
  if (!existsSync(file)) return note(file, record);
  try {
    return overwriteWhole(file, { wiped: record });
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    const failure = remove(file);
    if (failure) throw failure;
    return note(file, record);
  }
}

/** Drafts, and the keys of files that were set aside or were to take their place. */
function destroyOtherKeys(folder: string): void {
  for (const name of removable(folder).filter((other) => other.startsWith(`${keyName}.`))) {
    try {
      overwriteWhole(join(folder, name), null);
    } catch (error) {
      if (!(error instanceof CoreError)) throw error;
      const failure = remove(join(folder, name));
      if (failure) throw failure;
    }
  }
}

function note(file: string, record: WipeRecord): boolean {
  try {
    writeWhole(file, { wiped: record });
    return true;
  } catch (error) {
    if (error instanceof CoreError) return false;
    throw error;
  }
}

function remove(path: string): CoreError | undefined {
  try {
    asStorage(() => rmSync(path, { recursive: true, force: true }));
    return undefined;
  } catch (error) {
    if (error instanceof CoreError) return error;
    throw error;
  }
}
