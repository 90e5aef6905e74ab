/** The bytes of attachments on the server (SPEC ATTACH rules): who gets them, who brings them, how long they stay. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { beforeAll, expect, test } from 'vitest';
import { restoreBackup } from '#server/backup/restore.ts';
import { backupStream } from '#server/backup/write-backup.ts';
import { keepAttachments } from '#server/jobs/attachment-keep.ts';
import { dayMs } from '#shared/domain/calendar.ts';
import type { ReviewItems } from '#shared/protocol/review.ts';
import { bytesPath, evidencePath, handInPathOf, missingPath } from '#shared/protocol/attachment.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import { systemClock } from '#shared/lib/clock.ts';
import type { CompanyServer } from '#test/support/company-server.ts';
import { describeOnBoth } from '#test/support/on-both-databases.ts';
import { png } from '#test/support/picture.ts';
import { tempFolder } from '#test/support/temp-folder.ts';
import { customerFields, customerIdOf } from '#test/support/test-company.ts';
import { codeOf, insert, noteOf, patch, send, signIn, type Device } from './device.ts';

const at = '2026-02-01T08:00:00.000Z';

describeOnBoth('attachments', (maker) => {
  let server: CompanyServer;
  let rep: Device;
  let other: Device;
  let lead: Device;
  let bookId: string;
  let laterMs = 0;
  const clock = { now: () => Date.now() + laterMs };

  beforeAll(async () => {
    server = await maker.start({ clock });
    rep = await signIn(server.url, 'rep1');
    other = await signIn(server.url, 'rep2');
    lead = await signIn(server.url, 'lead1');
    bookId = server.company.reps[0].bookId!;
  });

  const fieldsOf = (
    file: Uint8Array,
    ownerKind: string,
    ownerId: string,
    customerId = customerIdOf(1, 1),
  ) => ({
    ...{ customerId, ownerKind, ownerId, mime: 'image/png', name: '图.png', width: 8, height: 6 },
    hash: createHash('sha256').update(file).digest('hex'),
    size: file.length,
  });

  /** A note or moment with a picture, pushed; the bytes are not. */
  async function kept(
    file: Uint8Array,
    { by = rep, scope = bookId, customerId = customerIdOf(1, 1), kind = 'note' } = {},
  ): Promise<{ id: string; ownerId: string }> {
    const [id, ownerId] = [uuidv7(systemClock), uuidv7(systemClock)];
    const owner =
      kind === 'note'
        ? noteOf(scope, customerId, 'with a picture', ownerId)
        : insert('moment', scope, { customerId, kind: 'travel', body: '在海边', postedAt: at }, ownerId);
    const row = insert('attachment', scope, fieldsOf(file, kind, ownerId, customerId), id);
    const { results } = await by.push(by.mutation([owner, row]));
    expect(results).toMatchObject([{ status: 'applied' }]);
    return { id, ownerId };
  }

  const handIn = (device: Device, id: string, file: Uint8Array, type = 'application/octet-stream') =>
    send(server.url, handInPathOf(id), {
      token: device.token,
      raw: Buffer.from(file),
      headers: { 'content-type': type },
    });
  async function bytesOf(
    device: Device,
    id: string,
    path: string = bytesPath,
  ): Promise<Buffer | string | undefined> {
    const response = await fetch(server.url + path, {
      method: 'POST',
      headers: {
        ...{ 'rapport-protocol': '4', 'content-type': 'application/json' },
        authorization: `Bearer ${device.token}`,
      },
      body: JSON.stringify({ id }),
    });
    const body = Buffer.from(await response.arrayBuffer());
    return response.status === 200
      ? body
      : (JSON.parse(body.toString()) as { error: { code: string } }).error.code;
  }
  const pieces = async () =>
    (await server.db.selectFrom('attachmentPiece').select('hash').distinct().execute()).map(
      ({ hash }) => hash,
    );
  const hashOf = (file: Uint8Array) => createHash('sha256').update(file).digest('hex');

  test('[ATTACH3] [ATTACH5] bytes come back as they were; twice is once; nobody else learns that they are there', async () => {
    const file = png('first', { padding: 100_000 });
    const { id } = await kept(file);
    expect(await bytesOf(rep, id)).toBe('NOT_FOUND');
    expect((await handIn(rep, id, file)).body).toEqual({ ok: true });
    expect((await handIn(rep, id, file)).body).toEqual({ ok: true });
    expect(await bytesOf(rep, id)).toEqual(Buffer.from(file));
    for (const device of [other, lead]) {
      expect(await bytesOf(device, id)).toBe('NOT_FOUND');
      expect(codeOf(await handIn(device, id, file))).toBe('NOT_FOUND');
    }
    expect(await bytesOf(rep, uuidv7(systemClock))).toBe('NOT_FOUND');
    expect(await bytesOf(rep, 'not-an-id')).toBe('INVALID');
    expect(codeOf(await send(server.url, bytesPath, { body: { id } }))).toBe('UNAUTHENTICATED');
  });

  test('[ATTACH5] bytes of another hash, size or kind, and more than the company allows, are refused and not kept', async () => {
    const file = png('second');
    const { id } = await kept(file);
    expect(codeOf(await handIn(rep, id, png('another')))).toBe('INVALID');
    expect(codeOf(await handIn(rep, id, file.slice(0, -1)))).toBe('INVALID');
    expect(codeOf(await handIn(rep, id, file, 'text/plain'))).toBe('INVALID');
    const text = Buffer.from('<script>alert(1)</script>');
    const liar = await kept(text);
    expect(codeOf(await handIn(rep, liar.id, text))).toBe('INVALID');
    const big = png('big', { padding: 8 * 1_048_576 });
    const tooBig = await kept(big);
    expect(codeOf(await handIn(rep, tooBig.id, big))).toBe('TOO_LARGE');
    expect(codeOf(await handIn(rep, tooBig.id, Buffer.alloc(21 * 1_048_576)))).toBe('TOO_LARGE');
    for (const { id: left } of [{ id }, liar, tooBig]) expect(await bytesOf(rep, left)).toBe('NOT_FOUND');
  });

  test('[ATTACH5] a customer who has as many files as the company allows gets no more, on any of the cards that are one', async () => {
    const admin = await signIn(server.url, 'admin');
    const most = (value: number | null) =>
      admin.post('/v1/setting/set', { key: 'attachment.perCard', value, teamId: null, personId: null });
    const [customerId, twin] = [uuidv7(systemClock), uuidv7(systemClock)];
    await rep.push(
      rep.mutation([customerId, twin].map((card) => insert('customer', bookId, customerFields(), card))),
    );
    const [one, two, three] = [png('1'), png('2'), png('3')];
    const first = await kept(one, { customerId });
    const second = await kept(two, { customerId: twin });
    const third = await kept(three, { customerId });
    await most(1);
    try {
      expect((await handIn(rep, first.id, one)).status).toBe(200);
      expect((await handIn(rep, first.id, one)).status).toBe(200);
      expect(codeOf(await handIn(rep, third.id, three))).toBe('TOO_LARGE');
      const change = async (entity: string, id: string, fields: Record<string, unknown>) => {
        await rep.pullAll();
        const write = patch(entity, bookId, id, rep.cursors[bookId]!.version, fields as never);
        expect((await rep.push(rep.mutation([write]))).results).toMatchObject([{ status: 'applied' }]);
      };
      const mergeUndo = { at, absorbedAt: null, fields: {}, removed: [] };
      await change('customer', twin, { mergedIntoId: customerId, mergeUndo, deletedAt: at });
      expect(codeOf(await handIn(rep, second.id, two))).toBe('TOO_LARGE');
      // Whose owner was deleted no longer counts.
      await change('note', first.ownerId, { deletedAt: at });
      expect((await handIn(rep, second.id, two)).status).toBe(200);
      expect(codeOf(await handIn(rep, third.id, three))).toBe('TOO_LARGE');
      await change('customer', twin, { mergedIntoId: null, mergeUndo: null, deletedAt: null });
      expect((await handIn(rep, third.id, three)).status).toBe(200);
    } finally {
      await most(null);
    }
  });

  test('[ATTACH13] what was kept with a touch is shown to who reviews it; nothing else of the card is', async () => {
    const [proof, private_] = [png('proof'), png('of a note')];
    const day = { personId: server.company.reps[0].id, on: '2026-02-01' };
    const [id, touchId, planItemId] = [uuidv7(systemClock), uuidv7(systemClock), uuidv7(systemClock)];
    const touch = insert(
      'touch',
      bookId,
      {
        ...{
          customerId: customerIdOf(1, 1),
          kind: 'chat',
          touchClass: 'care',
          body: '发了资料',
          happenedAt: at,
        },
        ...{
          minutes: null,
          replied: null,
          momentId: null,
          planItemId,
          quality: null,
          evidence: '收到啦',
        },
      },
      touchId,
    );
    await rep.push(
      rep.mutation([touch, insert('attachment', bookId, fieldsOf(proof, 'touch', touchId), id)]),
    );
    const entry = async () => {
      const { entries } = (await lead.post('/v1/review/items', day)).body as ReviewItems;
      return entries.find((each) => each.id === touchId)!;
    };
    const see = (device: Device, which: string) => bytesOf(device, which, evidencePath);
    expect(await entry()).toMatchObject({
      evidence: '收到啦',
      planItemId,
      files: [{ id, name: '图.png', mime: 'image/png' }],
    });
    expect(await see(lead, id)).toBe('NOT_FOUND');
    await handIn(rep, id, proof);
    const note = await kept(private_);
    await handIn(rep, note.id, private_);
    const [admin, lead2] = [await signIn(server.url, 'admin'), await signIn(server.url, 'lead2')];
    for (const device of [lead, admin]) {
      expect(await see(device, id)).toEqual(Buffer.from(proof));
      expect(await bytesOf(device, id)).toBe('NOT_FOUND');
      expect(await see(device, note.id)).toBe('FORBIDDEN');
    }
    expect(await see(lead2, id)).toBe('FORBIDDEN');
    for (const device of [rep, other]) expect(await see(device, id)).toBe('FORBIDDEN');
    await rep.pullAll();
    await rep.push(
      rep.mutation([patch('touch', bookId, touchId, rep.cursors[bookId]!.version, { deletedAt: at })]),
    );
    expect(await see(lead, id)).toBe('FORBIDDEN');
  });

  test('[ATTACH4] knowing a hash, or an id, gets nobody the bytes of another book', async () => {
    const file = png('secret');
    const { id, ownerId } = await kept(file);
    await handIn(rep, id, file);
    const [, { bookId: otherBook }] = server.company.reps;
    const mine = noteOf(otherBook!, customerIdOf(2, 1));
    const sameHash = insert('attachment', otherBook!, fieldsOf(file, 'note', mine.id, customerIdOf(2, 1)));
    const sameId = insert('attachment', otherBook!, fieldsOf(file, 'note', ownerId, customerIdOf(2, 1)), id);
    await other.push(other.mutation([mine, sameHash]), other.mutation([sameId]));
    expect(await bytesOf(other, sameHash.id)).toBe('NOT_FOUND');
    expect(await bytesOf(other, id)).toBe('NOT_FOUND');
    const asked = await other.post(missingPath, { ids: [sameHash.id, id] });
    expect(asked.body).toEqual({ missing: expect.arrayContaining([sameHash.id, id]), unknown: [] });
    expect(await bytesOf(rep, id)).toEqual(Buffer.from(file));
  });

  test('[ATTACH6] the server tells which bytes it lacks, and which rows are not the person’s to hand in', async () => {
    const [here, absent] = [png('here'), png('absent')];
    const first = await kept(here);
    const second = await kept(absent);
    await handIn(rep, first.id, here);
    const nobodys = uuidv7(systemClock);
    const ids = [first.id, second.id, nobodys];
    expect((await rep.post(missingPath, { ids })).body).toEqual({ missing: [second.id], unknown: [nobodys] });
    expect((await lead.post(missingPath, { ids })).body).toEqual({ missing: [], unknown: ids });
    expect(codeOf(await rep.post(missingPath, { ids: [] }))).toBe('INVALID');
  });

  test('[ATTACH11] pictures of Moments go after their days, by the server’s clock, and their bytes at once; the text and other files stay', async () => {
    const [picture, shot] = [png('a face'), png('a talk')];
    const moment = await kept(picture, { kind: 'moment' });
    const note = await kept(shot);
    await handIn(rep, moment.id, picture);
    await handIn(rep, note.id, shot);
    await keepAttachments({ db: server.db, clock });
    laterMs += 29 * dayMs;
    expect(await keepAttachments({ db: server.db, clock })).toEqual({
      expired: 0,
      removed: expect.any(Number),
    });
    expect(await bytesOf(rep, moment.id)).toEqual(Buffer.from(picture));
    const before = (await rep.pullAll()).get('attachment')!.get(moment.id)!;
    laterMs += 2 * dayMs;
    expect(await keepAttachments({ db: server.db, clock })).toMatchObject({ expired: 1 });
    expect(await keepAttachments({ db: server.db, clock })).toEqual({ expired: 0, removed: 0 });
    const rows = await rep.pullAll();
    const after = rows.get('attachment')!.get(moment.id)!;
    expect(after.deletedAt).not.toBeNull();
    expect(after.version).toBeGreaterThan(before.version);
    expect(await bytesOf(rep, moment.id)).toBe('NOT_FOUND');
    expect(await pieces()).not.toContain(hashOf(picture));
    expect(await bytesOf(rep, note.id)).toEqual(Buffer.from(shot));
    const { body, deletedAt } = await server.db
      .selectFrom('moment')
      .select(['body', 'deletedAt'])
      .where('id', '=', moment.ownerId as never)
      .executeTakeFirstOrThrow();
    expect({ body, deletedAt }).toEqual({ body: '在海边', deletedAt: null });
  });

  test('[ATTACH10] bytes go a week after what they were kept with; brought back within the week they stay', async () => {
    const file = png('taken back');
    const { id, ownerId } = await kept(file);
    await handIn(rep, id, file);
    const setDeleted = async (deletedAt: string | null) => {
      const row = await server.db
        .selectFrom('note')
        .select('version')
        .where('id', '=', ownerId as never)
        .executeTakeFirstOrThrow();
      await rep.push(rep.mutation([patch('note', bookId, ownerId, row.version, { deletedAt })]));
      await keepAttachments({ db: server.db, clock });
    };
    await setDeleted(at);
    laterMs += 6 * dayMs;
    await setDeleted(null);
    laterMs += 6 * dayMs;
    await keepAttachments({ db: server.db, clock });
    expect(await bytesOf(rep, id)).toEqual(Buffer.from(file));
    await setDeleted(at);
    laterMs += 8 * dayMs;
    expect((await keepAttachments({ db: server.db, clock })).removed).toBeGreaterThan(0);
    expect(await pieces()).not.toContain(hashOf(file));
  });

  test('[ATTACH4] [SPLIT1] a customer who moves takes the bytes along; the former owner has them no more', async () => {
    const file = png('moves');
    const customerId = customerIdOf(1, 2);
    const { id } = await kept(file, { customerId });
    await handIn(rep, id, file);
    const late = png('late');
    const lateRow = await kept(late, { customerId });
    const [rep1, rep2] = server.company.reps;
    const admin = await signIn(server.url, 'admin');
    await admin.post('/v1/admin/book/split', {
      ...{ fromBookId: rep1.bookId, fromPersonId: rep1.id, toBookId: rep2.bookId },
      ...{ customerIds: [customerId], reason: 'x' },
    });
    await expect
      .poll(async () => (await admin.get('/v1/admin/book/splits')).text, { timeout: 20_000 })
      .toContain('"done"');
    expect(await bytesOf(other, id)).toEqual(Buffer.from(file));
    expect(await bytesOf(rep, id)).toBe('NOT_FOUND');
    // [ATTACH5] Its author still brings what was not handed in, for the one who has the customer now.
    expect((await rep.post(missingPath, { ids: [lateRow.id] })).body).toEqual({
      missing: [lateRow.id],
      unknown: [],
    });
    expect((await handIn(rep, lateRow.id, late)).status).toBe(200);
    expect(await bytesOf(rep, lateRow.id)).toBe('NOT_FOUND');
    expect(await bytesOf(other, lateRow.id)).toEqual(Buffer.from(late));
  });

  test('a backup holds the bytes, and a restore brings them back', async () => {
    const file = png('backed up', { padding: 200_000 });
    const { id } = await kept(file);
    await handIn(rep, id, file);
    const path = join(tempFolder(), 'backup');
    await pipeline(backupStream(server.db, systemClock), createWriteStream(path));
    await server.db.deleteFrom('attachmentPiece').execute();
    await server.db.deleteFrom('attachmentPlace').execute();
    expect(await bytesOf(rep, id)).toBe('NOT_FOUND');
    await restoreBackup({ db: server.db, clock: systemClock, tell: () => {} }, path);
    expect(await bytesOf(rep, id)).toEqual(Buffer.from(file));
  });
});
