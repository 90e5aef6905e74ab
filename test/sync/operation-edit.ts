/** What people do on their devices. */
import { trustStages } from '#shared/domain/entity/book.ts';
import { dbOf, type Device } from './device.ts';
import { customer, edit, loneCustomer, newId, ownBook, pick } from './edit-operation.ts';
import { pairOf } from './observe.ts';
import type { Operation } from './operation.ts';

const texts = ['city', 'company', 'jobTitle', 'remark'] as const;
const tiers = ['A', 'B', 'C'] as const;

export const editOperations = {
  patch: edit(14, (api, scene, device, a, b) => {
    const customerId = customer(device, a);
    if (!customerId) return;
    const field = texts[b % texts.length]!;
    return api.customer.patch({ customerId, fields: { [field]: scene.text(field.toLowerCase()) } });
  }),
  patchTwo: edit(3, (api, scene, device, a, b) => {
    const customerId = customer(device, a);
    if (!customerId) return;
    const fields = { city: scene.text('city'), tier: tiers[b % tiers.length]! };
    return api.customer.patch({ customerId, fields });
  }),
  /** With a reason it is a decision that holds; without, nothing keeps the rule from setting it by the signs. */
  trust: edit(2, (api, scene, device, a, b) => {
    const customerId = customer(device, a);
    if (!customerId) return;
    const fields = { trustStage: trustStages[b % trustStages.length]! };
    if (b % 2) return api.customer.patch({ customerId, fields, reason: scene.text('remark') });
    device.core.context
      .ready()
      .mutator.mutate('sim.trust', [{ op: 'patch', entity: 'customer', id: customerId, fields }]);
  }),
  pair: edit(4, (_api, scene, device) => {
    const rep = [1, 2, 3].find((place) => holdsBoth(device, pairOf(place)));
    if (rep === undefined) return;
    const nickname = scene.text('pair');
    const writes = pairOf(rep).map(
      (id) => ({ op: 'patch', entity: 'customer', id, fields: { nickname } }) as const,
    );
    device.core.context.ready().mutator.mutate('sim.pair', writes);
  }),
  create: edit(4, (api, scene, _device, a, b) =>
    api.customer.create({
      fields: { name: scene.text('name') },
      ...(a % 2 ? { phone: `1390000${String(1000 + b)}` } : {}),
      ...(b % 3 === 0 ? { tags: [scene.text('tag')] } : {}),
    }),
  ),
  note: edit(8, (api, scene, device, a, b) => {
    const customerId = customer(device, a);
    if (!customerId) return;
    const followUp = { body: scene.text('promise'), dueAt: '2026-04-01T00:00:00.000Z' };
    return api.note.create({ customerId, body: scene.text('note'), ...(b % 2 ? { followUp } : {}) });
  }),
  touch: edit(4, (api, scene, device, a) => {
    const customerId = customer(device, a);
    if (!customerId) return;
    const body = scene.text('touch');
    return api.touch.log({ customerId, kind: 'chat', touchClass: 'care', body, replied: null });
  }),
  replied: edit(2, (api, _scene, device, a, b) => {
    const id = pick(device, 'SELECT id FROM touch WHERE deleted_at IS NULL ORDER BY id', a);
    if (id) return api.touch.setReplied({ id, replied: b % 2 === 0 });
  }),
  tag: edit(3, (api, scene, device, a) => {
    const customerId = customer(device, a);
    if (customerId) return api.customer.addTag({ customerId, name: scene.text('tag') });
  }),
  untag: edit(2, (api, _scene, device, a) => {
    const id = pick(device, 'SELECT id FROM customer_tag WHERE deleted_at IS NULL ORDER BY id', a);
    if (id) return api.customer.removeTag({ id });
  }),
  promise: edit(3, (api, _scene, device, a, b) => {
    const id = pick(device, 'SELECT id FROM promise WHERE deleted_at IS NULL ORDER BY id', a);
    if (!id) return;
    if (b % 5 === 0) return api.promise.delete({ id });
    return api.promise.setStatus({ id, status: (['kept', 'open', 'cancelled'] as const)[b % 3]! });
  }),
  delete: edit(4, (api, _scene, device, a) => {
    const customerId = loneCustomer(device, a);
    if (customerId) return api.customer.delete({ customerId });
  }),
  undelete: edit(3, (api, _scene, device, a) => {
    const customerId = pick(device, 'SELECT id FROM customer WHERE deleted_at IS NOT NULL ORDER BY id', a);
    if (customerId) return api.customer.restore({ customerId });
  }),
  deleteNote: edit(2, (api, _scene, device, a, b) => {
    const where = b % 2 ? 'NULL' : 'NOT NULL';
    const id = pick(device, `SELECT id FROM note WHERE deleted_at IS ${where} ORDER BY id`, a);
    if (id) return b % 2 ? api.note.delete({ id }) : api.note.restore({ id });
  }),
  resolve: edit(3, (api, _scene, device, a, b) => {
    const open = dbOf(device).raw<{ id: string; field: string }>(
      `SELECT id, field FROM conflict WHERE status='open' AND deleted_at IS NULL ORDER BY id`,
    );
    const conflict = open[a % Math.max(1, open.length)];
    if (!conflict) return;
    const action = b % 2 && conflict.field !== 'nickname' ? 'take' : 'dismiss';
    return api.conflict.resolve({ ids: [conflict.id], action });
  }),
  dismiss: edit(1, async (api, scene, device, a) => {
    const refused = device.queue.filter(({ state }) => state === 'rejected');
    const one = refused[a % Math.max(1, refused.length)];
    if (!one) return;
    await api.sync.dismissRejection({ mutationId: one.mutationId });
    scene.dismissed.add(one.mutationId);
  }),
  plan: edit(3, async (api, _scene, _device, a, b) => {
    const { items } = await api.plan.today();
    const item = items[a % Math.max(1, items.length)];
    if (b % 6 === 5) return api.plan.start();
    if (!item) return;
    if (b % 6 === 1) return api.plan.done({ id: item.id });
    if (b % 6 === 2) return api.plan.later({ id: item.id });
    if (b % 6 === 3) return api.plan.skip({ id: item.id, reason: 'no_time' });
    if (b % 6 === 4) return api.plan.undo({ id: item.id });
  }),
  import: edit(1, async (api, scene) => {
    const lines = [1, 2].map(() => `${scene.text('name')},${scene.text('company')}`);
    const bytes = new Blob([`姓名,公司\n${lines.join('\n')}\n`]);
    const { importId } = await api.import.inspect({ fileName: 'people.csv', bytes });
    await api.import.run({ importId, choice: {} });
  }),
  /** What the server must refuse, and must not let block what follows. */
  poison: edit(
    2,
    (_api, scene, device) => {
      const book = ownBook(device);
      if (!book) return;
      const fields = {
        customerId: '0190ffff-0000-7000-8000-000000000000',
        body: scene.text('note'),
        happenedAt: '2026-03-02T00:00:00.000Z',
        origin: 'rep',
      };
      device.core.context
        .ready()
        .mutator.mutate('sim.poison', [
          { op: 'insert', entity: 'note', id: newId(scene), scope: book, fields },
        ]);
    },
    'always',
  ),
  /** A device that lies: it writes into a book its person never had. */
  trespass: edit(
    2,
    (_api, scene, device, a) => {
      const { reps } = scene.world.company;
      const books = [...scene.history.state.rows.entries()].filter(([key]) => key.startsWith('book/'));
      const foreign = books.filter(([, row]) => !scene.history.wasHeld(row.id, device.person.id));
      const book = foreign[a % Math.max(1, foreign.length)]?.[1];
      const rep = reps.findIndex(({ bookId }) => bookId === book?.id);
      if (!book || rep < 0) return;
      const fields = {
        customerId: pairOf(rep + 1)[0],
        body: scene.text('note'),
        happenedAt: '2026-03-02T00:00:00.000Z',
        origin: 'rep',
      };
      device.core.context
        .ready()
        .mutator.mutate('sim.trespass', [
          { op: 'insert', entity: 'note', id: newId(scene), scope: book.id, fields },
        ]);
    },
    'perhaps',
  ),
  /** The disk refuses just when the edit is to be queued. */
  diskFull: edit(2, async (api, scene, device, a, b) => {
    const customerId = customer(device, a);
    if (!customerId) return;
    const write = () =>
      b % 2
        ? api.note.create({ customerId, body: scene.text('note') })
        : api.customer.patch({ customerId, fields: { remark: scene.text('remark') } });
    const db = dbOf(device);
    db.raw(
      `CREATE TEMP TRIGGER disk_full BEFORE INSERT ON main.outbox BEGIN SELECT RAISE(ABORT, 'full'); END`,
    );
    try {
      await write().catch(() => {});
    } finally {
      db.raw('DROP TRIGGER disk_full');
    }
  }),
} satisfies Record<string, Operation>;

/**
 * Not between two pages with a change of one of the two (PULL7): what is written in sight of that is in conflict with
 * half of what it did not see, and rightly ends as a half.
 */
function holdsBoth(device: Device, [first, second]: readonly [string, string]): boolean {
  const nicknameOf = (id: string) =>
    dbOf(device).raw<{ nickname: string }>('SELECT nickname FROM customer WHERE id=?', id)[0]?.nickname;
  const nickname = nicknameOf(first);
  return nickname !== undefined && nickname === nicknameOf(second);
}
