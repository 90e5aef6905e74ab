/** A customer with 100,000 entries: the card opens, and its timeline turns, as with ten (issue of the customer workspace). */
import type { Figure } from './figure.ts';
import { makeLongHistory } from './long-history.ts';
import { jsonRoundTrip } from './reference.ts';
import { medianOf } from './time.ts';
import type { Workplace } from './workplace.ts';

const runs = 9;

export async function history100000(workplace: Workplace): Promise<Figure[]> {
  const book = await workplace.bigBook();
  const core = book.openCore();
  await core.signIn(book.account, { serverUrl: book.serverUrl });
  const { api } = core;
  const customerId = await makeLongHistory(core);
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
