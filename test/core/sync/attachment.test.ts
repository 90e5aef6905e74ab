/** Real cores and their company server hand the bytes of attachments to each other (SPEC ATTACH rules). */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { restoreBackup } from '#server/backup/restore.ts';
import { backupStream } from '#server/backup/write-backup.ts';
import type { AttachmentView } from '#shared/contract/attachment.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { statusOf } from '#shared/protocol/error.ts';
import { protocolHeader, protocolVersion } from '#shared/protocol/version.ts';
import { startCompanyServer, type CompanyServer } from '#test/support/company-server.ts';
import { startFaultProxy, type Fault, type FaultProxy } from '#test/support/fault-proxy.ts';
import { png } from '#test/support/picture.ts';
import { plainProfileOf } from '#test/support/plain-bytes.ts';
import { tempFolder } from '#test/support/temp-folder.ts';
import { createTestCore, testPassword, type TestCore } from '#test/support/test-core.ts';
import { adminOf, found, until } from '../session/company-side.ts';

let server: CompanyServer;
let admin: Awaited<ReturnType<typeof adminOf>>;
let proxy: FaultProxy;
let cores: TestCore[];
/** Another person in every test. */
let rep: { id: string; account: string };

beforeAll(async () => {
  server = await startCompanyServer();
  admin = await adminOf(server);
});
afterAll(() => server.close());
beforeEach(async () => {
  cores = [];
  rep = await admin.newRep();
  proxy = await startFaultProxy(server.url);
});
afterEach(async () => {
  for (const core of cores) await core.remove();
  await proxy.close();
});

async function deviceOf(account = rep.account, serverUrl = proxy.url): Promise<TestCore> {
  const core = createTestCore({ serverUrl });
  cores.push(core);
  await core.signIn(account);
  await core.settle();
  return core;
}

/** A customer with a note and its picture. */
async function pictured(
  core: TestCore,
  file: Uint8Array<ArrayBuffer>,
): Promise<{ customerId: string; id: string }> {
  const { customerId } = await core.api.customer.create({ fields: { name: '刘总' } });
  const bytes = new Blob([file]);
  const staged = await core.api.attachment.stage({ customerId, name: '../聊天.png', bytes });
  await core.api.note.create({ customerId, body: '见图', attachments: [staged.id] });
  const [kept] = await core.api.attachment.list({ customerId });
  return { customerId, id: kept!.id };
}

const listOf = (core: TestCore, customerId: string) => core.api.attachment.list({ customerId });
const isHandedIn = (core: TestCore, customerId: string) => async () =>
  (await listOf(core, customerId)).every(({ upload }) => upload === 'done');
async function bytesOf(core: TestCore, id: string): Promise<Buffer> {
  return Buffer.from(await (await core.api.attachment.content({ id })).bytes.arrayBuffer());
}
const detailOf = async (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    ({ code, data }: { code: string; data?: { detail?: string } }) => data?.detail ?? code,
  );
const sha256 = (file: Uint8Array) => createHash('sha256').update(file).digest('hex');
const isTransfer = (path: string) => path.startsWith('/v1/attachment/');
const filesOn = (core: TestCore) => core.db.raw('SELECT hash FROM attachment_file').length;

test('[ATTACH1] [ATTACH7] [ATTACH12] a picture is kept with its note, handed in beside sync, and comes to another device when looked at', async () => {
  const file = png('MARKER-PICTURE', { padding: 30_000 });
  const first = await deviceOf();
  const { customerId, id } = await pictured(first, file);
  expect(await listOf(first, customerId)).toMatchObject([
    {
      id,
      name: '聊天.png',
      mime: 'image/png',
      width: 8,
      height: 6,
      isHere: true,
      upload: 'waiting',
      own: true,
    },
  ] satisfies Partial<AttachmentView>[]);
  await first.settle();
  await until('handed in', isHandedIn(first, customerId));
  const second = await deviceOf();
  const [seen] = await listOf(second, customerId);
  expect(seen).toMatchObject({ id, isHere: false, upload: 'done' });
  expect(filesOn(second)).toBe(0);
  const arrived = proxy.seen.length;
  const looks = await Promise.all([bytesOf(second, id), bytesOf(second, id)]);
  for (const look of looks) expect(look).toEqual(Buffer.from(file));
  expect(proxy.seen.slice(arrived).filter(isTransfer)).toHaveLength(1);
  expect(await listOf(second, customerId)).toMatchObject([{ isHere: true }]);
  proxy.fault = () => ({ kind: 'refuse' });
  expect(await bytesOf(second, id)).toEqual(Buffer.from(file));
  // [ATTACH2] It lies in the encrypted file and nowhere else on the disk.
  expect(found(second, ['MARKER-PICTURE'])).toEqual([]);
  expect((await plainProfileOf(second.dataDir, testPassword)).includes('MARKER-PICTURE')).toBe(true);
});

