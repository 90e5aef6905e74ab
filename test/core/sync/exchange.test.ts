/** Real cores against a real company server, with a network in between that does what networks do. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { renewServerEpoch } from '#server/domain/server-epoch.ts';
import { startCompanyServer, type CompanyServer } from '#test/support/company-server.ts';
import { startFaultProxy, type Fault, type FaultProxy } from '#test/support/fault-proxy.ts';
import { customerIdOf } from '#test/support/test-company.ts';
import { createTestCore, type TestCore, type TestCoreOptions } from '#test/support/test-core.ts';

let server: CompanyServer;
let proxy: FaultProxy;
let cores: TestCore[];

beforeAll(async () => {
  server = await startCompanyServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  cores = [];
  proxy = await startFaultProxy(server.url);
});
afterEach(async () => {
  for (const core of cores) await core.remove();
  await proxy.close();
});

async function deviceOf(account: string, options: Partial<TestCoreOptions> = {}): Promise<TestCore> {
  const core = createTestCore({ serverUrl: proxy.url, ...options });
  cores.push(core);
  await core.signIn(account);
  await core.settle();
  return core;
}

const offline = () => {
  proxy.fault = () => ({ kind: 'refuse' });
};
const online = () => {
  proxy.fault = () => undefined;
};
/** Does something to the next answer on a path, then lets everything through. */
function once(path: string, fault: Fault): void {
  proxy.fault = (asked) => {
    if (asked !== path) return undefined;
    online();
    return fault;
  };
}
const notesOf = (core: TestCore) =>
  core.db.raw<{ body: string }>('SELECT body FROM note ORDER BY id').map((n) => n.body);
const now = (core: TestCore) => core.core.context.ready().syncLoop.now();

describe('two devices', () => {
  test('a note written offline reaches the server once; a fresh device of the same person has it', async () => {
    const a = await deviceOf('rep1');
    offline();
    await a.api.note.create({ customerId: customerIdOf(1, 1), body: '喜欢桂花茶' });
    expect(await now(a)).toMatchObject({ connection: 'offline', pending: 1, lastError: 'NETWORK' });
    expect(notesOf(a)).toEqual(['喜欢桂花茶']);
    online();
    expect(await a.settle()).toMatchObject({ connection: 'online', pending: 0, lastError: null });
    const rows = await server.db.selectFrom('note').selectAll().where('body', '=', '喜欢桂花茶').execute();
    expect(rows).toHaveLength(1);
    const b = await deviceOf('rep1');
    expect(notesOf(b)).toEqual(['喜欢桂花茶']);
  });

  test('[POKE1] a poke brings one device what the other wrote, long before the next poll', async () => {
    const [a, b] = [await deviceOf('rep2'), await deviceOf('rep2')];
    const arrived = b.until((event) => event.type === 'changed' && event.entities.includes('note'));
    const began = performance.now();
    await a.api.note.create({ customerId: customerIdOf(2, 1), body: '搬家了' });
    await arrived;
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(notesOf(b)).toEqual(['搬家了']);
  });

  test('[CONFLICT2] two edits of one field: the first stays, the late one is a conflict on both devices', async () => {
    const [a, b] = [await deviceOf('rep3'), await deviceOf('rep3')];
    const customerId = customerIdOf(3, 1);
    offline();
    await b.api.customer.patch({ customerId, fields: { city: '宁波', company: '乙' } });
    await now(b);
    expect(await b.api.customer.get({ customerId })).toMatchObject({ pendingFields: ['city', 'company'] });
    online();
    await a.api.customer.patch({ customerId, fields: { city: '温州' } });
    await a.settle();
    await b.settle();
    await a.settle();
    for (const core of [a, b]) {
      const card = await core.api.customer.get({ customerId });
      expect(card).toMatchObject({ city: '温州', company: '乙', openConflicts: 1, pending: false });
      expect(card).toMatchObject({ pendingFields: [], conflicts: [{ rowId: customerId, field: 'city' }] });
      expect(await core.api.conflict.list({})).toMatchObject([
        { field: 'city', keptValue: '温州', lateValue: '宁波', customerId },
      ]);
    }
    expect((await b.api.sync.state()).openConflicts).toBe(1);
  });
});

