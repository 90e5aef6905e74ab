/** One key in the comment writer: a long text scored against fifty own comments, cold and warm. */
import { commentScorer } from '#shared/domain/comment/score.ts';
import type { CommentEvent } from '#shared/domain/comment/comment-event.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import type { Figure } from './figure.ts';
import { jsonRoundTrip } from './reference.ts';
import { medianOf, timed } from './time.ts';

const text = '三年坚持太不容易了，八级拿下！小雨接下来准备十级，还是先放松一阵？';
const runs = 301;
/** A frame of a 60 Hz screen. */
const frameMs = 16;

export async function commentScore(): Promise<Figure[]> {
  const event: CommentEvent = {
    kind: 'achievement',
    body: '女儿钢琴考级过了八级，练了三年终于拿证。'.repeat(10),
    postedAt: '2026-03-10T01:00:00.000Z',
    tags: ['孩子', '钢琴', '杭州', '老客户', '在意价格', '喜欢旅行'],
    facts: ['小雨', '练琴', '杭州', '育林中学'],
    addresses: ['王姐', '芳芳'],
    ownComments: Array.from({ length: 50 }, (_, n) => `${n}${text.slice(n % 20)}${text.slice(0, n % 20)}`),
  };
  const at = Date.parse('2026-03-10T03:00:00.000Z');
  const whole = text.repeat(3);
  const opened = await timed(() => commentScorer(event, defaultSettings));
  const first = await timed(() => opened.value(whole, at));
  const times: number[] = [];
  let typed = 0;
  const key = await medianOf(runs, () => {
    const began = performance.now();
    opened.value(whole.slice(0, 1 + (typed++ % whole.length)), at);
    times.push(performance.now() - began);
  });
  const reference = {
    what: 'JSON.stringify and parse of the same event',
    measured: await jsonRoundTrip(event),
  };
  return [
    { figure: 'comment-score: one key', measured: key, unit: 'ms', target: { atMost: frameMs }, reference },
    {
      figure: 'comment-score: 95th of 100 keys',
      measured: times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)]!,
      unit: 'ms',
      target: { atMost: frameMs },
      reference,
    },
    {
      figure: 'comment-score: writer opened, first key',
      measured: opened.ms + first.ms,
      unit: 'ms',
      reference,
      note: 'reads the fifty own comments once',
    },
  ];
}
