/** A page that lies, at a real host over its WebSocket: the core of one principal on a device of its own. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { WebSocket } from 'ws';
import type { ApiClient } from '#shared/contract/api.ts';
import { entities } from '#shared/domain/entity/registry.ts';
import { startWebHost } from '#core/host/web-host.ts';
import { createFileLog } from '#core/log.ts';
import { createTestCore, testPassword } from '#test/support/test-core.ts';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { slugOf } from './place.ts';

export interface Page {
  api: ApiClient;
  /** Writes that wait to be handed in. */
  queued(): number;
  /** Everything replicated that lies in the file. */
  content(): string;
  log(): string;
  deviceId(): Promise<string>;
  close(): Promise<void>;
}

export async function openPage(
  serverUrl: string,
  signIn: { company: 1 | 2; account: string } | undefined,
): Promise<Page> {
  const dataDir = mkdtempSync(join(tmpdir(), 'rapport-authz-'));
  const { log, close: closeLog } = createFileLog(dataDir);
  const core = createTestCore({ serverUrl, dataDir, log });
  const token = randomBytes(32).toString('base64url');
  const host = await startWebHost({ core: core.core, pageDir: dataDir, port: 0, token });
  const socket = new WebSocket(`ws://127.0.0.1:${host.port}/rpc`, ['rapport', `token.${token}`], {
    headers: { origin: `http://127.0.0.1:${host.port}` },
  });
  const api: ApiClient = createORPCClient(new RPCLink({ websocket: socket as never }));
  if (signIn) {
    const { company, account } = signIn;
    await api.session.signIn({ serverUrl, company: slugOf(company), account, password: testPassword });
    await core.settle();
  }
  const opened = () => core.core.context.ready().db;
  return {
    api,
    queued: () => opened().raw<{ n: number }>('SELECT count(*) AS n FROM outbox')[0]!.n,
    content: () => JSON.stringify(entities.map(({ name }) => opened().raw(`SELECT * FROM ${name}`))),
    log: () => {
      const file = join(dataDir, 'logs', 'core.log');
      return existsSync(file) ? readFileSync(file, 'utf8') : '';
    },
    async deviceId() {
      const file = JSON.parse(readFileSync(join(dataDir, 'device.json'), 'utf8')) as { id: string };
      return file.id;
    },
    async close() {
      socket.close();
      await host.close();
      await core.remove();
      closeLog();
    },
  };
}
