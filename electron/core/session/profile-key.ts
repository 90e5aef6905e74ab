/** Makes, unwraps and renews the key of a profile's file. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { CoreError } from '../core-error.ts';
import { isKeyOf, keyCheckOf } from '../db/key-check.ts';
import type { KeyKeeper } from './key-keeper.ts';
import { passwordKeeper } from './password-keeper.ts';
import type { KeyFile, ProfileStore } from './profile-store.ts';

export interface ProfileKey {
  key: Uint8Array;
  keyCheck: string;
}

export async function createProfileKey(
  store: ProfileStore,
  keeper: KeyKeeper,
  profileId: string,
  password: string,
): Promise<ProfileKey> {
  const { keyFile, ...made } = await makeKey(keeper, password);
  store.writeKey(profileId, keyFile);
  return made;
}

/** A new key and the file to keep it in; nothing is written. */
export async function makeKey(
  keeper: KeyKeeper,
  password: string,
): Promise<ProfileKey & { keyFile: KeyFile }> {
  const key = randomBytes(32);
  const keyCheck = keyCheckOf(key);
  const wrapped = await keeper.wrap(key, { password });
  const passwordProof = keeper.kind === 'system' ? await proofOf(password) : null;
  return { key, keyCheck, keyFile: { kind: keeper.kind, wrapped, check: keyCheck, passwordProof } };
}

/** Whatever the keeper gives for one of the passwords; the file tells whether it is the right one. */
export async function listPossibleKeys(
  store: ProfileStore,
  keeper: KeyKeeper,
  profileId: string,
  passwords: readonly string[],
): Promise<Uint8Array[]> {
  const keys: Uint8Array[] = [];
  for (const password of passwords) {
    try {
      const file = store.findKey(profileId);
      const own = file?.kind === 'password' ? passwordKeeper : keeper;
      if (file && own.kind === file.kind) keys.push(await own.unwrap(file.wrapped, { password }));
    } catch (error) {
      if (!(error instanceof CoreError)) throw error;
    }
  }
  return keys;
}

/**
 * Throws REFUSED WRONG_KEY where the key is missing, the keeper cannot give it, or it is another one. Nothing on the
 * disk is changed.
 */
export async function openProfileKey(
  store: ProfileStore,
  keeper: KeyKeeper,
  profileId: string,
  password: string,
): Promise<ProfileKey> {
  const file = store.findKey(profileId);
  if (!file) throw new CoreError('REFUSED', 'WRONG_KEY');
  const own = file.kind === 'password' ? passwordKeeper : keeper;
  if (own.kind !== file.kind) throw new CoreError('REFUSED', 'WRONG_KEY');
  const key = await own.unwrap(file.wrapped, { password });
  if (!isKeyOf(key, file.check)) throw new CoreError('REFUSED', 'WRONG_KEY');
  return { key, keyCheck: file.check };
}

/** Like {@link openProfileKey} while no server can check the password: REFUSED BAD_CREDENTIALS where it is wrong. */
export async function openProfileKeyOffline(
  store: ProfileStore,
  keeper: KeyKeeper,
  profileId: string,
  password: string,
): Promise<ProfileKey> {
  const file = store.findKey(profileId);
  if (file?.kind === 'system') await provePassword(file.passwordProof ?? '', password);
  try {
    return await openProfileKey(store, keeper, profileId, password);
  } catch (error) {
    if (file?.kind === 'password') throw new CoreError('REFUSED', 'BAD_CREDENTIALS', { cause: error });
    throw error;
  }
}

async function provePassword(proof: string, password: string): Promise<void> {
  try {
    await passwordKeeper.unwrap(proof, { password });
  } catch (error) {
    throw new CoreError('REFUSED', 'BAD_CREDENTIALS', { cause: error });
  }
}

/** After the server took a password: the one to ask for offline from now on. */
export async function renewKeyFile(store: ProfileStore, profileId: string, password: string): Promise<void> {
  store.padKey(profileId);
  const file = store.findKey(profileId);
  if (file?.kind !== 'system') return;
  try {
    await provePassword(file.passwordProof ?? '', password);
  } catch {
    store.writeKey(profileId, { ...file, passwordProof: await proofOf(password) });
  }
}

export function isNewProfile(store: ProfileStore, profileId: string): boolean {
  return !store.findKey(profileId) && !existsSync(store.dbFile(profileId));
}

/** Anything wrapped by the password proves it; this wraps a number that means nothing. */
function proofOf(password: string): Promise<string> {
  return passwordKeeper.wrap(randomBytes(32), { password });
}
