import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findDates } from '#shared/domain/capture/date-word.ts';
import { parseTalk } from '#shared/domain/capture/parse-talk.ts';
import { propose, type SpokenText } from '#shared/domain/capture/proposal/propose.ts';
import { readTalk, writeTalk, type KeptMessage } from '#shared/domain/capture/talk-note.ts';

/** Said on Thursday 2026-03-12 at 10:00 in Shanghai. */
const at = Date.parse('2026-03-12T02:00:00.000Z');
const context = { tags: ['钢琴', '老客户'], products: ['智能门锁 X3', '全屋净水'] };
const of = (text: string, by: SpokenText['by'] = 'note') =>
  propose([{ text, by, at, message: null }], context);
const kept = (text: string, by: SpokenText['by'] = 'note') =>
  of(text, by).map(({ what }) => {
    switch (what.target) {
      case 'promise':
        return `promise ${what.dueAt} ${what.body}`;
      case 'key_date':
        return `day ${what.kind} ${what.label} ${what.date.calendar} ${what.date.month}-${what.date.day}`;
      case 'need':
        return `need ${what.body}`;
      case 'interest':
        return `interest ${what.name}`;
      case 'tag':
        return `tag ${what.name}`;
      case 'contact_point':
        return `${what.kind} ${what.value}`;
      case 'relation':
        return `relation ${[what.role, what.name, what.remark].join(' ').trim()}`;
      case 'remark':
        return `remark ${what.text}`;
    }
  });

describe('a note', () => {
  test.each([
    ['明天把报价发给她', ['promise 2026-03-13T10:00:00.000Z 明天把报价发给她']],
    ['约了下周三上午10点上门量尺', ['promise 2026-03-18T02:00:00.000Z 约了下周三上午10点上门量尺']],
    ['周六下午三点到店', ['promise 2026-03-14T07:00:00.000Z 周六下午三点到店']],
    [
      '女儿生日农历八月十五',
      ['day birthday 女儿 lunar 8-15', 'relation 女儿', 'remark 女儿生日农历八月十五'],
    ],
    ['她生日8月3号', ['day birthday  solar 8-3']],
    ['结婚纪念日是5月20日', ['day anniversary 结婚纪念日 solar 5-20']],
    ['电话 138 0013 8000', ['phone 138 0013 8000']],
    ['微信号是 wangjie_2020', ['wechat wangjie_2020']],
    ['邮箱 wang.jie@example.com', ['email wang.jie@example.com']],
    ['担心甲醛超标', ['need 担心甲醛超标']],
    ['觉得太贵', ['need 觉得太贵']],
    ['喜欢爬山', ['interest 爬山']],
    ['最近在学插花', ['interest 插花']],
    ['问了智能门锁 x3', ['interest 智能门锁 X3']],
    ['钢琴考级', ['tag 钢琴']],
    ['预算3万左右', ['remark 预算3万左右']],
    ['房子98平', ['remark 房子98平']],
    ['儿子七岁，上一年级', ['relation 儿子  七岁（2026-03）', 'remark 儿子七岁，上一年级']],
    ['老公在上海出差', ['relation 老公', 'remark 老公在上海出差']],
    ['今天天气不错', ['promise 2026-03-12T10:00:00.000Z 今天天气不错']],
    ['聊得挺好', []],
    ['昨天来过店里', []],
    ['', []],
  ] as const)('%s', (text, wanted) => {
    expect(kept(text)).toEqual(wanted);
  });

  test('a day without anything to do is only a guess', () => {
    expect(of('今天天气不错')[0]!.confidence).toBe('low');
    expect(of('明天把报价发给她')[0]!.confidence).toBe('high');
    expect(of('下周给她回电话')[0]!.confidence).toBe('medium');
  });
});

test.each([
  ['我女儿小雨今年八岁', '女儿 小雨 八岁（2026-03）'],
  ['女儿叫朵朵，上三年级', '女儿 朵朵 三年级（2026-03）'],
  ['儿子叫张浩然', '儿子 张浩然'],
  ['她儿子乐乐快高考了', '儿子 乐乐'],
  ['我老公叫陈刚', '老公 陈刚'],
  ['大女儿小名叫果果', '大女儿 果果'],
  ['宝宝6个月大', '宝宝  6个月大（2026-03）'],
  ['闺女刚上大班', '闺女  大班（2026-03）'],
  ['带孩子来', '孩子'],
  ['女儿天天练琴', '女儿'],
  ['儿子小学毕业', '儿子  小学（2026-03）'],
  ['儿子小时候', '儿子'],
  ['女儿叫我来问问', '女儿'],
  ['老公叫外卖', '老公'],
  ['隔壁老王的老婆', undefined],
  ['爸妈都在老家', undefined],
] as const)('of the family: %s', (text, wanted) => {
  expect(kept(text).find((one) => one.startsWith('relation'))).toBe(
    wanted === undefined ? undefined : `relation ${wanted}`,
  );
});

