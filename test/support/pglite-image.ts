/**
 * An embedded database as initdb leaves it, kept beside the packages: starting from it takes a fraction of the time.
 * Its name carries the version of the database, so an upgrade makes a new one.
 */
import { randomUUID } from 'node:crypto';
import { readFile, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';

const folder = fileURLToPath(new URL('../../node_modules/.cache/rapport/', import.meta.url));
const manifest = new URL('../../node_modules/@electric-sql/pglite/package.json', import.meta.url);

export async function pgliteImage(): Promise<Blob> {
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  const file = join(folder, `pglite-${version}.tar`);
  const kept = await readFile(file).catch(() => undefined);
  if (kept) return new Blob([kept]);
  const fresh = await PGlite.create();
  const image = await fresh.dumpDataDir('none');
  await fresh.close();
  await mkdir(folder, { recursive: true });
  // Written under another name first: several tests may do this at once, in one process too.
  const unfinished = `${file}.${process.pid}.${randomUUID()}`;
  await writeFile(unfinished, Buffer.from(await image.arrayBuffer()));
  await rename(unfinished, file);
  return image;
}
