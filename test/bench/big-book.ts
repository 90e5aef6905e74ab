/** A rep with 20,000 customers, downloaded to a device. */
import { join } from 'node:path';
import { passwordKeeper } from '#core/session/password-keeper.ts';
import { testPassword } from '#test/support/test-company.ts';
import { createTestCore, type TestCore } from '#test/support/test-core.ts';
import { startChild, stopChild } from '../../scripts/lib/child.ts';
import { bigBookSize } from './big-book-rows.ts';
import { timed, until, within } from './time.ts';

export interface BigBook {
  serverUrl: string;
  /** Of a device that has downloaded the whole book and was closed. */
  dataDir: string;
  company: string;
  account: string;
  password: string;
  /** A core on that device, not signed in. */
  openCore(): TestCore;
  close(): Promise<void>;
}

export async function makeBigBook(folder: string, log: (line: string) => void): Promise<BigBook> {
  // In a process of its own: what core does is not measured together with what the server does.
  const server = startChild(join(import.meta.dirname, 'big-book-server.ts'), process.env, log);
  const loading = await timed(() => within(90_000, 'the server of the big book', server.ready));
  const { url, company, account } = loading.value as { url: string; company: string; account: string };
  const dataDir = join(folder, 'big-device');
  const openCore = () => createTestCore({ serverUrl: url, dataDir, keyKeeper: passwordKeeper });
  const core = openCore();
  const download = await timed(async () => {
    await core.signIn(account);
    await until(60_000, 'the download of the big book', () => isDownloaded(core));
  });
  await core.close();
  log(
    `book of ${bigBookSize} customers: loaded into the server in ${(loading.ms / 1_000).toFixed(1)} s, downloaded in ${(download.ms / 1_000).toFixed(1)} s`,
  );
  return {
    serverUrl: url,
    dataDir,
    company,
    account,
    password: testPassword,
    openCore,
    close: () => stopChild(server),
  };
}

export function isDownloaded({ core }: TestCore): boolean {
  const state = core.session.get();
  return state.status === 'ready' && state.firstDownload === null;
}
