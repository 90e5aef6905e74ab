import { describe, expect, test } from 'vitest';
import { commentCodes, commentParts } from '#shared/domain/comment/reason.ts';
import { commentScorer } from '#shared/domain/comment/score.ts';
import { sharedRuns } from '#shared/domain/comment/shared-run.ts';
import { defaultSettings, resolveSettings } from '#shared/domain/setting.ts';
import { grief, hoursLater, piano, postedAt } from './comment-fixture.ts';

const best = '三年坚持太不容易了,八级拿下!小雨接下来准备十级,还是先放松一阵?';
const praise = '太棒了,孩子真优秀,姐你教育得真好';

const scored = (text: string, hours: number, event = piano, settings = defaultSettings) =>
  commentScorer(event, settings)(text, hoursLater(hours));
const pointsOf = (text: string, hours = 2, event = piano) =>
  Object.fromEntries(scored(text, hours, event).reasons.map(({ part, points }) => [part, points]));
const codeOf = (part: string, text: string, event = piano) =>
  scored(text, 2, event).reasons.find((reason) => reason.part === part)?.code;

describe('R9: the worked examples', () => {
  test.each([
    ['two runs, the fact, a question, in time', best, 2, piano, 95, 'good'],
    ['the fact but no question, after 20 h', '王姐,小雨八级过啦!三年没白练,替你高兴', 20, piano, 77, 'pass'],
    ['praise that fits everybody', praise, 2, piano, 55, 'weak'],
    ['the same praise once more', praise, 2, { ...piano, ownComments: [praise] }, 40, 'weak'],
    ['one from the generic list', '恭喜恭喜!', 2, piano, 16, 'void'],
    ['emoji only', '👍👍👍', 2, piano, 10, 'void'],
    ['selling under the post', '八级厉害!我们店这周儿童钢琴椅打8折,姐要不要看看链接', 2, piano, 0, 'void'],
    ['grief, with care', '李哥节哀,外婆一定很疼你。这几天先顾好家里,有需要随时说', 3, grief, 70, 'pass'],
    ['grief, with cheer', '加油哦,一切都会好的😄', 3, grief, 10, 'void'],
  ] as const)('%s', (_, text, hours, event, score, grade) => {
    expect(scored(text, hours, event)).toMatchObject({ score, grade });
  });

  test('are made of the parts the rule names', () => {
    expect(pointsOf(best)).toEqual({ specific: 25, length: 15, personal: 15, hook: 15, own: 15, timely: 10 });
    expect(pointsOf('八级厉害!我们店这周儿童钢琴椅打8折,姐要不要看看链接')).toEqual({
      specific: 25,
      length: 15,
      personal: 0,
      hook: 0,
      own: 15,
      timely: 10,
      promo: -25,
      hardSell: -40,
    });
    expect(pointsOf('加油哦,一切都会好的😄', 3, grief)).toMatchObject({ cheerfulCap: -30, caring: 0 });
  });
});

describe('S1: shared runs', () => {
  const runs = (comment: string, source = piano.body) => sharedRuns(comment, [source, '孩子'], ['终于']);
  test.each([
    ['each is as long as it can be', '过了八级', ['过了八级']],
    ['from left to right, none twice', '八级,八级,三年', ['八级', '三年']],
    ['of two characters at least', '级女', []],
    ['a stop-word is none', '终于好了', []],
    ['a longer run with a stop-word in it is one', '终于拿证', ['终于拿证']],
    ['tags count, and not across them', '孩子女儿', ['孩子', '女儿']],
    ['what is not CJK ends a run', '八x级,三 年', []],
  ])('%s', (_, comment, found) => {
    expect(runs(comment)).toEqual(found);
  });

  test('three and more give the most', () => {
    expect(pointsOf('八级,三年,拿证,钢琴').specific).toBe(30);
  });
});

describe('S2: length in CJK characters', () => {
  test.each([
    [2, 0],
    [3, 6],
    [5, 6],
    [6, 15],
    [60, 15],
    [61, 8],
    [100, 8],
    [101, 3],
  ])('%i give %i', (count, points) => {
    expect(pointsOf('好'.repeat(count) + 'abc 123!😀').length).toBe(points);
  });
});