test('[ATTACH1] [ATTACH7] while bytes cannot be handed in, everything else goes on; they follow once they can', async () => {
  const file = png('slow');
  const device = await deviceOf();
  proxy.fault = (path) => (isTransfer(path) ? { kind: 'stall', bytes: 0 } : undefined);
  const { customerId, id } = await pictured(device, file);
  await device.settle();
  await device.api.note.create({ customerId, body: '后来写的' });
  const state = await device.settle();
  expect(state).toMatchObject({ connection: 'online', pending: 0 });
  expect(await listOf(device, customerId)).toMatchObject([{ upload: 'waiting' }]);
  const other = await deviceOf(rep.account, server.url);
  expect(await listOf(other, customerId)).toMatchObject([{ id, isHere: false }]);
  expect(await detailOf(other.api.attachment.content({ id }))).toBe('ATTACHMENT_NOT_HANDED_IN');
  await device.close();
  proxy.fault = () => undefined;
  const again = createTestCore({ serverUrl: proxy.url, dataDir: device.dataDir });
  cores.push(again);
  await again.signIn(rep.account);
  await again.settle();
  await until('handed in', isHandedIn(again, customerId));
  expect(await bytesOf(other, id)).toEqual(Buffer.from(file));
});

test('[ATTACH12] an answer that is cut off, foreign or of other bytes is not taken for the file', async () => {
  const file = png('whole', { padding: 5_000 });
  const first = await deviceOf(rep.account, server.url);
  const { customerId, id } = await pictured(first, file);
  await first.settle();
  await until('handed in', isHandedIn(first, customerId));
  const second = await deviceOf();
  const faults: Fault[] = [
    { kind: 'cut', bytes: 600 },
    { kind: 'replace', status: 200, headers: { 'content-type': 'text/html' }, body: '<html>login</html>' },
    {
      ...{ kind: 'replace', status: 200, body: 'other bytes' },
      headers: { 'content-type': 'application/octet-stream', 'rapport-protocol': '4' },
    },
  ];
  for (const fault of faults) {
    proxy.fault = (path) => (isTransfer(path) ? fault : undefined);
    expect(await detailOf(second.api.attachment.content({ id }))).toBe('FOREIGN');
    expect(filesOn(second)).toBe(0);
  }
  proxy.fault = () => undefined;
  expect(await bytesOf(second, id)).toEqual(Buffer.from(file));
});

test('[ATTACH7] [ATTACH9] a book that leaves takes its bytes along; those not handed in go once they are', async () => {
  const [known, late] = [png('MARKER-KNOWN', { padding: 9_000 }), png('MARKER-LATE', { padding: 9_000 })];
  const old = await deviceOf();
  const { customerId, id } = await pictured(old, known);
  await old.settle();
  await until('handed in', isHandedIn(old, customerId));
  const bookId = old.db.raw<{ id: string }>('SELECT id FROM book WHERE owner_id = ?', rep.id)[0]!.id;
  proxy.fault = (path) => (isTransfer(path) ? { kind: 'refuse' } : undefined);
  const staged = await old.api.attachment.stage({ customerId, name: 'late.png', bytes: new Blob([late]) });
  await old.api.note.create({ customerId, body: '', attachments: [staged.id] });
  await old.settle();
  const heir = await admin.newRep();
  await admin.post('/v1/admin/book/reassign', {
    ...{ bookId, fromPersonId: rep.id, toPersonId: heir.id, reason: 'x' },
  });
  await until('erased', async () => {
    await old.settle();
    return old.db.raw('SELECT id FROM customer').length === 0;
  });
  expect(filesOn(old)).toBe(1);
  proxy.fault = () => undefined;
  await until('handed in by the former owner', async () => {
    await old.settle();
    return filesOn(old) === 0;
  });
  await old.settle();
  const plain = await plainProfileOf(old.dataDir, testPassword);
  expect(['MARKER-KNOWN', 'MARKER-LATE'].filter((marker) => plain.includes(marker))).toEqual([]);
  const next = await deviceOf(heir.account, server.url);
  const kept = await listOf(next, customerId);
  expect(kept.map((row) => row.name)).toEqual(['聊天.png', 'late.png']);
  expect(await bytesOf(next, id)).toEqual(Buffer.from(known));
  expect(await bytesOf(next, kept[1]!.id)).toEqual(Buffer.from(late));
});

test('[ATTACH5] [WIPE10] a device that is to be drained hands in its bytes, then has nothing left', async () => {
  const file = png('MARKER-DRAINED');
  const device = await deviceOf();
  proxy.fault = () => ({ kind: 'refuse' });
  const { customerId, id } = await pictured(device, file);
  await admin.revoke(rep.account, 'drain');
  proxy.fault = () => undefined;
  await until('wiped', async () => {
    await device.core.session.contact();
    const state = device.core.session.get();
    return state.status === 'ended' && state.handover === 'wiped';
  });
  expect(found(device, ['MARKER-DRAINED'])).toEqual([]);
  const next = createTestCore({ serverUrl: server.url });
  cores.push(next);
  await next.core.session.signIn({
    ...{ serverUrl: server.url, company: 'test', account: rep.account, password: testPassword },
    enrolmentCode: await admin.code(rep.id),
  });
  await next.settle();
  expect(await listOf(next, customerId)).toMatchObject([{ id, upload: 'done' }]);
  expect(await bytesOf(next, id)).toEqual(Buffer.from(file));
});

