import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSadEvent } from '#shared/domain/comment/sad-event.ts';
import { foundWords, hasAnyWord, readText } from '#shared/domain/comment/word-match.ts';
import { defaultSettings } from '#shared/domain/setting.ts';

test.each([
  ['other', '外婆今天走了,送她最后一程', true],
  ['mood', '爷爷凌晨走了。', true],
  ['mood', '陪妈妈走了一万步', false],
  ['travel', '一早就走了,去机场', false],
  ['family', '父亲去世三周年', true],
  ['work', '送别老领导', true],
  ['family', '孩子住院第三天', true],
  ['mood', '妈妈手术很顺利', true],
  ['achievement', '今天完成了第一百台手术', false],
  ['work', '急诊值班,忙到天亮', false],
  ['health', '发烧两天了', true],
  ['mood', '心疼钱包', false],
  ['health', '跑完人生第一个半马', false],
  ['achievement', '女儿钢琴考级过了八级,练了三年终于拿证', false],
  ['other', '', false],
] as const)('%s: %s', (kind, body, isSad) => {
  expect(isSadEvent({ kind, body }, defaultSettings)).toBe(isSad);
});

const pieces = fc.constantFrom(
  '走了',
  '住 院',
  '手术',
  '外婆',
  '今天',
  'ＩＣＵ',
  'icu',
  'a.c',
  '',
  '，',
  '去世',
  '\u200b',
  '。',
);

test('any word of a list is found exactly where some word of it is', () => {
  fc.assert(
    fc.property(fc.array(pieces), fc.array(fc.array(pieces, { maxLength: 2 })), (text, words) => {
      const list = words.map((parts) => parts.join(''));
      const read = readText(text.join(''));
      expect(hasAnyWord(read, list)).toBe(foundWords(read, list).length > 0);
    }),
  );
});
