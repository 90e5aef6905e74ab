/** Files that are kept with notes: taken in, looked at elsewhere, deleted and restored (SPEC ATTACH rules). */
import { Buffer } from 'node:buffer';
import { dbOf } from './device.ts';
import { customer, edit, newId, ownBook, pick } from './edit-operation.ts';
import { hashOf, seeContent } from './file-check.ts';
import { pairOf } from './observe.ts';
import type { Operation } from './operation.ts';

export const attachmentOperations = {
  attach: edit(3, async (api, scene, device, a, b) => {
    const customerId = customer(device, a);
    if (!customerId) return;
    const mark = scene.text('file');
    const bytes = Buffer.from(`${mark}${'line of a file\n'.repeat(1 + b * 20)}`);
    scene.files.set(hashOf(bytes), { mark, device: device.name });
    const staged = await api.attachment.stage({ customerId, name: 'list.txt', bytes: new Blob([bytes]) });
    await api.note.create({ customerId, body: scene.text('note'), attachments: [staged.id] });
  }),
  openFile: edit(3, async (api, scene, device, a) => {
    const id = pick(device, 'SELECT id FROM attachment ORDER BY id', a);
    if (id) await seeContent(scene, device, id, () => api.attachment.content({ id }));
  }),
  deleteFile: edit(2, (api, _scene, device, a, b) => {
    const where = b % 2 ? 'NULL' : 'NOT NULL';
    const id = pick(device, `SELECT id FROM attachment WHERE deleted_at IS ${where} ORDER BY id`, a);
    if (id) return b % 2 ? api.attachment.delete({ id }) : api.attachment.restore({ id });
  }),
  /** A device that lies: it says it keeps a file of which its person never saw more than the hash. */
  claimFile: edit(
    1,
    (_api, scene, device, a) => {
      const book = ownBook(device);
      const known = [...scene.files.keys()];
      const hash = known[a % Math.max(1, known.length)];
      const rep = scene.world.company.reps.findIndex(({ bookId }) => bookId === book);
      if (!book || !hash || dbOf(device).raw('SELECT 1 FROM attachment_file WHERE hash=?', hash).length > 0)
        return;
      const customerId = pairOf(rep + 1)[0];
      const [noteId, id] = [newId(scene), newId(scene)];
      const note = {
        customerId,
        body: scene.text('note'),
        happenedAt: '2026-03-02T00:00:00.000Z',
        origin: 'rep',
      };
      const fields = { customerId, ownerKind: 'note', ownerId: noteId, hash, size: 100, mime: 'text/plain' };
      scene.claims.add(id);
      device.core.context.ready().mutator.mutate('sim.claim', [
        { op: 'insert', entity: 'note', id: noteId, scope: book, fields: note },
        {
          op: 'insert',
          entity: 'attachment',
          id,
          scope: book,
          fields: { ...fields, name: 'list.txt', width: null, height: null },
        },
      ]);
    },
    'perhaps',
  ),
} satisfies Record<string, Operation>;
