import { resolveSettings, type Settings } from '#shared/domain/setting.ts';
import type { Db } from '../db/database.ts';

/** What the company has set itself, over the defaults. */
export async function loadCompanySettings(db: Db, companyId: string): Promise<Settings> {
  const rows = await db
    .selectFrom('setting')
    .select(['key', 'value'])
    .where('scopeId', '=', companyId)
    .where('deletedAt', 'is', null)
    .where('teamId', 'is', null)
    .where('personId', 'is', null)
    .execute();
  return resolveSettings(rows);
}
