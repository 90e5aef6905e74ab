/** Makes a new file for a profile whose own is damaged or whose key is lost, and saves what waited in it. */
import { z } from 'zod';
import { recovered, type Recovered } from '#shared/contract/session.ts';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { SignInResponse } from '#shared/protocol/auth.ts';
import { CoreError } from '../core-error.ts';
import type { LocalDb } from '../db/local-db.ts';
import { deleteMeta, findMeta, setMeta } from '../db/meta.ts';
import { openLocalDb } from '../db/open.ts';
import { putFile, putUpload } from '../db/repository/attachment.ts';
import { noFiles, salvageFiles, type SalvagedFiles } from '../db/salvage-file.ts';
import { nothingSalvaged, salvageQueue, type Salvage } from '../db/salvage.ts';
import type { FailPoint } from '../fail-point.ts';
import { isWaiting } from '../sync/outbox.ts';
import { takeSalvaged } from '../sync/take-salvaged.ts';
import type { DeviceCredentials } from './ask-server.ts';
import type { KeyKeeper } from './key-keeper.ts';
import { noteSignIn } from './open-profile.ts';
import { listPossibleKeys, makeKey } from './profile-key.ts';
import type { Profile, ProfileStore } from './profile-store.ts';
import { dropRemains, finishRecovery, recoveryFiles } from './recovered-files.ts';
import { asStorage } from './whole-file.ts';

interface Recovery {
  profile: Profile;
  /** The one the server took, and the ones the old key may open with. */
  password: string;
  formerPassword?: string | undefined;
  answer: SignInResponse;
  /** A device the server had not known: its sequence numbers begin anew. */
  device: DeviceCredentials;
}

interface RecoverOptions {
  dataDir: string;
  store: ProfileStore;
  keyKeeper: KeyKeeper;
  clock: Clock;
  log: Logger;
  failPoint: FailPoint;
}

/**
 * Until the new file is whole nothing of the old one is touched; what fails or ends before that leaves it as it was. The
 * caller holds the profile's lock.
 */
export async function recoverProfile(options: RecoverOptions, recovery: Recovery): Promise<LocalDb> {
  const { store, keyKeeper, clock, log, failPoint } = options;
  const { profile, password, answer, device } = recovery;
  const { id, serverUrl } = profile;
  failPoint('recover.enrolled');
  finishRecovery(options, id);
  dropRemains(store, id);
  const files = recoveryFiles(store, id, instantOf(clock).replace(/\W/g, ''));
  const { salvage, oldKey } = await salvageProfile(options, recovery, files.copy);
  failPoint('recover.salvaged');
  const { keyFile, ...key } = await makeKey(keyKeeper, password);
  const draft = openLocalDb({ file: files.draft, ...key, mustExist: false, log });
  let note: Recovered;
  try {
    const taken = oldKey
      ? takeFiles(draft, { file: store.dbFile(id), key: oldKey, copy: files.copy }, salvage)
      : noFiles;
    note = noteOf(salvage, taken);
    draft.transaction(() => {
      noteSignIn(draft, answer, device);
      takeSalvaged(draft, answer.identity.personId, salvage, Date.parse(answer.serverNow));
      for (const upload of taken.uploads) putUpload(draft, upload);
      setMeta(draft, 'recovered', JSON.stringify(note));
    });
    // It moves without its log.
    draft.checkpoint();
  } finally {
    draft.close();
  }
  failPoint('recover.made');
  const order = { serverUrl, deviceId: device.deviceId, token: device.orderToken };
  files.commit({ key: keyFile, order, profile });
  failPoint('recover.committed');
  finishRecovery(options, id);
  log.warn({ profileId: id, ...note }, 'profile.recovered');
  return openLocalDb({ file: store.dbFile(id), ...key, mustExist: true, log });
}

async function salvageProfile(
  { store, keyKeeper }: RecoverOptions,
  { profile: { id }, password, formerPassword }: Recovery,
  copy: string,
): Promise<{ salvage: Salvage; oldKey?: Uint8Array }> {
  const passwords = formerPassword ? [password, formerPassword] : [password];
  for (const key of await listPossibleKeys(store, keyKeeper, id, passwords)) {
    const salvage = asStorage(() => salvageQueue(store.dbFile(id), key, copy));
    if (salvage) return { salvage, oldKey: key };
  }
  return { salvage: nothingSalvaged };
}

/** Each in a transaction of its own: together they may be more than a log should hold. */
function takeFiles(
  draft: LocalDb,
  old: { file: string; key: Uint8Array; copy: string },
  { mutations }: Salvage,
): SalvagedFiles {
  return asStorage(() => salvageFiles(old, mutations, (hash, bytes) => putFile(draft, hash, bytes)));
}

function noteOf({ mutations, unreadable, isComplete }: Salvage, files: SalvagedFiles): Recovered {
  return {
    mutations: mutations.filter(isWaiting).length,
    unreadable,
    isComplete: isComplete && files.isComplete,
    lostFiles: files.lost,
  };
}

/** The refusals of a sign-in that a new file is the answer to. */
export function isUnopened(error: unknown): boolean {
  return error instanceof CoreError && ['FILE_DAMAGED', 'WRONG_KEY'].includes(error.detail ?? '');
}

/** What was salvaged, until the person has seen it. */
export function findRecovered(db: LocalDb): Recovered | null {
  const note = findMeta(db, 'recovered');
  return note === undefined ? null : z.parse(recovered, JSON.parse(note));
}

export function dismissRecovered(db: LocalDb): void {
  deleteMeta(db, 'recovered');
}
