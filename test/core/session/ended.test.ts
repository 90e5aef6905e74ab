/** The end that the server decides holds although nothing can be written any more. */
import { afterEach, expect, test } from 'vitest';
import { startCompanyServer, type CompanyServer } from '#test/support/company-server.ts';
import { createTestCore, type TestCore } from '#test/support/test-core.ts';
import { signIn } from '../../server/device.ts';

let server: CompanyServer;
let core: TestCore;
afterEach(async () => {
  await core.remove();
  await server.close();
});

test('[AUTH5] a revoked device shuts its file also where the disk takes no more writes', async () => {
  server = await startCompanyServer();
  core = createTestCore({ serverUrl: server.url });
  await core.signIn('rep1');
  await core.settle();
  core.db.raw('PRAGMA query_only=ON');
  const admin = await signIn(server.url, 'admin');
  const { devices } = (await admin.get('/v1/admin/devices')).body as {
    devices: { id: string; personId: string }[];
  };
  const { id } = devices.find(({ personId }) => personId === server.company.reps[0].id)!;
  await admin.post('/v1/admin/device/revoke', { deviceId: id });
  for (let tries = 0; core.core.session.get().status === 'ready' && tries < 200; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(core.core.session.get()).toMatchObject({ status: 'ended', reason: 'DEVICE_REVOKED' });
  await expect(core.api.customer.tags()).rejects.toMatchObject({ code: 'LOCKED' });
});
