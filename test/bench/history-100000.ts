/** A customer with 100,000 entries: the card opens, and its timeline turns, as with ten (issue of the customer workspace). */
import type { Figure } from './figure.ts';
import { jsonRoundTrip } from './reference.ts';
import { medianOf } from './time.ts';
import type { Workplace } from './workplace.ts';

const runs = 9;
const entries = 100_000;

export async function history100000(workplace: Workplace): Promise<Figure[]> {
  const book = await workplace.bigBook();
  const core = book.openCore();
  await core.signIn(book.account, { serverUrl: book.serverUrl });
  const { api, db } = core;
  const { lines } = await api.customer.list({ filter: {}, sort: { by: 'name', direction: 'asc' } });
  const customerId = lines[777]!.id;
  const [{ scopeId }] = db.raw<{ scopeId: string }>(
    'SELECT scope_id FROM customer WHERE id = ?',
    customerId,
  ) as [{ scopeId: string }];
  const made = (table: string, own: string, values: string, where: string) =>
    db.raw(
      `INSERT INTO ${table} (id, scope_id, version, created_at, created_by, deleted_at, late, customer_id, ${own})
       WITH RECURSIVE place (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM place WHERE n < ${entries - 1}),
         entry AS (SELECT n, lower(hex(randomblob(16))) AS hex,
           strftime('%Y-%m-%dT%H:%M:%fZ', '2016-01-01', (n * 50) || ' minutes') AS at FROM place WHERE ${where})
       SELECT substr(hex, 1, 8) || '-' || substr(hex, 9, 4) || '-4' || substr(hex, 14, 3) || '-8' || substr(hex, 18, 3)
         || '-' || substr(hex, 21), ?, 1, at, NULL, NULL, 0, ?, ${values} FROM entry`,
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
  await api.customer.get({ customerId });
  const open = await medianOf(runs, async () => {
    await Promise.all([
      api.customer.get({ customerId }),
      api.customer.insight({ customerId }),
      api.customer.timeline({ customerId }),
    ]);
  });
  const first = await api.customer.timeline({ customerId });
  let before = first.entries.at(-1)!;
  const page = await medianOf(runs * 5, async () => {
    const answer = await api.customer.timeline({ customerId, before: { at: before.at, id: before.id } });
    before = answer.entries.at(-1)!;
  });
  const jump = await medianOf(runs, () => api.customer.timeline({ customerId, on: '2018-06-01' }));
  const search = await medianOf(runs, () => api.customer.timeline({ customerId, search: '露营和孩子 99' }));
  const rare = await medianOf(runs, () => api.customer.timeline({ customerId, search: '没有这句话' }));
  const written = await jsonRoundTrip(first);
  await core.close();
  const reference = { what: 'JSON.stringify and parse of a page', measured: written };
  const of = (what: string, measured: number, atMost?: number, note?: string): Figure => ({
    figure: `history-100000: ${what}`,
    measured,
    unit: 'ms',
    reference,
    ...(atMost === undefined ? {} : { target: { atMost } }),
    ...(note === undefined ? {} : { note }),
  });
  return [
    of('card open', open, 50, 'card, figures and first page of the timeline together'),
    of('timeline page', page, 50, '100 entries of 100,000'),
    of('jump to a day', jump, 50),
    of('search inside', search),
    of('search inside, no hit', rare, undefined, 'reads every entry'),
  ];
}
