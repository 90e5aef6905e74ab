import { describe, expect, test } from 'vitest';
import { heldFlags } from '#shared/domain/capture/held-talk.ts';
import { parseTalk } from '#shared/domain/capture/parse-talk.ts';
import type { TalkMessage } from '#shared/domain/capture/talk-message.ts';
import { lastWordsOf, readTalk, writeTalk, type KeptMessage } from '#shared/domain/capture/talk-note.ts';
import { dateOf, minuteOf } from '#shared/domain/calendar.ts';
import { colonCopy, fixtures, mailed, plainTalk, windowsCopy, type Said } from './talk-fixture.ts';

/** 2026-03-12 10:00 in Shanghai, a Thursday. */
const now = Date.parse('2026-03-12T02:00:00.000Z');
const parse = (text: string, known: string[] = []) => parseTalk(text, { now, known });

const whenOf = ({ at }: TalkMessage) => {
  if (at === null) return '';
  const minute = minuteOf(Date.parse(at));
  return `${dateOf(at)} ${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
};
const shown = (message: TalkMessage) => [message.speaker, whenOf(message), message.text];
const wanted = ({ speaker, on, time, text }: Said) => [
  speaker,
  `${on} ${time.replace(/^0(?=\d:)/, '')}`,
  text,
];
const asKept = (messages: readonly TalkMessage[]): KeptMessage[] =>
  messages.map((message) => ({ ...message, role: message.speaker === '王姐' ? 'customer' : 'me' }));

describe('messages found', () => {
  test.each(fixtures)('$name', ({ pasted, said }) => {
    expect(parse(pasted)?.messages.map(shown)).toEqual(said.map(wanted));
  });

  test('the figure: found and exact of present', () => {
    let present = 0;
    let exact = 0;
    for (const { pasted, said } of fixtures) {
      const found = new Set((parse(pasted)?.messages ?? []).map((message) => JSON.stringify(shown(message))));
      present += said.length;
      exact += said.filter((each) => found.has(JSON.stringify(wanted(each)))).length;
    }
    process.stdout.write(`chat messages: ${exact} of ${present} found exactly, ${fixtures.length} pastes\n`);
    expect(exact).toBe(present);
  });
});

describe('days', () => {
  test('without a divider the last message is the newest that can be, and days begin where the time goes back', () => {
    const pasted = mailed(
      [
        { speaker: '王姐', on: '', time: '22:10', text: '一' },
        { speaker: '李明', on: '', time: '09:00', text: '二' },
        { speaker: '王姐', on: '', time: '11:30', text: '三' },
      ],
      { header: null, divider: () => '' },
    );
    const messages = parse(pasted)!.messages;
    expect(messages.map(whenOf)).toEqual(['2026-03-10 22:10', '2026-03-11 9:00', '2026-03-11 11:30']);
    expect(messages.every(({ certainty }) => certainty === 'assumed')).toBe(true);
  });

  test('what stands before the first divider is of the day before', () => {
    const pasted = '王姐  21:00\n\n晚安\n\n—————  2026-03-09  —————\n\n李明  08:00\n\n早';
    const [first, second] = parse(pasted)!.messages;
    expect([whenOf(first!), first!.certainty]).toEqual(['2026-03-08 21:00', 'assumed']);
    expect([whenOf(second!), second!.certainty]).toEqual(['2026-03-09 8:00', 'exact']);
  });

  test.each([
    ['昨天 15:51', '2026-03-11 15:51'],
    ['今天 9:05', '2026-03-12 9:05'],
    ['前天 下午3:05', '2026-03-10 15:05'],
    ['星期一 08:00', '2026-03-09 8:00'],
    ['星期四 08:00', '2026-03-05 8:00'],
    ['3月9日 晚上8:05', '2026-03-09 20:05'],
    ['12月30日 08:00', '2025-12-30 8:00'],
  ])('%s', (stamp, when) => {
    const messages = parse(`王姐 ${stamp}\n在吗\n\n李明 ${stamp}\n在的`)!.messages;
    expect(messages.map(whenOf)).toEqual([when, when]);
    expect(messages[0]!.certainty).toBe('assumed');
  });

  test.each(['2026-13-01', '2026-02-30'])('%s is no day and no divider', (on) => {
    expect(parse(`—————  ${on}  —————\n没有人名`)).toBeUndefined();
  });
});

describe('what is no talk', () => {
  test.each([
    '今天和王姐聊了半小时，她下周三过来',
    '预算：三万\n面积：98平\n工期：两个月',
    '2026-03-09 14:02',
    '时间  14:02',
    '约了王姐 2026-03-09 14:00\n在店里见',
    'https://example.com/a\nhttp://example.com/b',
    '',
    '\n\n\n',
  ])('%j', (text) => {
    expect(parse(text)).toBeUndefined();
  });
});

test('text marked with the mouse has no times and needs a name that is known', () => {
  expect(parse(colonCopy(plainTalk))).toBeUndefined();
  const talk = parse(colonCopy(plainTalk), ['王姐'])!;
  expect(talk.form).toBe('colon');
  expect(talk.messages.map(({ speaker, text }) => [speaker, text])).toEqual(
    plainTalk.map(({ speaker, text }) => [speaker, text]),
  );
  expect(talk.messages.every(({ at, certainty }) => at === null && certainty === 'none')).toBe(true);
});

test('typed by hand: name, colon, text', () => {
  const talk = parse('王姐：周六行吗\n我: 行\n那三点见', ['王姐'])!;
  expect(talk.messages.map(({ speaker, text }) => [speaker, text])).toEqual([
    ['王姐', '周六行吗'],
    ['我', '行\n那三点见'],
  ]);
});

test('placeholders are told apart, words around them are not taken for one', () => {
  const said = [
    '[图片]',
    '[语音]',
    '[视频]',
    '[动画表情]',
    '[文件: 报价单.pdf]',
    '看[图片]',
    '[哈哈]',
    '[图片2]',
  ];
  const pasted = windowsCopy(
    said.map((text) => ({ speaker: '王姐', on: '2026-03-09', time: '10:00', text })),
  );
  expect(parse(pasted)!.messages.map(({ placeholder }) => placeholder)).toEqual([
    'picture',
    'voice',
    'video',
    'sticker',
    'file',
    null,
    null,
    'picture',
  ]);
});

test('the end of a message above the first speaker is not lost', () => {
  const messages = parse(`后半句在这里\n\n${windowsCopy(plainTalk)}`)!.messages;
  expect(messages).toHaveLength(plainTalk.length + 1);
  expect(messages[0]).toMatchObject({ speaker: '', text: '后半句在这里', at: null });
});

describe('kept talks', () => {
  test('what is written down is read back, whatever the text', () => {
    for (const { pasted } of fixtures) {
      const kept = asKept(parse(pasted)!.messages);
      expect(writeTalk(kept).flatMap(({ body }) => readTalk(body)!)).toEqual(kept);
    }
  });

  test('a second time, in part and overlapping adds nothing twice', () => {
    for (const { name, pasted } of fixtures) {
      const kept = asKept(parse(pasted)!.messages);
      expect({ name, added: heldFlags(kept, kept).filter((held) => !held).length }).toEqual({
        name,
        added: 0,
      });
      const half = Math.ceil(kept.length / 2);
      const flags = heldFlags(kept, kept.slice(0, half));
      expect({ name, flags }).toEqual({ name, flags: kept.map((_, index) => index < half) });
    }
  });

  test('the same talk in another form is the same talk', () => {
    const kept = asKept(parse(mailed(plainTalk))!.messages);
    expect(heldFlags(asKept(parse(windowsCopy(plainTalk))!.messages), kept)).not.toContain(false);
  });

  test('without its divider, and pasted on another day, a talk is known by the time of day', () => {
    const cut = mailed(plainTalk.slice(0, 4), { header: null, divider: () => '' });
    const first = asKept(parse(cut)!.messages);
    const later = asKept(parseTalk(cut, { now: now + 86_400_000 })!.messages);
    expect(later[0]!.at).not.toBe(first[0]!.at);
    expect(heldFlags(later, first)).not.toContain(false);
    expect(heldFlags(asKept(parse(mailed(plainTalk))!.messages).slice(0, 4), first)).not.toContain(false);
  });

  test('two words alike in one minute by two people are two messages', () => {
    const messages = asKept(parse(mailed(plainTalk))!.messages);
    expect(heldFlags(messages.slice(1, 3), messages.slice(1, 2))).toEqual([true, false]);
  });

  test('without times an overlap is found by the neighbours', () => {
    const all = asKept(parse(colonCopy(plainTalk), ['王姐'])!.messages);
    expect(heldFlags(all, all)).not.toContain(false);
    expect(heldFlags(all, all.slice(0, 3))).toEqual([true, true, true, false, false]);
    expect(heldFlags(all.slice(2), all.slice(0, 4))).toEqual([true, true, false]);
  });

  test('of a kept talk the last words are the customer’s', () => {
    const kept = asKept(parse(mailed(plainTalk))!.messages);
    expect(writeTalk(kept).map(({ body }) => lastWordsOf(body))).toEqual([
      '大概要多久？\n\n我三点要接孩子',
      '一个小时就够',
    ]);
    expect(lastWordsOf('她下周三来')).toBe('她下周三来');
  });

  test('an ordinary note is never read as a talk', () => {
    for (const body of ['王姐说周六来', '【聊天记录】我记的', '【聊天记录】2026-03-09\n随手写的一行'])
      expect(readTalk(body)).toBeUndefined();
  });
});
