/** The half of A4 that is about attachments: a device killed while a file is taken in, kept, and handed in. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startCompanyServer } from '../support/company-server.ts';
import { png } from '../support/picture.ts';
import { customerIdOf } from '../support/test-company.ts';
import { startCoreProcess, type CoreProcess } from './core-process.ts';
import { noHarm, type Harm, type RowContext } from './row.ts';

const points = [
  'attachment.read',
  'attachment.staged',
  'attachment.before-send',
  'attachment.sent',
  'attachment.settled',
];
const marker = 'ATTACH-MARK';

export interface KilledAttachments extends Harm {
  deaths: number;
  acknowledged: number;
  maxRecoverMs: number;
}

export async function killAttachments(context: RowContext, runs: number): Promise<KilledAttachments> {
  const server = await startCompanyServer();
  context.defer(() => server.close());
  const dataDir = join(context.folder, 'attachments');
  const customerId = customerIdOf(1, 1);
  const fileOf = (run: number) => png(`${marker}-${run}-`, { padding: 20_000 + run });
  const bodyOf = (run: number) => `picture-${run}`;
  const acknowledged = new Set<number>();
  let deaths = 0;

  async function live(run: number, core: CoreProcess): Promise<void> {
    await core.signIn('rep1');
    const staged = await core.stage({ customerId, name: `../../${marker}.png`, bytes: fileOf(run) });
    await core.call('note.create', { customerId, body: bodyOf(run), attachments: [staged.id] });
    acknowledged.add(run);
    await core.call('sync.now');
    await untilHandedIn(core);
  }

  for (let run = 0; run < runs; run++) {
    const isAtPoint = run % 3 !== 2;
    const dieAt = { point: points[run % points.length]!, time: 1 };
    const core = await startCoreProcess({ dataDir, serverUrl: server.url, ...(isAtPoint ? { dieAt } : {}) });
    const working = live(run, core).catch(() => {});
    const died = await Promise.race([
      core.ended.then(() => true),
      sleep(isAtPoint ? 3_000 : 150 + ((run * 53) % 500)).then(() => false),
    ]);
    if (died) deaths += 1;
    await core.kill();
    await working;
  }

  const began = performance.now();
  const core = await startCoreProcess({ dataDir, serverUrl: server.url });
  const harm = { ...noHarm };
  try {
    await core.signIn('rep1');
    await core.call('sync.now');
    await untilHandedIn(core);
    const maxRecoverMs = performance.now() - began;
    if ((await core.query<{ quickCheck: string }>('PRAGMA quick_check(1)'))[0]?.quickCheck !== 'ok')
      harm.corrupt += 1;
    const kept = await server.db
      .selectFrom('note')
      .innerJoin('attachment', 'attachment.ownerId', 'note.id' as never)
      .select(['note.body', 'attachment.hash'])
      .execute();
    const pieces = await server.db.selectFrom('attachmentPiece').selectAll().orderBy('ordinal').execute();
    const byHash = Map.groupBy(pieces, ({ hash }) => hash);
    for (let run = 0; run < runs; run++) {
      const rows = kept.filter(({ body }) => body === bodyOf(run));
      if (rows.length > 1) harm.duplicated += rows.length - 1;
      if (acknowledged.has(run) && rows.length === 0) harm.lost += 1;
      for (const { hash } of rows) {
        const bytes = Buffer.concat((byHash.get(hash) ?? []).map((piece) => piece.bytes));
        if (bytes.length === 0) harm.lost += 1;
        else if (
          createHash('sha256').update(fileOf(run)).digest('hex') !== hash ||
          !bytes.equals(fileOf(run))
        )
          harm.corrupt += 1;
      }
    }
    harm.leaked += plainFiles(dataDir);
    return { ...harm, deaths, acknowledged: acknowledged.size, maxRecoverMs };
  } finally {
    await core.kill();
  }
}

async function untilHandedIn(core: CoreProcess): Promise<void> {
  for (const began = performance.now(); performance.now() - began < 20_000;) {
    if ((await core.query('SELECT 1 FROM attachment_upload')).length === 0) return;
    await sleep(20);
  }
  throw new Error('bytes were not handed in within 20 s');
}

/** Files under the folder that show the marker, in their content or their name. */
function plainFiles(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) =>
      entry.isFile() &&
      (entry.name.includes(marker) || readFileSync(join(entry.parentPath, entry.name)).includes(marker)),
  ).length;
}
