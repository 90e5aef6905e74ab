/** The customer list and a card of a book of 20,000, as core answers them. */
import type { Figure } from './figure.ts';
import { bigBookSize } from './big-book-rows.ts';
import { jsonRoundTrip } from './reference.ts';
import { medianOf, timed } from './time.ts';
import type { Workplace } from './workplace.ts';

const runs = 7;

export async function list20000(workplace: Workplace): Promise<Figure[]> {
  const book = await workplace.bigBook();
  const core = book.openCore();
  await core.signIn(book.account, { serverUrl: book.serverUrl });
  const { api, db } = core;
  const services = core.core.context.services();
  const sort = { by: 'name', direction: 'asc' } as const;
  const first = await timed(() => api.customer.list({ filter: {}, sort }));
  const { lines } = first.value;
  if (lines.length !== bigBookSize) throw new Error(`the list has ${lines.length} lines`);
  const list = await medianOf(runs, () => api.customer.list({ filter: {}, sort }));
  const search = await medianOf(runs, () => api.customer.list({ filter: { search: 'wf' }, sort }));
  const segment = await medianOf(runs, () =>
    api.customer.list({
      filter: {
        segment: { all: [{ is: 'tag', anyOf: ['怕痛', '种植'] }, { not: { is: 'tier', anyOf: ['C'] } }] },
      },
      sort,
      ties: [{ by: 'city', direction: 'desc' }],
    }),
  );
  const inCore = await medianOf(runs, () => services.customer.list({ tiers: ['A'] }, sort));
  const sorted = await medianOf(runs, () =>
    services.customer.list({}, { by: 'city', direction: 'asc' }, [{ by: 'tier', direction: 'asc' }]),
  );
  const ids = Array.from({ length: runs * 5 }, (_, n) => lines[(n * 571) % lines.length]!.id);
  let opened = 0;
  const card = await medianOf(ids.length, async () => {
    const customerId = ids[opened++]!;
    await Promise.all([api.customer.get({ customerId }), api.customer.timeline({ customerId })]);
  });

  const names = db.raw('SELECT id, name, company FROM customer');
  const written = await jsonRoundTrip(first.value);
  let read = 0;
  const rowRead = await medianOf(ids.length, () => {
    const customerId = ids[read++];
    db.raw('SELECT * FROM customer WHERE id=?', customerId);
    db.raw('SELECT * FROM touch WHERE customer_id=?', customerId);
    db.raw('SELECT * FROM note WHERE customer_id=?', customerId);
  });
  const namesWritten = await jsonRoundTrip(names);
  await core.close();
  const answer = { what: 'JSON.stringify and parse of the same answer', measured: written };
  return [
    { figure: 'list-20000', measured: list, unit: 'ms', target: { atMost: 300 }, reference: answer },
    {
      figure: 'list-20000: first after the download',
      measured: first.ms,
      unit: 'ms',
      reference: answer,
      note: 'works off the search text and contact times of every customer',
    },
    {
      figure: 'list-20000: search by initials',
      measured: search,
      unit: 'ms',
      reference: { what: 'JSON.stringify and parse of every name and company', measured: namesWritten },
    },
    {
      figure: 'list-20000: a question of tags and tiers',
      measured: segment,
      unit: 'ms',
      reference: answer,
    },
    {
      figure: 'list-20000: filter by tier, in core',
      measured: inCore,
      unit: 'ms',
      target: { atMost: 50 },
      reference: answer,
    },
    {
      figure: 'list-20000: whole list by two orders, in core',
      measured: sorted,
      unit: 'ms',
      target: { atMost: 50 },
      reference: answer,
    },
    {
      figure: 'list-20000: card open',
      measured: card,
      unit: 'ms',
      reference: { what: 'three indexed reads of the same file', measured: rowRead },
    },
  ];
}
