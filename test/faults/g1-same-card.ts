/** G1: two devices edit one card offline; whatever they wrote can be reached afterwards. */
import { createOracle, type NoteRow } from './oracle.ts';
import { addHarm, noHarm, type FaultRow } from './row.ts';
import { setScene } from './scene.ts';

const fields = ['city', 'company', 'jobTitle', 'nickname', 'remark'] as const;
const cards = 20;

export const sameCard: FaultRow = {
  id: 'G1',
  what: 'two devices edit one card offline: different fields both kept, of one field both values in reach, notes both',
  runs: { full: 10_000, short: 60 },
  async run(context) {
    const scene = await setScene(context);
    const { db } = scene.server;
    const rep = await scene.admin.newRep();
    const bookId = await scene.bookOf(rep.id);
    const [a, b] = [await scene.device(rep.account), await scene.device(rep.account)];
    const ids = await scene.customers(
      a,
      Array.from({ length: cards }, (_, index) => `Card ${index}`),
    );
    await b.core.settle();
    const oracle = createOracle();
    const figures = { ...noHarm, runs: 0, maxRecoverMs: 0 };
    let sameField = 0;
    for (let round = 0; round * cards < context.runs; round++) {
      const [fieldsA, fieldsB] = [fieldAt(round, 1), fieldAt(round, 2)];
      for (const device of [a, b]) device.offline();
      for (const [index, customerId] of ids.entries()) {
        for (const [device, field, by] of [
          [a, fieldsA(index), 'a'],
          [b, fieldsB(index), 'b'],
        ] as const) {
          const value = `${by}-${round}-${index}`;
          await device.core.api.customer.patch({ customerId, fields: { [field]: value } });
          await device.core.api.note.create({ customerId, body: `note-${value}` });
          oracle.acknowledged(`note-${value}`, bookId);
        }
      }
      for (const device of [a, b]) device.online();
      const began = performance.now();
      for (const device of [a, b, a]) await device.core.settle();
      figures.maxRecoverMs = Math.max(figures.maxRecoverMs, performance.now() - began);
      const rows = await db
        .selectFrom('customer')
        .selectAll()
        .where('scopeId', '=', bookId as never)
        .execute();
      const kept = new Map(rows.map((row) => [row.id as string, row as unknown as Record<string, unknown>]));
      const conflicts = await db
        .selectFrom('conflict')
        .select(['rowId', 'field', 'lateValue'])
        .where('scopeId', '=', bookId as never)
        .where('status', '=', 'open')
        .execute();
      const told = conflicts.map(
        ({ rowId, field, lateValue }) => `${rowId} ${field} ${JSON.stringify(lateValue)}`,
      );
      for (const [index, customerId] of ids.entries()) {
        const [fieldA, fieldB] = [fieldsA(index), fieldsB(index)];
        const reach = (field: string, value: string) =>
          Number(kept.get(customerId)?.[field] === value) +
          told.filter((entry) => entry === `${customerId} ${field} ${JSON.stringify(value)}`).length;
        for (const times of [reach(fieldA, `a-${round}-${index}`), reach(fieldB, `b-${round}-${index}`)]) {
          if (times === 0) figures.lost += 1;
          else figures.duplicated += times - 1;
        }
        if (fieldA === fieldB) sameField += 1;
        figures.runs += 1;
      }
      const open = await a.core.api.conflict.list({});
      if (open.length > 0) {
        await a.core.api.conflict.resolve({ ids: open.slice(0, 500).map(({ id }) => id), action: 'dismiss' });
      }
    }
    for (const device of [a, b, a]) await device.core.settle();
    const notes = await db.selectFrom('note').select(['scopeId', 'body', 'deletedAt']).execute();
    const content = (device: typeof a) =>
      JSON.stringify(device.core.db.raw('SELECT * FROM customer ORDER BY id'));
    if (content(a) !== content(b)) figures.corrupt += 1;
    return { ...figures, ...addHarm(figures, oracle.judge(notes as NoteRow[])), extra: { sameField } };
  },
};

/** Walks through the fields at a pace of its own, so that every pair of fields comes up. */
function fieldAt(round: number, pace: number): (index: number) => (typeof fields)[number] {
  return (index) => fields[(round + index * pace) % fields.length]!;
}
