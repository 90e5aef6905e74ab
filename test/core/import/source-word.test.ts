import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSource } from '#core/import/source-word.ts';

const read = (word: string) => {
  const { source, platform, campaign, placement } = readSource(word);
  return [source, platform, campaign, placement];
};

describe('[B15] a word for the source', () => {
  test.each([
    ['抖音', ['content', '抖音', '', '']],
    ['小红书', ['content', '小红书', '', '']],
    ['抖音春季投放', ['paid', '抖音', '春季投放', '']],
    ['Douyin - 春季投放', ['paid', '抖音', '春季投放', '']],
    ['付费/小红书', ['paid', '小红书', '', '']],
    ['小红书-付费-三月', ['paid', '小红书', '付费-三月', '']],
    ['春季（抖音）投放', ['paid', '抖音', '春季（）投放', '']],
    ['抖音直播', ['content', '抖音', '', '直播']],
    ['信息流', ['paid', '', '', '信息流']],
    ['微信公众号', ['content', '公众号', '', '']],
    ['百度', [undefined, '百度', '', '']],
    ['转介绍', ['referral', '', '', '']],
    ['老客户王姐介绍', ['referral', '', '老客户王姐介绍', '']],
    ['推荐', ['referral', '', '推荐', '']],
    ['未知', ['unknown', '', '', '']],
    ['春季展会', [undefined, '', '', '']],
  ])('%s', (word, parts) => expect(read(word)).toEqual(parts));

  test('no part of it is lost, whatever stands around', () => {
    const piece = fc.constantFrom(
      '春季',
      '投放',
      '抖音',
      '小红书',
      ' ',
      '-',
      '/',
      '直播',
      '付费',
      'A1',
      '介绍',
      '门店',
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (pieces) => {
        const word = pieces.join('');
        const { source, platform, campaign, placement } = readSource(word);
        if (source === undefined && platform === '') return;
        const kept = `${platform}${campaign}${placement}`;
        const plain = (text: string) => text.replace(/[\s/-]/g, '');
        const left = [...plain(word)].filter((sign) => !kept.includes(sign));
        // Only the name of one of our sources is said by the source alone.
        expect(['', '付费']).toContain(left.join(''));
        if (left.length > 0) expect(source).toBe('paid');
      }),
    );
  });
});
