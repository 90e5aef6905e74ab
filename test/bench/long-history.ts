/** 100,000 entries on one card, written straight into the device's file; ids begin with the time, as everywhere. */
import type { TestCore } from '#test/support/test-core.ts';

export const longHistoryEntries = 100_000;

export async function makeLongHistory({ api, db }: TestCore): Promise<string> {
  const { lines } = await api.customer.list({ filter: {}, sort: { by: 'name', direction: 'asc' } });
  const customerId = lines[777]!.id;
  const [{ scopeId }] = db.raw<{ scopeId: string }>(
    'SELECT scope_id FROM customer WHERE id = ?',
    customerId,
  ) as [{ scopeId: string }];
  const [{ notes }] = db.raw<{ notes: number }>(
    'SELECT count(*) AS notes FROM note WHERE customer_id = ?',
    customerId,
  ) as [{ notes: number }];
  if (notes > 1_000) return customerId;
  const made = (table: string, own: string, values: string, where: string) =>
    db.raw(
      `INSERT INTO ${table} (id, scope_id, version, created_at, created_by, deleted_at, late, customer_id, ${own})
       WITH RECURSIVE place (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM place WHERE n < ${longHistoryEntries - 1}),
         entry AS (SELECT n, lower(hex(randomblob(16))) AS hex,
           strftime('%Y-%m-%dT%H:%M:%fZ', '2016-01-01', (n * 50) || ' minutes') AS at FROM place WHERE ${where})
       SELECT printf('%08x-%04x-7', unixepoch(at) * 1000 / 65536, unixepoch(at) * 1000 % 65536) || substr(hex, 14, 3)
         || '-8' || substr(hex, 18, 3) || '-' || substr(hex, 21), ?, 1, at, NULL, NULL, 0, ?, ${values} FROM entry`,
      scopeId,
      customerId,
    );
  db.transaction(() => {
    made('moment', 'kind, body, posted_at', `'family', '动态 ' || n, at`, 'n % 10 = 0');
    made(
      'note',
      'body, happened_at, origin',
      `'聊到露营和孩子 ' || n, at, 'rep'`,
      'n % 10 <> 0 AND n % 3 = 0',
    );
    made(
      'touch',
      'kind, touch_class, body, happened_at, replied',
      `'chat', 'care', '联系 ' || n, at, n % 2`,
      'n % 10 <> 0 AND n % 3 <> 0',
    );
  });
  return customerId;
}
