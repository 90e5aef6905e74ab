/** Opens the file of a person: after the server took the password, with the password alone, or to hand it over. */
import type { Logger } from '#shared/lib/logger.ts';
import type { SignInResponse } from '#shared/protocol/auth.ts';
import { CoreError } from '../core-error.ts';
import { setMeta } from '../db/meta.ts';
import type { LocalDb } from '../db/local-db.ts';
import { openLocalDb } from '../db/open.ts';
import type { FailPoint } from '../fail-point.ts';
import type { DeviceCredentials } from './ask-server.ts';
import type { KeyKeeper } from './key-keeper.ts';
import {
  createProfileKey,
  isNewProfile,
  openProfileKey,
  openProfileKeyOffline,
  renewKeyFile,
  type ProfileKey,
} from './profile-key.ts';
import type { Profile, ProfileStore } from './profile-store.ts';

export interface ProfileOpener {
  /** After a sign-in: the file of a known person, or a new one. */
  signedIn(of: {
    profile: Profile;
    password: string;
    answer: SignInResponse;
    device: DeviceCredentials;
  }): Promise<LocalDb>;
  /** Without the server. Throws REFUSED BAD_CREDENTIALS where the password does not open it. */
  offline(profile: Profile, password: string): Promise<LocalDb>;
  /** For a handover, after the server took the password: undefined where nothing opens the file. */
  ifPossible(profile: Profile, password: string): Promise<LocalDb | undefined>;
}

export function createProfileOpener(options: {
  store: ProfileStore;
  keyKeeper: KeyKeeper;
  log: Logger;
  failPoint: FailPoint;
}): ProfileOpener {
  const { store, keyKeeper, log, failPoint } = options;

  function openFile(id: string, key: ProfileKey, mustExist: boolean): LocalDb {
    return openLocalDb({ file: store.dbFile(id), ...key, mustExist, log, failPoint });
  }

  return {
    async signedIn({ profile, password, answer, device }) {
      const { id, serverUrl } = profile;
      const mustExist = store.find(id) !== undefined;
      // First of all: from now on the company knows the device by this token only.
      store.writeOrder(id, { serverUrl, deviceId: device.deviceId, token: device.orderToken });
      const key =
        !mustExist && isNewProfile(store, id)
          ? await createProfileKey(store, keyKeeper, id, password)
          : await openProfileKey(store, keyKeeper, id, password);
      await renewKeyFile(store, id, password);
      const db = openFile(id, key, mustExist);
      try {
        noteSignIn(db, answer, device);
        store.write(profile);
        return db;
      } catch (error) {
        db.close();
        throw error;
      }
    },
    async offline({ id }, password) {
      return openFile(id, await openProfileKeyOffline(store, keyKeeper, id, password), true);
    },
    async ifPossible(profile, password) {
      try {
        return openFile(profile.id, await openProfileKey(store, keyKeeper, profile.id, password), true);
      } catch (error) {
        if (error instanceof CoreError) return undefined;
        throw error;
      }
    },
  };
}

export function noteSignIn(db: LocalDb, answer: SignInResponse, { deviceId }: DeviceCredentials): void {
  db.transaction(() => {
    setMeta(db, 'token', answer.token);
    setMeta(db, 'device_id', deviceId);
    setMeta(db, 'device_epoch', answer.deviceEpoch);
    setMeta(db, 'identity', JSON.stringify(answer.identity));
    setMeta(db, 'company_scope_id', answer.companyScopeId);
    setMeta(db, 'user_scope_id', answer.userScopeId);
  });
}
