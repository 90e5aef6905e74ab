/** G2: one device deletes what another one edits; neither the edit nor the decision to delete is lost. */
import { noHarm, type FaultRow } from './row.ts';
import { setScene } from './scene.ts';

const perRound = 20;

export const deletedCard: FaultRow = {
  id: 'G2',
  what: 'deleted on one device, edited on another: the later of the two becomes a conflict, nothing comes back by itself',
  runs: { full: 5_000, short: 40 },
  async run(context) {
    const scene = await setScene(context);
    const { db } = scene.server;
    const rep = await scene.admin.newRep();
    const bookId = await scene.bookOf(rep.id);
    const [a, b] = [await scene.device(rep.account), await scene.device(rep.account)];
    const figures = { ...noHarm, runs: 0, maxRecoverMs: 0 };
    for (let round = 0; round * perRound < context.runs; round++) {
      const names = Array.from({ length: perRound }, (_, index) => `Card ${round}-${index}`);
      const ids = await scene.customers(a, names);
      await b.core.settle();
      for (const device of [a, b]) device.offline();
      for (const customerId of ids) {
        await a.core.api.customer.delete({ customerId });
        await b.core.api.customer.patch({ customerId, fields: { city: `city-${customerId}` } });
      }
      const isDeletionFirst = round % 2 === 0;
      const [first, second] = isDeletionFirst ? [a, b] : [b, a];
      const began = performance.now();
      // The second one's line stays cut until the first is through: a device that has a line again begins by itself.
      first.online();
      await first.core.settle();
      second.online();
      for (const device of [second, first]) await device.core.settle();
      figures.maxRecoverMs = Math.max(figures.maxRecoverMs, performance.now() - began);
      const rows = await db
        .selectFrom('customer')
        .select(['id', 'city', 'deletedAt'])
        .where('scopeId', '=', bookId as never)
        .where('id', 'in', ids as never[])
        .execute();
      const conflicts = await db
        .selectFrom('conflict')
        .select(['rowId', 'field', 'lateValue'])
        .where('scopeId', '=', bookId as never)
        .execute();
      for (const { id, city, deletedAt } of rows) {
        figures.runs += 1;
        const own = conflicts.filter(({ rowId }) => (rowId as string) === id);
        if (isDeletionFirst) {
          const isTold = own.some(({ field, lateValue }) => field === 'city' && lateValue === `city-${id}`);
          if (!isTold) figures.lost += 1;
          // A deleted row that is there again without anybody's decision.
          if (deletedAt === null) figures.corrupt += 1;
        } else {
          if (city !== `city-${id}`) figures.lost += 1;
          if (deletedAt !== null || !own.some(({ field }) => field === 'deletedAt')) figures.corrupt += 1;
        }
        figures.duplicated += Math.max(0, own.length - 1);
      }
      if (rows.length !== ids.length) figures.lost += ids.length - rows.length;
    }
    return figures;
  },
};
