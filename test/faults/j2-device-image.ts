/** J2: a device is started from an image of itself, while the original goes on. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { createOracle, type NoteRow } from './oracle.ts';
import { addHarm, noHarm, type FaultRow } from './row.ts';
import { setScene } from './scene.ts';

export const deviceImage: FaultRow = {
  id: 'J2',
  what: 'device restored from an image: noticed at its first contact, one of the two enrols anew, no number is reused',
  runs: { full: 50, short: 3 },
  async run(context) {
    const scene = await setScene(context);
    const oracle = createOracle();
    let figures = { ...noHarm, runs: 0, maxRecoverMs: 0, missed: [] as string[] };
    for (let run = 0; run < context.runs; run++) {
      const rep = await scene.admin.newRep();
      const bookId = await scene.bookOf(rep.id);
      const first = await scene.device(rep.account);
      const [customerId] = (await scene.customers(first, ['Card'])) as [string];
      const write = async (core: typeof first.core, body: string) => {
        await core.api.note.create({ customerId, body });
        oracle.acknowledged(body, bookId);
      };
      first.offline();
      await write(first.core, `in both ${run}`);
      await first.core.close();
      const image = join(context.folder, `image-${run}`);
      cpSync(first.dataDir, image, { recursive: true });
      first.online();
      const original = await scene.device(rep.account, first);
      await write(original.core, `original ${run}`);
      await original.core.settle();

      const copy = await scene.stranger({ dataDir: image, line: first.line });
      copy.offline();
      await copy.core.signIn(rep.account);
      await write(copy.core, `copy ${run}`);
      copy.online();
      const began = performance.now();
      await copy.core.core.context.ready().syncLoop.now();
      // The original’s sign-in ended the token that both had; with a new one the copy is told what it is.
      const told: string[] = [];
      for (let tries = 0; tries < 4; tries++) {
        const state = await copy.core.core.session.contact();
        if (state.status === 'ready' && copy.core.core.context.ready().syncLoop.state().pending === 0) break;
        if (state.status === 'ended') {
          told.push(state.reason);
          await copy.core.signIn(rep.account);
        }
      }
      if (!told.includes('DEVICE_FORKED'))
        figures.missed.push(`the copy was not noticed: ${told.join(', ')}`);
      await copy.core.settle();
      await original.core.core.session.contact();
      if (original.core.core.session.get().status === 'ended') await original.core.signIn(rep.account);
      figures.maxRecoverMs = Math.max(figures.maxRecoverMs, performance.now() - began);
      await original.core.settle();
      for (const { core } of [original, copy]) {
        const notes = core.db.raw<NoteRow>('SELECT scope_id, body, deleted_at FROM note');
        figures = { ...figures, ...addHarm(figures, oracle.judge(notes, false)) };
        await core.close();
      }
      figures.runs += 1;
    }
    const kept = await scene.server.db.selectFrom('note').select(['scopeId', 'body', 'deletedAt']).execute();
    return { ...figures, ...addHarm(figures, oracle.judge(kept as NoteRow[])) };
  },
};
