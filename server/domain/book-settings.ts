import type { Settings } from '#shared/domain/setting.ts';
import type { Trx } from '../db/database.ts';
import { loadCompanySettings } from './company-settings.ts';
import { loadPersonSettings } from './person-settings.ts';

/** The numbers that hold for the book's owner; the company's where it has none. */
export async function loadBookSettings(trx: Trx, companyId: string, bookId: string): Promise<Settings> {
  const owner = await trx
    .selectFrom('book as b')
    .innerJoin('person as p', (join) =>
      join.onRef('p.id', '=', 'b.ownerId').onRef('p.scopeId', '=', 'b.scopeId'),
    )
    .select(['p.id', 'p.teamId'])
    .where('b.scopeId', '=', companyId)
    .where('b.id', '=', bookId)
    .executeTakeFirst();
  if (!owner) return loadCompanySettings(trx, companyId);
  return (await loadPersonSettings(trx, companyId, [owner])).get(owner.id)!;
}
