/** Words for where a customer came from, in the files people keep, to the sources of rules.md R1. */
import type { Source } from '#shared/domain/entity/book.ts';

const words: readonly [Source, readonly string[]][] = [
  ['referral', ['转介绍', '介绍', '推荐', 'referral', 'referred', 'introduction', 'wordofmouth']],
  ['fission', ['裂变', '分销', '拼团', '海报', '砍价', 'fission', 'viral']],
  ['partner', ['异业', '合作', '联盟', '渠道', 'partner', 'alliance']],
  ['paid', ['付费', '投放', '广告', '信息流', '竞价', 'paid', 'advert', 'sem']],
  [
    'content',
    [
      '内容',
      '公众号',
      '视频号',
      '抖音',
      '小红书',
      '快手',
      '直播',
      '文章',
      '知乎',
      'content',
      'socialmedia',
      'blog',
      'seo',
    ],
  ],
  ['order', ['订单', '下单', '购买', '成交', '包裹卡', 'order', 'purchase', 'buyer']],
];
const nothing = new Set(['未知', '不详', '无', 'unknown', 'none', 'n/a']);

/** Undefined for a word that says nothing we know; `unknown` for one that says so itself. */
export function findSource(word: string): Source | undefined {
  const folded = word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/g, '');
  if (nothing.has(folded)) return 'unknown';
  return words.find(([source, known]) => source === folded || known.some((one) => folded.includes(one)))?.[0];
}
