/** A whole core without a host, on its own data folder, with the API as a page would call it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient, type RouterClient } from '@orpc/server';
import { router } from '#core/api/router.ts';
import { createCore, type Core, type CoreOptions } from '#core/core.ts';
import type { LocalDb } from '#core/db/local-db.ts';
import { createPasswordKeeper } from '#core/session/password-keeper.ts';
import type { LiveEvent, SyncState } from '#shared/contract/sync.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { systemTimer } from '#shared/lib/timer.ts';

export interface TestCore {
  readonly core: Core;
  readonly api: RouterClient<typeof router>;
  readonly dataDir: string;
  /** Signs in to company `test`, where no other is named. */
  signIn(
    account: string,
    options?: { password?: string; serverUrl?: string; company?: string; enrolmentCode?: string },
  ): ReturnType<Core['session']['signIn']>;
  /** The open local file, for a look at what really is in it. */
  readonly db: LocalDb;
  /** Waits for an announcement that answers the question with true. */
  until(question: (event: LiveEvent) => boolean): Promise<LiveEvent>;
  /** Runs rounds until nothing waits and the server has been reached. */
  settle(): Promise<SyncState>;
  /** Closes the core; the data folder stays for the next one. */
  close(): Promise<void>;
  /** Closes the core and removes its data. */
  remove(): Promise<void>;
}

export interface TestCoreOptions extends Partial<CoreOptions> {
  serverUrl: string;
  password?: string;
}

/** The real keeper at a cost that leaves the time to the test. */
const cheapKeeper = createPasswordKeeper(10);

export const testPassword = 'correct horse battery';

export function createTestCore({
  serverUrl,
  password = testPassword,
  ...options
}: TestCoreOptions): TestCore {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'rapport-core-'));
  const core = createCore({
    clock: systemClock,
    timer: systemTimer,
    log: silentLogger,
    keyKeeper: cheapKeeper,
    defaultServerUrl: serverUrl,
    appVersion: '0.0.0',
    platform: 'test',
    ...options,
    dataDir,
  });
  const api = createRouterClient(router, { context: core.context, interceptors: [core.edge] });
  const close = () => core.close();
  return {
    core,
    api,
    dataDir,
    signIn: (account, given = {}) =>
      core.session.signIn({ serverUrl, company: 'test', account, password, ...given }),
    get db() {
      return core.context.ready().db;
    },
    async until(question) {
      const stop = new AbortController();
      const timeout = AbortSignal.timeout(10_000);
      timeout.addEventListener('abort', () => stop.abort());
      for await (const event of core.context.live(stop.signal)) {
        if (question(event)) {
          stop.abort();
          return event;
        }
      }
      throw new Error('nothing of the kind was announced within 10 s');
    },
    async settle() {
      const state = await core.context.ready().syncLoop.now();
      if (state.connection !== 'online' || state.pending > 0)
        throw new Error(`not settled: ${JSON.stringify(state)}`);
      return state;
    },
    close,
    async remove() {
      await close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