test('a name that is told later makes the role alone no proposal', () => {
  expect(kept('女儿考级了。女儿叫小雨').filter((one) => one.startsWith('relation'))).toEqual([
    'relation 女儿 小雨',
  ]);
});

describe('a talk', () => {
  test('of what the rep says only promises are taken', () => {
    expect(kept('我女儿也喜欢爬山，我电话13800138000，担心吗', 'me')).toEqual([]);
    expect(kept('我后天把样品寄给您', 'me')).toEqual(['promise 2026-03-14T10:00:00.000Z 我后天把样品寄给您']);
  });

  test('the customer asks, minds and comes', () => {
    expect(kept('这款多少钱？周六我带老公过来看看。就怕孩子不喜欢', 'customer')).toEqual([
      'need 这款多少钱？',
      'promise 2026-03-14T10:00:00.000Z 周六我带老公过来看看。',
      'relation 老公',
      'remark 周六我带老公过来看看。',
      'need 就怕孩子不喜欢',
      'remark 就怕孩子不喜欢',
    ]);
  });

  test('of others nothing is taken', () => {
    expect(kept('我明天过来，电话13800138000', 'other')).toEqual([]);
  });

  test('days count from the message, and the same thing is proposed once', () => {
    const texts = [
      { text: '明天发你', by: 'me', at, message: 0 },
      { text: '明天发你', by: 'me', at: at + 86_400_000, message: 1 },
      { text: '担心甲醛', by: 'customer', at, message: 2 },
      { text: '担心甲醛', by: 'customer', at, message: 3 },
    ] as const;
    const found = propose(texts, context);
    expect(found.map(({ message }) => message)).toEqual([0, 1, 2]);
  });

  test('each has the words it was read in', () => {
    const text = '周日有空吗。女儿要考级，担心练得太累！明天下午发你曲目';
    for (const { quote } of of(text)) expect(text).toContain(quote);
  });
});

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({
    unit: fc.constantFrom(
      ...[...'明天后大下周三月底号农历八十五点半:：0123456789 \n—-年日王姐爱喜欢@.微信我的，。\u0000\ud83d'],
      '  14:02',
      '—————  2026-03-09  —————',
      '聊天记录如下',
      '<p>',
      '&mdash;',
    ),
    maxLength: 200,
  }),
);

describe('whatever the text', () => {
  test('nothing throws, and what is proposed can be kept', () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom('note', 'me', 'customer', 'other'), (text, by) => {
        for (const one of of(text, by)) {
          expect(one.quote.length).toBeLessThanOrEqual(200);
          if (one.what.target === 'promise')
            expect(Date.parse(one.what.dueAt)).toBeGreaterThanOrEqual(at - 60_000);
        }
        for (const { start, end } of findDates(text, at)) expect(start).toBeLessThan(end);
      }),
      { numRuns: 2_000 },
    );
  });

  test('a pasted talk is read, written down and read back as it was', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const talk = parseTalk(text, { now: at, known: ['王姐'] });
        if (!talk) return;
        const messages: KeptMessage[] = talk.messages.map((message) => ({ ...message, role: 'customer' }));
        for (const { text: said, at: when } of messages) {
          expect(said.isWellFormed()).toBe(true);
          if (when !== null) expect(new Date(when).toISOString()).toBe(when);
        }
        const notes = writeTalk(messages);
        for (const { body } of notes) expect(body.length).toBeLessThanOrEqual(20_000);
        expect(notes.flatMap(({ body }) => readTalk(body)!)).toEqual(messages);
      }),
      { numRuns: 3_000 },
    );
  });

  test.each([
    ['one line of digits', '1'.repeat(1_000_000)],
    ['one line of spaces', ' '.repeat(1_000_000)],
    ['one line of dashes', '—'.repeat(1_000_000)],
    ['one line of 明', '明'.repeat(1_000_000)],
    ['one line of 后天', '后天'.repeat(500_000)],
    ['one line of 喜欢', '喜欢'.repeat(500_000)],
    ['one line of @', 'a@a.'.repeat(250_000)],
    ['colons', '王姐：'.repeat(300_000)],
    ['tags that never end', '<p>聊天记录如下' + '<'.repeat(1_000_000)],
    ['heads without end', '王姐  14:02\n'.repeat(100_000)],
    ['blank lines', '\n'.repeat(1_000_000)],
    ['a head of a megabyte', `${'王'.repeat(1_000_000)}  14:02\n在`],
    [
      'a message of a megabyte',
      `王姐 2026/03/09 14:02\n${'好，'.repeat(500_000)}\n李明 2026/03/09 14:03\n在`,
    ],
  ])(
    'a megabyte is read without going back over it: %s',
    (_, text) => {
      expect(text.length).toBeGreaterThanOrEqual(900_000);
      parseTalk(text, { now: at });
      expect(of(text).length).toBeLessThanOrEqual(60);
    },
    // A reader that goes back over the line again and again would take hours, not seconds.
    30_000,
  );
});
