/** H3: the book goes to a colleague, the colleague leaves, it comes back, and only then the old device returns. */
import { noHarm, type FaultRow } from './row.ts';
import { setScene } from './scene.ts';

export const backAgain: FaultRow = {
  id: 'H3',
  what: 'A to B and back to A while A’s old device is away: its edits are judged by who owns the book today',
  runs: { full: 500, short: 5 },
  async run(context) {
    const scene = await setScene(context);
    const figures = { ...noHarm, runs: 0, maxRecoverMs: 0, missed: [] as string[] };
    for (let run = 0; run < context.runs; run++) {
      const [first, second] = [await scene.admin.newRep(), await scene.admin.newRep()];
      const bookId = await scene.bookOf(first.id);
      const old = await scene.device(first.account);
      const [customerId] = (await scene.customers(old, [`Card ${run}`])) as [string];
      old.offline();
      await old.core.api.note.create({ customerId, body: 'from the old device' });
      await old.core.api.customer.patch({ customerId, fields: { city: 'old', company: 'old' } });
      const give = (from: string, to: string) =>
        scene.admin.post('/v1/admin/book/reassign', {
          bookId,
          fromPersonId: from,
          toPersonId: to,
          reason: 'test',
        });
      await give(first.id, second.id);
      const between = await scene.device(second.account);
      await between.core.api.customer.patch({ customerId, fields: { city: 'between' } });
      await between.core.settle();
      await scene.admin.post('/v1/admin/person/leave', { personId: second.id });
      await give(second.id, first.id);
      old.online();
      const began = performance.now();
      await old.core.settle();
      figures.maxRecoverMs = Math.max(figures.maxRecoverMs, performance.now() - began);
      const card = await old.core.api.customer.get({ customerId });
      const conflicts = await old.core.api.conflict.list({ customerId });
      const notes = old.core.db.raw<{ late: boolean }>(
        `SELECT late FROM note WHERE body='from the old device'`,
      );
      // The owner of today may set what nobody changed; of what was changed meanwhile both values are in reach.
      if (card.company !== 'old') figures.lost += 1;
      if (card.city !== 'between') figures.lost += 1;
      if (!conflicts.some(({ field, lateValue }) => field === 'city' && lateValue === 'old'))
        figures.lost += 1;
      if (notes.length === 0) figures.lost += 1;
      figures.duplicated += Math.max(0, notes.length - 1) + Math.max(0, conflicts.length - 1);
      if (notes[0]?.late) figures.missed.push('an owner’s note was called late');
      figures.runs += 1;
      await old.core.close();
      await between.core.close();
    }
    return figures;
  },
};