const isWiped = (device: TestCore) => async () => {
  await device.core.session.contact();
  const state = device.core.session.get();
  return state.status === 'ended' && state.handover === 'wiped';
};

test('[WIPE10] bytes that are refused for good hold up no device that is to be drained', async () => {
  const codes = ['INVALID', 'TOO_LARGE', 'FORBIDDEN', 'NOT_FOUND'] as const;
  const device = await deviceOf();
  proxy.fault = (path) => (isTransfer(path) ? { kind: 'refuse' } : undefined);
  for (const code of codes) await pictured(device, png(code));
  await device.settle();
  await admin.revoke(rep.account, 'drain');
  let refused = 0;
  proxy.fault = (path) => {
    if (!path.startsWith('/v1/attachment/hand-in')) return undefined;
    const code = codes[refused++ % codes.length]!;
    return {
      kind: 'replace',
      status: statusOf[code],
      headers: { 'content-type': 'application/json', [protocolHeader]: String(protocolVersion) },
      body: JSON.stringify({ error: { code, message: 'as said' } }),
    };
  };
  await until('wiped', isWiped(device));
  expect(refused).toBe(codes.length);
});

test('[ATTACH7] [WIPE10] a device that has nothing but bytes left of a book that was taken from it hands them in before it is wiped, also after a sign-in', async () => {
  const file = png('MARKER-LAST');
  const device = await deviceOf();
  proxy.fault = (path) => (isTransfer(path) ? { kind: 'refuse' } : undefined);
  const { customerId, id } = await pictured(device, file);
  await device.settle();
  const bookId = device.db.raw<{ id: string }>('SELECT id FROM book WHERE owner_id = ?', rep.id)[0]!.id;
  const heir = await admin.newRep();
  await admin.post('/v1/admin/book/reassign', {
    ...{ bookId, fromPersonId: rep.id, toPersonId: heir.id, reason: 'x' },
  });
  await until('erased', async () => {
    await device.settle();
    return device.db.raw('SELECT id FROM customer').length === 0;
  });
  device.db.raw('DELETE FROM outbox');
  await admin.revoke(rep.account, 'drain');
  // The session the file remembers is over, as after a restore: nobody takes the bytes under it.
  const unauthenticated = JSON.stringify({ error: { code: 'UNAUTHENTICATED', message: 'sign in first' } });
  proxy.fault = (path) =>
    isTransfer(path)
      ? {
          kind: 'replace',
          status: 401,
          headers: { 'content-type': 'application/json', [protocolHeader]: String(protocolVersion) },
          body: unauthenticated,
        }
      : undefined;
  const state = () => device.core.session.get();
  await until('waits for a sign-in', async () => {
    await device.core.session.contact();
    const now = state();
    return now.status === 'ended' && now.handover === 'sign-in' && now.unsent === 1;
  });
  proxy.fault = () => undefined;
  await device.core.session.signOut();
  await device.core.session.signIn({
    ...{ serverUrl: proxy.url, company: 'test', account: rep.account, password: testPassword },
  });
  await until('wiped', isWiped(device));
  const next = await deviceOf(heir.account, server.url);
  expect(await listOf(next, customerId)).toMatchObject([{ id, upload: 'done' }]);
  expect(await bytesOf(next, id)).toEqual(Buffer.from(file));
});

test('[ATTACH8] bytes that a server lost in a restore are offered again by a device that only looked at them', async () => {
  const file = png('restored');
  const path = join(tempFolder(), 'backup');
  const first = await deviceOf();
  const second = await deviceOf(rep.account, server.url);
  // The backup has the row, and not its bytes.
  proxy.fault = (asked) => (isTransfer(asked) ? { kind: 'refuse' } : undefined);
  const { customerId, id } = await pictured(first, file);
  await first.settle();
  await pipeline(backupStream(server.db, systemClock), createWriteStream(path));
  proxy.fault = () => undefined;
  await first.settle();
  await until('handed in', isHandedIn(first, customerId));
  await second.settle();
  expect(await bytesOf(second, id)).toEqual(Buffer.from(file));
  await first.close();
  await restoreBackup({ db: server.db, clock: systemClock, tell: () => {} }, path);
  await until('bytes offered again', async () => {
    await second.core.context.ready().syncLoop.now();
    const kept = await server.db.selectFrom('attachmentPiece').select('hash').execute();
    return kept.some(({ hash }) => hash === sha256(file));
  });
  const third = await deviceOf(rep.account, server.url);
  expect(await bytesOf(third, id)).toEqual(Buffer.from(file));
});
