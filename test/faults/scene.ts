/** One company server in this process, whole cores as devices, and a line between them that can be cut for each. */
import { join } from 'node:path';
import { adminOf } from '../core/session/company-side.ts';
import { startCompanyServer, type CompanyServer } from '../support/company-server.ts';
import { startFaultProxy, type FaultProxy } from '../support/fault-proxy.ts';
import { createTestCore, type TestCore } from '../support/test-core.ts';
import type { RowContext } from './row.ts';

export interface SceneDevice {
  core: TestCore;
  dataDir: string;
  line: FaultProxy;
  offline(): void;
  online(): void;
}

/** The folder of a device that was there before, and its line: a profile remembers the address it knows. */
export type Place = Pick<SceneDevice, 'dataDir' | 'line'>;

export interface Scene {
  server: CompanyServer;
  admin: Awaited<ReturnType<typeof adminOf>>;
  /** Signed in and up to date. */
  device(account: string, as?: Place): Promise<SceneDevice>;
  /** Not signed in; the line is open. */
  stranger(as?: Place): Promise<SceneDevice>;
  /** The only book of a person. */
  bookOf(personId: string): Promise<string>;
  /** Customers made by the device, handed in. */
  customers(device: SceneDevice, names: readonly string[]): Promise<string[]>;
}

export async function setScene(context: RowContext): Promise<Scene> {
  const server = await startCompanyServer();
  context.defer(() => server.close());
  const admin = await adminOf(server);
  let folders = 0;

  async function newLine(): Promise<FaultProxy> {
    const line = await startFaultProxy(server.url);
    context.defer(() => line.close());
    return line;
  }

  async function stranger(as?: Place): Promise<SceneDevice> {
    const line = as?.line ?? (await newLine());
    const dataDir = as?.dataDir ?? join(context.folder, `device-${(folders += 1)}`);
    const core = createTestCore({ serverUrl: line.url, dataDir });
    context.defer(() => core.close());
    return {
      core,
      dataDir,
      line,
      offline: () => void (line.fault = () => ({ kind: 'refuse' })),
      online: () => void (line.fault = () => undefined),
    };
  }

  return {
    server,
    admin,
    stranger,
    async device(account, as) {
      const device = await stranger(as);
      await device.core.signIn(account);
      await device.core.settle();
      return device;
    },
    async bookOf(personId) {
      const book = await server.db
        .selectFrom('book')
        .select('id')
        .where('ownerId', '=', personId as never)
        .executeTakeFirstOrThrow();
      return book.id;
    },
    async customers({ core }, names) {
      const ids: string[] = [];
      for (const name of names) ids.push((await core.api.customer.create({ fields: { name } })).customerId);
      await core.settle();
      return ids;
    },
  };
}
