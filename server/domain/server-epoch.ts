/** The server epoch: a random id of this database's history, changed when it is restored from a backup (SPEC EPOCH). */
import { randomHex } from '#shared/lib/uuid.ts';
import type { Db } from '../db/database.ts';

const key = 'epoch';

export async function getServerEpoch(db: Db): Promise<string> {
  const row = await db.selectFrom('serverMeta').select('value').where('key', '=', key).executeTakeFirst();
  if (row) return row.value;
  await db
    .insertInto('serverMeta')
    .values({ key, value: randomHex(16) })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  return getServerEpoch(db);
}

/** After a restore: devices notice at their next contact and offer back what they kept. */
export async function renewServerEpoch(db: Db): Promise<string> {
  const value = randomHex(16);
  await db
    .insertInto('serverMeta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
  return value;
}
