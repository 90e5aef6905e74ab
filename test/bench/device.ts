/** A fresh device of a demo rep: a real core with the real cost of a password. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { replicaTables } from '#core/db/replica-table.ts';
import { passwordKeeper } from '#core/session/password-keeper.ts';
import { demoAccounts, demoPassword } from '#server/domain/demo/demo-account.ts';
import { createTestCore, type TestCore } from '#test/support/test-core.ts';
import { isDownloaded } from './big-book.ts';
import type { TableRows } from './reference.ts';
import { until } from './time.ts';

export interface FreshDevice {
  core: TestCore;
  /** From the moment the server's yes to the sign-in arrived until the last page was applied. */
  downloadMs: number;
  /** From the submitted password until then. */
  signInMs: number;
}

export async function downloadDemoBook(folder: string, serverUrl: string): Promise<FreshDevice> {
  const dataDir = mkdtempSync(join(folder, 'device-'));
  let acceptedAt = 0;
  const core = createTestCore({
    serverUrl,
    dataDir,
    // The key of a new file is made as soon as the server has accepted the sign-in.
    keyKeeper: {
      ...passwordKeeper,
      wrap(key, options) {
        acceptedAt = performance.now();
        return passwordKeeper.wrap(key, options);
      },
    },
  });
  const { account } = demoAccounts[0]!;
  const began = performance.now();
  await core.core.session.signIn({ serverUrl, company: 'demo', account, password: demoPassword });
  await until(60_000, 'the first download', () => isDownloaded(core));
  const ended = performance.now();
  return { core, downloadMs: ended - acceptedAt, signInMs: ended - began };
}

/** Every replicated row the device holds. */
export function heldRows({ db }: TestCore): TableRows[] {
  return replicaTables.map(({ name }) => ({ name, rows: db.raw(`SELECT * FROM ${name}`) }));
}
