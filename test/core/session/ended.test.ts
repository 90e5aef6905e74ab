/** The end that the server decides holds although nothing can be written any more. */
import { afterEach, expect, test } from 'vitest';
import { startCompanyServer, type CompanyServer } from '#test/support/company-server.ts';
import { startFaultProxy, type FaultProxy } from '#test/support/fault-proxy.ts';
import { customerIdOf } from '#test/support/test-company.ts';
import { createTestCore, type TestCore } from '#test/support/test-core.ts';
import { adminOf, profileFiles, until } from './company-side.ts';

let server: CompanyServer;
let proxy: FaultProxy;
let core: TestCore;
afterEach(async () => {
  await core.remove();
  await proxy.close();
  await server.close();
});

test('[AUTH5] [WIPE10] a file that takes no more writes is shut, handed in and wiped all the same', async () => {
  server = await startCompanyServer();
  proxy = await startFaultProxy(server.url);
  const admin = await adminOf(server);
  core = createTestCore({ serverUrl: proxy.url });
  await core.signIn('rep1');
  await core.settle();
  proxy.fault = () => ({ kind: 'refuse' });
  await core.api.note.create({ customerId: customerIdOf(1, 1), body: '盘满之前' });
  core.db.raw('PRAGMA query_only=ON');
  await admin.revoke('rep 1', 'drain');
  proxy.fault = () => undefined;
  await core.api.session.contact();
  await until('ended', () => core.core.session.get().status === 'ended');
  await expect(core.api.customer.tags()).rejects.toMatchObject({ code: 'LOCKED' });
  await until('wiped', () => profileFiles(core).length === 0);
  expect(core.core.session.get()).toMatchObject({ reason: 'DEVICE_REVOKED', handover: 'wiped', unsent: 0 });
  const rows = await server.db.selectFrom('note').select('body').execute();
  expect(rows).toEqual([{ body: '盘满之前' }]);
});
