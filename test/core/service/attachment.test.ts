/** Taking files in on a device, keeping them with what is saved, and letting go of them. */
import { expect, test } from 'vitest';
import { CoreError } from '#core/core-error.ts';
import { sweepFiles } from '#core/db/repository/attachment-sweep.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { png } from '#test/support/picture.ts';
import { createRep, type Rep } from './rep.ts';

const setUp = () => {
  const rep = createRep();
  const { customerId } = rep.customer.create({ fields: { name: '刘总', addedOn: '2026-01-01' } });
  return {
    rep,
    customerId,
    stage: (file = png('x'), name = '图.png') => rep.attachment.stage(customerId, name, file),
    names: () =>
      rep.attachment
        .list(customerId)
        .map(({ ownerKind, name }) => `${ownerKind} ${name}`)
        .toSorted(),
  };
};
const setting = (rep: Rep, key: string, value: number) =>
  rep.context.pulled('setting', {
    scopeId: rep.context.companyScopeId,
    key,
    value,
    teamId: null,
    personId: null,
  });
const detailOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return error instanceof CoreError ? (error.detail ?? error.code) : String(error);
  }
  return 'done';
};
const files = (rep: Rep) => rep.count('attachment_file');

test('a file is taken in by what it is, not by what it is called, and refused with its reason', () => {
  const { rep, stage, names } = setUp();
  expect(stage(png('x', { width: 640, height: 480 }), 'C:\\temp\\收据.pdf')).toMatchObject({
    ...{ name: '收据.pdf.png', mime: 'image/png', width: 640, height: 480 },
  });
  const refused = [
    ['ATTACHMENT_EMPTY', new Uint8Array()],
    ['ATTACHMENT_KIND', new TextEncoder().encode('MZ\0\0program')],
    ['ATTACHMENT_KIND', png('x').slice(0, 15)],
    ['ATTACHMENT_TOO_LARGE', png('x', { padding: 8 * 1_048_576 })],
    ['ATTACHMENT_TOO_LARGE', png('x', { width: 20_000, height: 1 }).fill(0x7f, 20, 24)],
  ] as const;
  for (const [detail, bytes] of refused) expect(detailOf(() => stage(bytes, 'a.png'))).toBe(detail);
  expect(files(rep)).toBe(1);
  expect(names()).toEqual([]);
  setting(rep, 'attachment.megabytes', 1);
  expect(detailOf(() => stage(png('x', { padding: 1_048_576 })))).toBe('ATTACHMENT_TOO_LARGE');
});

test('it is kept in one mutation with the note, the moment or the talk it was dropped on', () => {
  const { rep, customerId, stage, names } = setUp();
  rep.note.create(customerId, '见图', undefined, [stage().id]);
  rep.moment.log(customerId, {
    ...{ kind: 'travel', body: '', postedAt: instantOf(rep.clock), liked: false },
    attachments: [stage(png('y'), '海边.png').id],
  });
  const { receipt } = rep.capture.save(customerId, [], [], undefined, [stage(png('z'), '聊天.png').id]);
  expect(rep.mutations()).toEqual(['customer.create', 'note.create', 'moment.log', 'capture.save']);
  expect(names()).toEqual(['moment 海边.png', 'note 图.png', 'note 聊天.png']);
  expect(rep.count('attachment_upload')).toBe(3);
  rep.capture.undo(customerId, receipt);
  expect(names()).toEqual(['moment 海边.png', 'note 图.png']);
});

test('one that was staged for somebody else, too long ago or never refuses the save as a whole', () => {
  const { rep, customerId, stage } = setUp();
  const { customerId: other } = rep.customer.create({ fields: { name: '陈姐', addedOn: '2026-01-01' } });
  const { id } = stage();
  expect(detailOf(() => rep.note.create(other, '别人的', undefined, [id]))).toBe('ATTACHMENT_GONE');
  const isKept = () => rep.note.create(customerId, '太久', undefined, [id]);
  rep.clock.pass(2 * 3_600_000);
  expect(sweepFiles(rep.context.db, instantOf({ now: () => rep.clock.now() - 3_600_000 }))).toBe(true);
  expect(detailOf(isKept)).toBe('ATTACHMENT_GONE');
  expect(rep.count('note')).toBe(0);
  expect(files(rep)).toBe(0);
});

