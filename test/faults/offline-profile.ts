/** A signed-in device with edits that were never sent, closed, with its server gone: what the disk then does to it. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { KeyKeeper } from '#core/session/key-keeper.ts';
import { startCompanyServer } from '../support/company-server.ts';
import { customerIdOf } from '../support/test-company.ts';
import { createTestCore } from '../support/test-core.ts';

export interface OfflineProfile {
  dataDir: string;
  /** The only profile's folder. */
  folder: string;
  /** Texts of the edits that were not sent. */
  unsent: string[];
  /** Unlocks the profile as its person does and reads the texts; throws what the core throws. */
  read(dataDir: string, options?: { password?: string; keyKeeper?: KeyKeeper }): Promise<string[]>;
}

const unsentEdits = 5;

export async function makeOfflineProfile(dataDir: string): Promise<OfflineProfile> {
  const server = await startCompanyServer();
  const core = createTestCore({ serverUrl: server.url, dataDir });
  await core.signIn('rep1');
  await core.settle();
  await server.close();
  const unsent = Array.from({ length: unsentEdits }, (_, index) => `没有上传的记录 ${index}`);
  for (const body of unsent) await core.api.note.create({ customerId: customerIdOf(1, 1), body });
  await core.close();
  const root = join(dataDir, 'profiles');
  return {
    dataDir,
    folder: join(root, readdirSync(root)[0]!),
    unsent,
    async read(place, options = {}) {
      const { password, keyKeeper } = options;
      const next = createTestCore({
        serverUrl: server.url,
        dataDir: place,
        ...(password ? { password } : {}),
        ...(keyKeeper ? { keyKeeper } : {}),
      });
      try {
        await next.signIn('rep1');
        return next.db.raw<{ body: string }>('SELECT body FROM note ORDER BY id').map(({ body }) => body);
      } finally {
        await next.close();
      }
    },
  };
}

/** One hash of every file of a folder, but those that say who has it open, and a log without a word in it. */
export function hashOfFolder(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) {
    if (/lock|-shm$|-mark$/.test(name)) continue;
    if (name.endsWith('-wal') && statSync(join(folder, name)).size === 0) continue;
    hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex');
}