describe('a bad network', () => {
  test('[PUSH3] an answer lost after the server committed leads to no second row', async () => {
    const a = await deviceOf('rep1');
    once('/v1/sync/push', { kind: 'drop' });
    await a.api.note.create({ customerId: customerIdOf(1, 1), body: '只有一条' });
    expect(await now(a)).toMatchObject({ connection: 'offline', pending: 1 });
    await a.settle();
    expect(proxy.seen.filter((path) => path === '/v1/sync/push').length).toBeGreaterThanOrEqual(2);
    const rows = await server.db.selectFrom('note').selectAll().where('body', '=', '只有一条').execute();
    expect(rows).toHaveLength(1);
    expect(notesOf(a).filter((body) => body === '只有一条')).toHaveLength(1);
  });

  test.each<[string, Fault, string]>([
    ['cut short', { kind: 'cut', bytes: 150 }, 'FOREIGN'],
    ['that stops coming', { kind: 'stall', bytes: 150 }, 'TIMEOUT'],
    [
      'of a login page',
      { kind: 'replace', status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Hotel</html>' },
      'FOREIGN',
    ],
    [
      'of a login page that calls itself ours',
      {
        kind: 'replace',
        status: 200,
        headers: { 'content-type': 'application/x-ndjson+zstd', 'rapport-protocol': '1' },
        body: '<html>Hotel</html>',
      },
      'FOREIGN',
    ],
    [
      'of a redirect',
      { kind: 'replace', status: 302, headers: { location: 'http://127.0.0.1:9/' }, body: '' },
      'NETWORK',
    ],
    [
      'of a gateway',
      { kind: 'replace', status: 502, headers: { 'content-type': 'text/html' }, body: 'x' },
      'FOREIGN',
    ],
  ])('[PULL8] a pull answer %s is never applied, and nothing is erased', async (kind, fault, lastError) => {
    const body = `在路上 ${kind}`;
    const [a, b] = [
      await deviceOf('rep2', { limits: { idleMs: 400, headMs: 2_000 } }),
      await deviceOf('rep2', { serverUrl: server.url }),
    ];
    const before = a.db.raw('SELECT * FROM scope_cursor');
    const customers = a.db.raw('SELECT id FROM customer');
    proxy.fault = (path) => (path === '/v1/sync/pull' ? fault : { kind: 'refuse' });
    await b.api.note.create({ customerId: customerIdOf(2, 1), body });
    await b.settle();
    expect(await now(a)).toMatchObject({ connection: 'offline', lastError });
    expect(a.db.raw('SELECT * FROM scope_cursor')).toEqual(before);
    expect(a.db.raw('SELECT id FROM customer')).toEqual(customers);
    expect(notesOf(a)).not.toContain(body);
    online();
    await a.settle();
    expect(notesOf(a)).toContain(body);
  });

  test('[POKE4] a device whose line does not open looks for itself, long before it would poll', async () => {
    let isGone = false;
    proxy.fault = (path) => {
      if (path === '/v1/sync/poke') return { kind: 'stall', bytes: 0 };
      return isGone ? { kind: 'refuse' } : undefined;
    };
    const a = createTestCore({ serverUrl: proxy.url, limits: { headMs: 1_000 } });
    cores.push(a);
    await a.signIn('rep1');
    expect(await a.settle()).toMatchObject({ connection: 'online' });
    isGone = true;
    await a.until((event) => event.type === 'sync' && event.state.connection === 'offline');
  });

  test('a refusal that names a time is not asked again before it', async () => {
    const a = await deviceOf('rep1');
    const body = JSON.stringify({ error: { code: 'UNAVAILABLE', message: 'x', retryAfterSeconds: 1 } });
    const headers = { 'content-type': 'application/json' };
    proxy.fault = () => ({ kind: 'replace', status: 503, headers, body });
    expect(await now(a)).toMatchObject({ connection: 'offline', lastError: 'UNAVAILABLE' });
    online();
    const asked = () => proxy.seen.filter((path) => path === '/v1/sync/pull').length;
    const before = asked();
    await a.api.note.create({ customerId: customerIdOf(1, 1), body: '等一下' });
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(asked()).toBe(before);
    await a.until(
      (event) => event.type === 'sync' && event.state.connection === 'online' && event.state.pending === 0,
    );
  });
});

test('[PUSH4] a mutation the server refuses is listed with what was typed, and the row is as before', async () => {
  const a = await deviceOf('rep1');
  const { db, mutator } = a.core.context.ready();
  const customerId = customerIdOf(1, 1);
  const stranger = customerIdOf(2, 1);
  const { mutationId } = mutator.mutate('note.create', [
    {
      op: 'insert',
      entity: 'note',
      id: '0190ffff-0000-7000-8000-000000000001',
      scope: server.company.reps[1].bookId!,
      fields: {
        customerId: stranger,
        body: '写错了人',
        happenedAt: '2026-01-01T00:00:00.000Z',
        origin: 'rep',
      },
    },
  ]);
  await a.api.note.create({ customerId, body: '下一条' });
  const state = await a.settle();
  expect(state).toMatchObject({ pending: 0, rejections: 1 });
  expect(await a.api.sync.rejections()).toMatchObject([
    { mutationId, name: 'note.create', text: '写错了人' },
  ]);
  expect(db.raw('SELECT id FROM note WHERE body=?', '写错了人')).toEqual([]);
  expect(notesOf(a)).toContain('下一条');
  await a.api.sync.dismissRejection({ mutationId });
  expect((await a.api.sync.state()).rejections).toBe(0);
});

test('[EPOCH1] [EPOCH2] a server restored from a backup gets back what it lost, once, in the old order', async () => {
  const a = await deviceOf('rep3');
  const customerId = customerIdOf(3, 2);
  await a.api.note.create({ customerId, body: '备份之前' });
  await a.settle();
  const { id } = await a.api.note.create({ customerId, body: '备份之后' });
  await a.settle();
  await a.api.note.delete({ id });
  await a.settle();
  const lost = await server.db
    .selectFrom('note')
    .select(['id', 'scopeId', 'version'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const later = a.db.raw<{ mutationId: string }>('SELECT mutation_id FROM outbox ORDER BY seq DESC LIMIT 2');
  await server.db.deleteFrom('note').where('id', '=', id).execute();
  for (const { mutationId } of later) {
    await server.db.deleteFrom('processedMutation').where('mutationId', '=', mutationId).execute();
  }
  await server.db
    .updateTable('scope')
    .set({ version: lost.version - 2 })
    .where('id', '=', lost.scopeId)
    .execute();
  await renewServerEpoch(server.db);

  // The line breaks when a server is restored; the device then looks before it hands in anything.
  offline();
  await now(a);
  const before = proxy.seen.length;
  online();
  expect(await a.settle()).toMatchObject({ pending: 0, rejections: 0 });
  const asked = proxy.seen.slice(before);
  expect(asked.indexOf('/v1/sync/pull')).toBeLessThan(asked.indexOf('/v1/sync/push'));
  const rows = await server.db
    .selectFrom('note')
    .select(['body', 'deletedAt'])
    .where('customerId', '=', customerId)
    .orderBy('id')
    .execute();
  expect(rows).toEqual([
    { body: '备份之前', deletedAt: null },
    { body: '备份之后', deletedAt: expect.any(String) },
  ]);
  expect(a.db.raw('SELECT id FROM customer')).toHaveLength(2);
});