test('a card takes so many and says when it is full; what was deleted makes room', () => {
  const { rep, customerId, stage, names } = setUp();
  setting(rep, 'attachment.perCard', 2);
  const [first, second] = [stage(png('1')).id, stage(png('2')).id];
  const third = stage(png('3')).id;
  expect(detailOf(() => rep.note.create(customerId, '', undefined, [first, second, third]))).toBe(
    'ATTACHMENT_CARD_FULL',
  );
  rep.note.create(customerId, '', undefined, [first, second]);
  expect(detailOf(() => stage(png('4')))).toBe('ATTACHMENT_CARD_FULL');
  const [kept] = rep.attachment.list(customerId);
  rep.attachment.delete(kept!.id);
  expect(names()).toHaveLength(1);
  rep.note.create(customerId, '', undefined, [third]);
  expect(names()).toHaveLength(2);
});

test('[ATTACH10] it goes with its note and comes back with it; the bytes go an hour later, those named elsewhere stay', async () => {
  const { rep, customerId, stage, names } = setUp();
  const sweep = () => sweepFiles(rep.context.db, instantOf({ now: () => rep.clock.now() - 3_600_000 }));
  const { id: noteId } = rep.note.create(customerId, '见图', undefined, [stage().id]);
  const { id: twin } = rep.note.create(customerId, '同一张', undefined, [stage().id]);
  expect(files(rep)).toBe(1);
  rep.clock.pass(2 * 3_600_000);
  rep.note.delete(noteId);
  expect(names()).toHaveLength(1);
  sweep();
  rep.note.restore(noteId);
  expect(names()).toHaveLength(2);
  rep.note.delete(noteId);
  rep.clock.pass(2 * 3_600_000);
  sweep();
  expect(files(rep)).toBe(1);
  rep.note.delete(twin);
  sweep();
  expect(files(rep)).toBe(1);
  rep.clock.pass(2 * 3_600_000);
  sweep();
  expect(files(rep)).toBe(0);
  expect(rep.count('attachment_upload')).toBe(0);
});

test('a device that may only read takes nothing in', () => {
  const { rep, stage } = setUp();
  Object.assign(rep.context.mutator, { isReadOnly: () => true });
  expect(detailOf(() => stage())).toBe('LEASE_READ_ONLY');
  expect(files(rep)).toBe(0);
});

test('a picture in small is kept beside its bytes, goes with them, and is nothing else', () => {
  const { rep, customerId, stage } = setUp();
  const large = stage(png('large', { width: 640, height: 480 }));
  const small = png('small', { width: 32, height: 24 });
  expect(rep.attachment.thumbnail(large.id)).toBeUndefined();
  rep.attachment.keepThumbnail(large.id, small);
  rep.note.create(customerId, '见图', undefined, [large.id]);
  const [kept] = rep.attachment.list(customerId);
  expect(rep.attachment.thumbnail(kept!.id)).toEqual(Buffer.from(small));
  const refused = [
    ['ATTACHMENT_KIND', new TextEncoder().encode('text')],
    ['ATTACHMENT_TOO_LARGE', png('x', { padding: 64 * 1024 })],
  ] as const;
  for (const [detail, bytes] of refused)
    expect(detailOf(() => rep.attachment.keepThumbnail(kept!.id, bytes))).toBe(detail);
  expect(detailOf(() => rep.attachment.thumbnail(crypto.randomUUID()))).toBe('NOT_FOUND');
  expect(rep.mutations()).toEqual(['customer.create', 'note.create']);
  rep.attachment.delete(kept!.id);
  rep.context.db.raw('DELETE FROM attachment_upload');
  sweepFiles(rep.context.db, 'live');
  expect([files(rep), rep.count('attachment_thumb')]).toEqual([0, 0]);
});

test('a look at somebody’s posts takes a screenshot in place of words, and the undo takes it away', () => {
  const { rep, customerId, stage, names } = setUp();
  const shot = stage(png('shot'), '截图.png');
  const { id, momentId } = rep.patrol.log(customerId, {
    outcome: 'event',
    moment: { kind: 'family', body: '', postedAt: '2026-03-10T00:00:00.000Z', attachments: [shot.id] },
  });
  expect(momentId).not.toBeNull();
  expect(names()).toEqual(['moment 截图.png']);
  rep.patrol.undo(id);
  expect(names()).toEqual([]);
});