describe('S3 to S6', () => {
  test('a fact outdoes an address', () => {
    expect(codeOf('personal', '王姐,小雨真行')).toBe('fact');
    expect(pointsOf('王姐真行').personal).toBe(5);
    expect(pointsOf('姐真行').personal).toBe(0);
  });
  test.each([
    '练多久了',
    '几岁开始的',
    '去哪考的',
    '难吗',
    '你呢',
    '怎么练的',
    '什么时候',
    '十级?',
    '十级？',
  ])('%s is a question', (text) => {
    expect(pointsOf(text).hook).toBe(15);
  });
  test('a question mark alone is none, and in grief none is asked for', () => {
    expect(pointsOf('???').hook).toBe(0);
    expect(codeOf('hook', '节哀', grief)).toBe('notNeeded');
  });
  test.each([
    ['厉害了!!👍', 'generic', 0],
    ['６６６', 'generic', 0],
    ['[强][强]', 'emoji', 0],
    ['小雨今年准备考十级还是先歇一歇', 'fresh', 15],
  ])('own words: %s is %s', (text, code, points) => {
    expect(codeOf('own', text)).toBe(code);
    expect(pointsOf(text).own).toBe(points);
  });
  test.each([
    // Bigrams of ten characters: 9. Shared 9 of 9, 6 of 9, 4 of 9.
    ['甲乙丙丁戊己庚辛壬癸', 'same', 0],
    ['甲乙丙丁戊己庚子丑寅', 'similar', 7],
    ['甲乙丙丁戊子丑寅卯辰', 'fresh', 15],
  ])('likeness to an own comment: %s is %s', (text, code, points) => {
    const event = { ...piano, ownComments: ['甲乙丙丁戊己庚辛壬癸'] };
    expect(codeOf('own', text, event)).toBe(code);
    expect(pointsOf(text, 2, event).own).toBe(points);
  });
  test('only the last 50 own comments are compared', () => {
    const others = Array.from({ length: 50 }, (_, n) => `不相干的话${'甲乙丙丁戊'[n % 5]}`);
    expect(codeOf('own', best, { ...piano, ownComments: [...others.slice(1), best] })).toBe('same');
    expect(codeOf('own', best, { ...piano, ownComments: [...others, best] })).toBe('fresh');
  });
  test.each([
    [0, 10],
    [6, 10],
    [6.01, 7],
    [24, 7],
    [48, 4],
    [72, 2],
    [72.01, 0],
    [-1, 10],
  ])('%d h after the post give %i', (hours, points) => {
    expect(pointsOf(best, hours).timely).toBe(points);
  });
});

describe('what is taken off', () => {
  test.each([
    'https://t.cn/abc',
    '看链接',
    '只要99元',
    '99 块',
    '打8.5折',
    '打八折',
    '13812345678',
    '加微信',
    '加我微信',
    '扫码',
    'a-shop.cn/1',
  ])('%s is hard selling', (text) => {
    expect(pointsOf(`小雨真行${text}`).hardSell).toBe(-40);
  });
  test('promo and hard-sell words count once each', () => {
    expect(pointsOf('优惠活动,秒杀,扫码看链接')).toMatchObject({ promo: -25, hardSell: -40 });
  });
  test('the score never goes below nought, and the reasons say so', () => {
    const { score, reasons } = scored('优惠链接', 100);
    expect(score).toBe(0);
    expect(reasons.at(-1)).toMatchObject({ part: 'bound', code: 'floor' });
  });
  test('a taboo word of the company makes it nought and is named', () => {
    const settings = resolveSettings([{ key: 'comment.tabooWords', value: ['保本', 'VIP'] }]);
    expect(scored(`${best}保 本`, 2, piano, settings)).toMatchObject({ score: 0, taboo: ['保本'] });
    expect(scored(`${best}ｖｉｐ`, 2, piano, settings)).toMatchObject({ score: 0, taboo: ['VIP'] });
    expect(scored(best, 2, piano, settings)).toMatchObject({ score: 95, taboo: [] });
  });
});

test('an empty comment is nought without reasons, and the advice is what would add most', () => {
  expect(scored(' \n', 2)).toMatchObject({ score: 0, reasons: [], advice: undefined });
  expect(scored('恭喜恭喜!', 2).advice?.part).toBe('specific');
  expect(scored('王姐,小雨八级过啦!三年没白练', 20).advice?.part).toBe('hook');
  expect(scored('李哥节哀,外婆一定很疼你', 3, grief).advice?.part).not.toBe('hook');
});

test('every reason has a code the page knows', () => {
  const seen = ['', best, '👍', '赞', '优惠链接', '好'.repeat(70), '王姐', postedAt].flatMap((text) =>
    [piano, grief].flatMap((event) => scored(text, 30, event).reasons),
  );
  for (const { part, code } of seen) {
    expect(commentParts).toContain(part);
    expect(commentCodes[part]).toContain(code);
  }
});
