/** The server epoch: a random id of this database's history, changed when it is restored from a backup (SPEC EPOCH). */
import { sql } from 'kysely';
import { randomHex } from '#shared/lib/uuid.ts';
import type { Db } from '../db/database.ts';

const key = 'epoch';

export async function getServerEpoch(db: Db): Promise<string> {
  const found = await findServerEpoch(db);
  if (found) return found;
  await db
    .insertInto('serverMeta')
    .values({ key, value: randomHex(16) })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  return getServerEpoch(db);
}

export async function findServerEpoch(db: Db): Promise<string | undefined> {
  const row = await db.selectFrom('serverMeta').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value;
}

/**
 * After a restore: devices notice at their next contact and offer back what they kept. The present versions become
 * the floors of the epoch that ends: what a device saw above them it saw in a history that is gone.
 */
export async function renewServerEpoch(db: Db): Promise<string> {
  const former = await findServerEpoch(db);
  const value = randomHex(16);
  if (former) {
    await sql`
      insert into epoch_floor (epoch, scope_id, version) select ${former}, id, version from scope
      on conflict do nothing
    `.execute(db);
  }
  await db
    .insertInto('serverMeta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
  return value;
}

/**
 * Per scope the last version that an earlier epoch and the present one share; a scope that is missing shares none.
 * Devices lower to it what their edits have seen (SPEC EPOCH4).
 */
export async function listEpochFloors(
  db: Db,
  epoch: string,
  scopeIds: readonly string[],
): Promise<Record<string, number>> {
  if (scopeIds.length === 0) return {};
  const floors = await db
    .selectFrom('epochFloor')
    .select(['scopeId', 'version'])
    .where('epoch', '=', epoch)
    .where('scopeId', 'in', [...scopeIds])
    .execute();
  return Object.fromEntries(floors.map(({ scopeId, version }) => [scopeId, version]));
}
