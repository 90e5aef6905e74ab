/** The people who have signed in on this device: one folder each, named by the person's id. */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { profile as profileView } from '#shared/contract/session.ts';
import { identity, type SignInResponse } from '#shared/protocol/auth.ts';
import { orderToken, wipeReceipt } from '#shared/protocol/device.ts';
import { CoreError } from '../core-error.ts';
import { lockProfile, type ProfileLock } from '../db/profile-lock.ts';
import { asStorage, readWhole, writeWhole } from './whole-file.ts';

/** What is known of a profile without opening its file. No token, no key, nothing of customers. */
const profileFile = profileView.extend({
  identity,
  /** Set when the server ended this device's session; the profile then opens only after an online sign-in. */
  ended: z.enum(['DEVICE_REVOKED', 'ACCOUNT_DISABLED']).nullable(),
});
export type Profile = z.infer<typeof profileFile>;

const keyFile = z.object({
  kind: z.enum(['system', 'password']),
  wrapped: z.string(),
  /** Tells the right key from a wrong one without the file. */
  check: z.string(),
  /** For a key that needs no password to unwrap: opens only with the password, so that it can be asked for offline. */
  passwordProof: z.string().nullable(),
});
export type KeyFile = z.infer<typeof keyFile>;

/** Every key file has this size, so that a wipe can put its record over the key without asking the disk for room. */
export const keyFileBytes = 4_096;

/** With this the device asks what the company orders, without a password. It opens nothing. */
const orderFile = z.object({
  serverUrl: z.string(),
  /** The device it was made for: another one has another enrolment, and its own token. */
  deviceId: z.guid(),
  token: orderToken,
});
export type OrderFile = z.infer<typeof orderFile>;

/** Stands where the key was, from the moment the key is destroyed until the company has the receipt. */
const wipeFile = z.object({
  wiped: z.object({ serverUrl: z.string(), token: orderToken, receipt: wipeReceipt }),
});
export type WipeRecord = z.infer<typeof wipeFile>['wiped'];

export interface ProfileStore {
  /** Profiles whose description can be read. */
  list(): Profile[];
  find(id: string): Profile | undefined;
  /** By what a person types in; a known server address goes first. */
  findByAccount(companySlug: string, account: string, serverUrl: string): Profile | undefined;
  write(profile: Profile): void;
  findKey(id: string): KeyFile | undefined;
  writeKey(id: string, key: KeyFile): void;
  /** A key that lies unpadded since an older program is written again with its full size. */
  padKey(id: string): void;
  findOrder(id: string): OrderFile | undefined;
  writeOrder(id: string, order: OrderFile): void;
  dropOrder(id: string): void;
  /** The record of a wipe that is not over. */
  findWipe(id: string): WipeRecord | undefined;
  /** Every folder there is, also of profiles whose description is gone or ruined. */
  listIds(): string[];
  folder(id: string): string;
  dbFile(id: string): string;
  /** Throws REFUSED IN_USE where another core has the profile open. */
  lock(id: string): ProfileLock;
}

export function createProfileStore(dataDir: string): ProfileStore {
  const root = join(dataDir, 'profiles');
  const path = (id: string, name: string) => join(root, z.guid().parse(id), name);

  function makeFolder(id: string): void {
    asStorage(() => mkdirSync(path(id, '.'), { recursive: true, mode: 0o700 }));
  }

  function find(id: string): Profile | undefined {
    return readWhole(path(id, 'profile.json'), profileFile);
  }

  function listIds(): string[] {
    if (!existsSync(root)) return [];
    return asStorage(() => readdirSync(root)).filter((name) => z.guid().safeParse(name).success);
  }

  function list(): Profile[] {
    // A ruined description hides one profile from the list; signing in to it says FILE_DAMAGED.
    return listIds().flatMap((id) => readable(() => find(id)) ?? []);
  }

  return {
    list,
    find,
    findByAccount(companySlug, account, serverUrl) {
      const own = list().filter((p) => p.companySlug === companySlug && p.account === account);
      return own.find((p) => p.serverUrl === serverUrl) ?? own[0];
    },
    write(profile) {
      makeFolder(profile.id);
      writeWhole(path(profile.id, 'profile.json'), profile);
    },
    findKey: (id) => readWhole(path(id, 'key.json'), keyFile),
    writeKey(id, key) {
      makeFolder(id);
      writeWhole(path(id, 'key.json'), key, keyFileBytes);
    },
    padKey(id) {
      const file = path(id, 'key.json');
      const key = readWhole(file, keyFile);
      if (key && statSync(file).size < keyFileBytes) writeWhole(file, key, keyFileBytes);
    },
    findOrder: (id) => readable(() => readWhole(path(id, 'order.json'), orderFile)),
    writeOrder(id, order) {
      makeFolder(id);
      writeWhole(path(id, 'order.json'), order);
    },
    dropOrder(id) {
      asStorage(() => rmSync(path(id, 'order.json'), { force: true }));
    },
    findWipe: (id) => readable(() => readWhole(path(id, 'key.json'), wipeFile)?.wiped),
    listIds,
    folder: (id) => path(id, '.'),
    dbFile: (id) => path(id, 'rapport.db'),
    lock(id) {
      makeFolder(id);
      return lockProfile(path(id, 'profile.lock'));
    },
  };
}

export function profileOf({ identity: who }: SignInResponse, serverUrl: string): Profile {
  return {
    id: who.personId,
    companySlug: who.companySlug,
    companyName: who.companyName,
    account: who.account,
    name: who.name,
    role: who.role,
    serverUrl,
    identity: who,
    ended: null,
  };
}

/** Undefined where the file holds something else than it should. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof CoreError) return undefined;
    throw error;
  }
}
