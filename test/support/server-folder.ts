/**
 * Data folders of the embedded database as a first start leaves them, with or without {@link testCompany} in them: kept
 * beside the packages and copied, which takes a fraction of the time. Their names carry the version of the database, the
 * schema and the company, so a change of any makes new ones.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrations } from '#server/db/migrate.ts';
import { openDatabase } from '#server/db/open-database.ts';
import { loadCompany } from '#server/domain/seed.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { testCompany } from './test-company.ts';

export type Content = 'schema' | 'company';

const cache = fileURLToPath(new URL('../../node_modules/.cache/rapport/', import.meta.url));
const manifest = new URL('../../node_modules/@electric-sql/pglite/package.json', import.meta.url);

/** Memory, where the machine offers it: what a disk does to the database is the matter of tests that say so. */
const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** The templates `base/1` and `base/4` are for making databases in it, which nobody does. */
const unused = ['1', '4'];

/** What tells this schema with this content from any other. */
export async function contentKey(content: Content): Promise<string> {
  const { people, ...rest } = (await testCompany()).seed;
  // The password is salted anew each time.
  const company = content === 'company' && [rest, people.map(({ row }) => row)];
  return createHash('sha256')
    .update(JSON.stringify([migrations, company]))
    .digest('hex')
    .slice(0, 12);
}

export async function fillWith(content: Content, location: { dataDir: string } | { databaseUrl: string }) {
  const database = await openDatabase(location, silentLogger);
  if (content === 'company') await loadCompany(database.db, (await testCompany()).seed);
  await database.close();
}

/** Puts one into `dataDir`, which is not there yet. */
export async function layOut(dataDir: string, content: Content): Promise<void> {
  await cp(await keptFolder(content), dataDir, { recursive: true });
}

/** One of its own; whoever asks removes it. */
export async function newServerFolder(content: Content): Promise<string> {
  const dataDir = await mkdtemp(join(place, 'rapport-server-'));
  await layOut(dataDir, content);
  return dataDir;
}

/** Where it is kept; made where there is none yet. */
export async function keptFolder(content: Content): Promise<string> {
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  const kept = join(cache, `server-${version}-${await contentKey(content)}`);
  if (existsSync(kept)) return kept;
  // Under another name first: several tests may do this at once, in one process too.
  const making = join(cache, `making-${process.pid}-${randomUUID()}`);
  await mkdir(making, { recursive: true, mode: 0o700 });
  try {
    await fillWith(content, { dataDir: making });
    for (const name of unused) await rm(join(making, 'pglite/base', name), { recursive: true });
    await rename(making, kept);
  } catch (error) {
    if (!existsSync(kept)) throw error;
  } finally {
    await rm(making, { recursive: true, force: true });
  }
  return kept;
}
