/**
 * An embedded database of the newest schema, kept beside the packages: starting from it takes a fraction of the time.
 * Its name carries the version of the database and the schema, so an upgrade of either makes a new one.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { migrations } from '#server/db/migrate.ts';
import { openDatabase } from '#server/db/open-database.ts';
import { silentLogger } from '#shared/lib/logger.ts';

const folder = fileURLToPath(new URL('../../node_modules/.cache/rapport/', import.meta.url));
const manifest = new URL('../../node_modules/@electric-sql/pglite/package.json', import.meta.url);

export async function pgliteImage(): Promise<Blob> {
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  const schema = createHash('sha256').update(JSON.stringify(migrations)).digest('hex').slice(0, 12);
  const file = join(folder, `pglite-${version}-${schema}.tar`);
  const kept = await readFile(file).catch(() => undefined);
  if (kept) return new Blob([kept]);
  const image = await makeImage();
  await mkdir(folder, { recursive: true });
  // Written under another name first: several tests may do this at once, in one process too.
  const unfinished = `${file}.${process.pid}.${randomUUID()}`;
  await writeFile(unfinished, Buffer.from(await image.arrayBuffer()));
  await rename(unfinished, file);
  return image;
}

async function makeImage(): Promise<Blob> {
  const place = await mkdtemp(join(tmpdir(), 'rapport-image-'));
  try {
    const database = await openDatabase({ dataDir: place }, silentLogger);
    await database.close();
    const pglite = await PGlite.create({ dataDir: join(place, 'pglite') });
    const image = await pglite.dumpDataDir('none');
    await pglite.close();
    return image;
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}
