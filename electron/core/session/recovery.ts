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
  const salvage = await salvageProfile(options, recovery, files.copy);
  failPoint('recover.salvaged');
  const { keyFile, ...key } = await makeKey(keyKeeper, password);
  const draft = openLocalDb({ file: files.draft, ...key, mustExist: false, log });
  try {
    draft.transaction(() => {
      noteSignIn(draft, answer, device);
      takeSalvaged(draft, answer.identity.personId, salvage, Date.parse(answer.serverNow));
      setMeta(draft, 'recovered', JSON.stringify(noteOf(salvage)));
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
  log.warn({ profileId: id, ...noteOf(salvage) }, 'profile.recovered');
  return openLocalDb({ file: store.dbFile(id), ...key, mustExist: true, log });
}

async function salvageProfile(
  { store, keyKeeper }: RecoverOptions,
  { profile: { id }, password, formerPassword }: Recovery,
  copy: string,
): Promise<Salvage> {
  const passwords = formerPassword ? [password, formerPassword] : [password];
  for (const key of await listPossibleKeys(store, keyKeeper, id, passwords)) {
    const salvage = asStorage(() => salvageQueue(store.dbFile(id), key, copy));
    if (salvage) return salvage;
  }
  return nothingSalvaged;
}

function noteOf({ mutations, unreadable, isComplete }: Salvage): Recovered {
  return { mutations: mutations.filter(isWaiting).length, unreadable, isComplete };
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
