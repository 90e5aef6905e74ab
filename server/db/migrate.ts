/** Brings a database to the newest schema. Several servers may start at once: one migrates, the others wait. */
import { sql, type Kysely } from 'kysely';
import type { Database } from './database.ts';
import { statements as companyServer } from './migrations/0001-company-server.ts';
import { statements as deviceOrder } from './migrations/0002-device-order.ts';
import { statements as split } from './migrations/0003-split.ts';
import { statements as restore } from './migrations/0004-restore.ts';
import { statements as conflictAuthor } from './migrations/0005-conflict-author.ts';
import { statements as commentQuality } from './migrations/0006-comment-quality.ts';
import { statements as care } from './migrations/0007-care.ts';
import { statements as profile } from './migrations/0008-profile.ts';
import { statements as outsideContact } from './migrations/0009-outside-contact.ts';
import { statements as exportCount } from './migrations/0010-export.ts';
import { statements as offer } from './migrations/0011-offer.ts';
import { statements as tagAndView } from './migrations/0012-tag-and-view.ts';
import { statements as nextTouch } from './migrations/0013-next-touch.ts';
import { statements as attachment } from './migrations/0014-attachment.ts';
import { statements as merge } from './migrations/0015-merge.ts';
import { statements as tagDictionary } from './migrations/0016-tag-dictionary.ts';
import { statements as orderNumber } from './migrations/0017-order-number.ts';
import { statements as offerForWhom } from './migrations/0018-offer-for-whom.ts';
import { statements as tierCheck } from './migrations/0019-tier-check.ts';
import { statements as restorePart } from './migrations/0020-restore-part.ts';
import { statements as sop } from './migrations/0021-sop.ts';
import { statements as offerSegment } from './migrations/0022-offer-segment.ts';
import { statements as deal } from './migrations/0023-deal.ts';
import { statements as account } from './migrations/0024-account.ts';
import { statements as importTemplate } from './migrations/0025-import-template.ts';
import { statements as sopSegment } from './migrations/0026-sop-segment.ts';
import { statements as campaign } from './migrations/0027-campaign.ts';
import { statements as campaignMoved } from './migrations/0028-campaign-moved.ts';
import { statements as oneKey } from './migrations/0029-one-key.ts';
import { statements as planOff } from './migrations/0030-plan-off.ts';
import { statements as trustRound } from './migrations/0031-trust-round.ts';
import { statements as outsideFreeze } from './migrations/0032-outside-freeze.ts';

/** Forward only, in this order; an entry is never changed once released. */
export const migrations: ReadonlyArray<{ name: string; statements: readonly string[] }> = [
  { name: '0001-company-server', statements: companyServer },
  { name: '0002-device-order', statements: deviceOrder },
  { name: '0003-split', statements: split },
  { name: '0004-restore', statements: restore },
  { name: '0005-conflict-author', statements: conflictAuthor },
  { name: '0006-comment-quality', statements: commentQuality },
  { name: '0007-care', statements: care },
  { name: '0008-profile', statements: profile },
  { name: '0009-outside-contact', statements: outsideContact },
  { name: '0010-export', statements: exportCount },
  { name: '0011-offer', statements: offer },
  { name: '0012-tag-and-view', statements: tagAndView },
  { name: '0013-next-touch', statements: nextTouch },
  { name: '0014-attachment', statements: attachment },
  { name: '0015-merge', statements: merge },
  { name: '0016-tag-dictionary', statements: tagDictionary },
  { name: '0017-order-number', statements: orderNumber },
  { name: '0018-offer-for-whom', statements: offerForWhom },
  { name: '0019-tier-check', statements: tierCheck },
  { name: '0020-restore-part', statements: restorePart },
  { name: '0021-sop', statements: sop },
  { name: '0022-offer-segment', statements: offerSegment },
  { name: '0023-deal', statements: deal },
  { name: '0024-account', statements: account },
  { name: '0025-import-template', statements: importTemplate },
  { name: '0026-sop-segment', statements: sopSegment },
  { name: '0027-campaign', statements: campaign },
  { name: '0028-campaign-moved', statements: campaignMoved },
  { name: '0029-one-key', statements: oneKey },
  { name: '0030-plan-off', statements: planOff },
  { name: '0031-trust-round', statements: trustRound },
  { name: '0032-outside-freeze', statements: outsideFreeze },
];

export const migrationLock = 7_420_001;

/** Also what a backup's schema is built with before its rows are loaded. */
export const migrationTable = `create table if not exists migration (name text primary key, applied_at timestamptz not null default now())`;

export async function migrate(db: Kysely<Database>): Promise<void> {
  await db.transaction().execute(async (trx) => {
    // Waiting for another server's migration, and a migration itself, may take long.
    await sql`set local lock_timeout = 0`.execute(trx);
    await sql`set local statement_timeout = 0`.execute(trx);
    await sql`select pg_advisory_xact_lock(${sql.lit(migrationLock)})`.execute(trx);
    await sql.raw(migrationTable).execute(trx);
    const done = await sql<{ name: string }>`select name from migration`.execute(trx);
    const applied = new Set(done.rows.map((row) => row.name));
    const known = new Set(migrations.map((migration) => migration.name));
    const newer = [...applied].find((name) => !known.has(name));
    if (newer) throw new Error(`the database was migrated by a newer server (${newer}); update this server`);
    for (const migration of migrations) {
      if (applied.has(migration.name)) continue;
      for (const statement of migration.statements) await sql.raw(statement).execute(trx);
      await sql`insert into migration (name) values (${migration.name})`.execute(trx);
    }
  });
}
