/** A card with 100,000 entries becomes part of another one and stands by itself again; core goes on answering. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Figure } from './figure.ts';
import type { TestCore } from '#test/support/test-core.ts';
import { makeLongHistory } from './long-history.ts';
import type { Workplace } from './workplace.ts';

const silenceMs = 50;

interface Silence {
  longest: number;
  /** Of all pauses nine in ten are shorter. */
  ordinary: number;
  /** Processor time of the longest stretch between two turns: tells a long piece from a busy machine. */
  heaviest: number;
  took: number;
  processor: number;
}

export async function merge100000(workplace: Workplace): Promise<Figure[]> {
  const book = await workplace.bigBook();
  const core = book.openCore();
  await core.signIn(book.account, { serverUrl: book.serverUrl });
  const { api } = core;
  const otherId = await makeLongHistory(core);
  // A history of years was taken into the text index long ago; here that would go on beside the merge.
  core.db.raw('DELETE FROM text_dirty');
  const { customerId: keepId } = await api.customer.create({ fields: { name: '同一个人' } });
  await Promise.all([
    api.customer.get({ customerId: otherId }),
    api.merge.preview({ ids: [keepId, otherId] }),
  ]);
  // The first call of a kind makes its checks ready: that is a matter of the start, not of the long history.
  await mergeTwoShort(core);
  const there = await silences(() => api.merge.run({ keepId, otherId, choices: {} }));
  const back = await silences(() => api.merge.undo({ customerId: otherId }));
  await api.customer.delete({ customerId: keepId });
  await core.close();
  return [figureOf('merged', there), figureOf('taken apart', back)];
}

async function mergeTwoShort({ api }: TestCore): Promise<void> {
  const [keepId, otherId] = (await Promise.all(
    ['甲', '乙'].map(async (name) => (await api.customer.create({ fields: { name } })).customerId),
  )) as [string, string];
  await api.merge.run({ keepId, otherId, choices: {} });
  await api.merge.undo({ customerId: otherId });
  await Promise.all([keepId, otherId].map((customerId) => api.customer.delete({ customerId })));
}

function figureOf(what: string, { longest, ordinary, heaviest, took, processor }: Silence): Figure {
  return {
    figure: `merge-100000: longest silence while it is ${what}`,
    measured: longest,
    unit: 'ms',
    target: { atMost: silenceMs },
    reference: { what: 'the silence that nine in ten stay below', measured: ordinary },
    note: `${Math.round(took)} ms in all, ${Math.round(processor)} ms of them processor time, ${Math.round(heaviest)} ms at a stretch`,
  };
}

/** How long core answers nobody at a time. */
async function silences(work: () => Promise<unknown>): Promise<Silence> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const began = performance.now();
  const used = process.cpuUsage();
  let heaviest = 0;
  let before = process.threadCpuUsage();
  const turns = setInterval(() => {
    heaviest = Math.max(heaviest, millisecondsOf(process.threadCpuUsage(before)));
    before = process.threadCpuUsage();
  }, 1);
  delay.enable();
  await work();
  delay.disable();
  clearInterval(turns);
  return {
    longest: delay.max / 1e6,
    ordinary: delay.percentile(90) / 1e6,
    heaviest,
    took: performance.now() - began,
    processor: millisecondsOf(process.cpuUsage(used)),
  };
}

function millisecondsOf({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1_000;
}
