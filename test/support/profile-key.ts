/** Opens what a device keeps of its only profile: where the file lies and its key. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { passwordKeeper } from '#core/session/password-keeper.ts';

/** The person's password, or what the system's key store does with a wrapped key. */
export type Unlock = string | ((wrapped: string) => Promise<Uint8Array>);

/** The wrapped key as it lies on the disk. */
export function profileKeyText(dataDir: string): string {
  return storedKey(dataDir).wrapped;
}

export async function profileKeyOf(
  dataDir: string,
  unlock: Unlock,
): Promise<{ file: string; key: Uint8Array; keyCheck: string }> {
  const stored = storedKey(dataDir);
  const key = await (typeof unlock === 'string'
    ? passwordKeeper.unwrap(stored.wrapped, { password: unlock })
    : unlock(stored.wrapped));
  return { file: join(stored.folder, 'rapport.db'), key, keyCheck: stored.check };
}

function storedKey(dataDir: string): { folder: string; wrapped: string; check: string } {
  const root = join(dataDir, 'profiles');
  const folder = join(root, readdirSync(root)[0]!);
  const stored = JSON.parse(readFileSync(join(folder, 'key.json'), 'utf8')) as {
    wrapped: string;
    check: string;
  };
  return { folder, ...stored };
}
