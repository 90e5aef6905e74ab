/** The people who have signed in on this device: one folder each, named by the person's id. */
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { profile as profileView } from '#shared/contract/session.ts';
import { identity } from '#shared/protocol/auth.ts';
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

export interface ProfileStore {
  /** Profiles whose description can be read. */
  list(): Profile[];
  find(id: string): Profile | undefined;
  /** By what a person types in; a known server address goes first. */
  findByAccount(companySlug: string, account: string, serverUrl: string): Profile | undefined;
  write(profile: Profile): void;
  findKey(id: string): KeyFile | undefined;
  writeKey(id: string, key: KeyFile): void;
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

  function list(): Profile[] {
    if (!existsSync(root)) return [];
    const ids = asStorage(() => readdirSync(root)).filter((name) => z.guid().safeParse(name).success);
    return ids.flatMap((id) => {
      try {
        return find(id) ?? [];
      } catch {
        // A ruined description hides one profile from the list; signing in to it says FILE_DAMAGED.
        return [];
      }
    });
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
      writeWhole(path(id, 'key.json'), key);
    },
    dbFile: (id) => path(id, 'rapport.db'),
    lock(id) {
      makeFolder(id);
      return lockProfile(path(id, 'profile.lock'));
    },
  };
}
