/** I3: somebody copied the files of a device away before it was taken back. */
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openConnection } from '#core/db/connection.ts';
import { createTestCore } from '../support/test-core.ts';
import { makeOfflineProfile } from './offline-profile.ts';
import { noHarm, type FaultRow } from './row.ts';
import { newKey } from './writer.ts';

export const copiedFile: FaultRow = {
  id: 'I3',
  what: 'files copied away beforehand: without the key file, or without the password, nothing can be read',
  runs: { full: 4, short: 4 },
  async run(context) {
    const profile = await makeOfflineProfile(join(context.folder, 'device'));
    const copy = (name: string) => {
      const place = join(context.folder, name);
      cpSync(profile.dataDir, place, { recursive: true });
      return { place, folder: profile.folder.replace(profile.dataDir, place) };
    };
    const figures = { ...noHarm, runs: 0, maxRecoverMs: 0 };
    const attempt = async (read: () => Promise<unknown>) => {
      figures.runs += 1;
      const isRead = await read().then(
        () => true,
        () => false,
      );
      if (isRead) figures.leaked += 1;
    };
    const file = copy('file');
    await attempt(async () => openConnection(join(file.folder, 'rapport.db'), newKey()));
    await attempt(async () => openConnection(join(file.folder, 'rapport.db'), Buffer.alloc(32)));
    const keyless = copy('keyless');
    for (const name of readdirSync(keyless.folder)) {
      if (name.startsWith('key')) rmSync(join(keyless.folder, name));
    }
    await attempt(() => profile.read(keyless.place));
    const whole = copy('whole');
    await attempt(() => {
      const core = createTestCore({
        serverUrl: 'http://127.0.0.1:9',
        dataDir: whole.place,
        password: 'a guess',
      });
      return core.signIn('rep1').finally(() => core.close());
    });
    const notProtected =
      'who copies the key file too and knows the password, or owns the system user whose key store holds the key, can read the copy; it stays readable after the device is taken back';
    return { ...figures, extra: { notProtected } };
  },
};
