/** H1: the book goes to somebody else while its former owner is offline with edits nobody has seen. */
import { plainProfileOf } from '../support/plain-bytes.ts';
import { noHarm, type FaultRow } from './row.ts';
import { setScene } from './scene.ts';

const editsPerRound = 40;

export const lateOwner: FaultRow = {
  id: 'H1',
  what: 'reassigned while the former owner is offline: all edits arrive, late and with their author; the cards leave',
  runs: { full: 2_000, short: 40 },
  async run(context) {
    const scene = await setScene(context);
    const { db } = scene.server;
    const figures = { ...noHarm, runs: 0, maxRecoverMs: 0, missed: [] as string[] };
    for (let round = 0; round * editsPerRound < context.runs; round++) {
      const [from, to] = [await scene.admin.newRep(), await scene.admin.newRep()];
      const bookId = await scene.bookOf(from.id);
      const former = await scene.device(from.account);
      const names = Array.from({ length: editsPerRound / 2 }, (_, index) => `机密 ${round}-${index}`);
      const ids = await scene.customers(former, names);
      former.offline();
      for (const [index, customerId] of ids.entries()) {
        await former.core.api.note.create({ customerId, body: `late-${round}-${index}` });
        await former.core.api.customer.patch({ customerId, fields: { city: `city-${round}-${index}` } });
      }
      await scene.admin.post('/v1/admin/book/reassign', {
        bookId,
        fromPersonId: from.id,
        toPersonId: to.id,
        reason: 'left',
      });
      const successor = await scene.device(to.account);
      former.online();
      const began = performance.now();
      await former.core.settle();
      await successor.core.settle();
      figures.maxRecoverMs = Math.max(figures.maxRecoverMs, performance.now() - began);
      const notes = successor.core.db.raw<{ body: string; late: boolean; createdBy: string }>(
        'SELECT body, late, created_by FROM note',
      );
      const conflicts = await successor.core.api.conflict.list({});
      for (const [index, customerId] of ids.entries()) {
        const own = notes.filter(({ body }) => body === `late-${round}-${index}`);
        const isRight = own[0]?.late === true && own[0].createdBy === from.id;
        if (!isRight) figures.lost += 1;
        figures.duplicated += Math.max(0, own.length - 1);
        const told = conflicts.filter(
          (entry) => entry.customerId === customerId && entry.lateValue === `city-${round}-${index}`,
        );
        if (told[0]?.lateByName !== from.account) figures.lost += 1;
        figures.duplicated += Math.max(0, told.length - 1);
        figures.runs += 2;
      }
      const owner = await db
        .selectFrom('book')
        .select('ownerId')
        .where('id', '=', bookId as never)
        .executeTakeFirstOrThrow();
      if (owner.ownerId !== to.id) figures.corrupt += 1;
      figures.leaked += former.core.db.raw('SELECT id FROM customer').length;
      await former.core.close();
      const left = await plainProfileOf(former.dataDir, 'correct horse battery');
      figures.leaked += names.filter((name) => left.includes(name)).length;
      await successor.core.close();
    }
    return figures;
  },
};
