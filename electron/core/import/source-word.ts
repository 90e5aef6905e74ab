/**
 * Words for where a customer came from, in the files people keep: to the sources of rules.md R1 and to platform, campaign
 * and placement (practice B15). No part of a word is lost: what is no platform and no placement is the campaign.
 */
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
      '微博',
      'douyin',
      'tiktok',
      'xiaohongshu',
      'content',
      'socialmedia',
      'blog',
      'seo',
    ],
  ],
  ['order', ['订单', '下单', '购买', '成交', '包裹卡', 'order', 'purchase', 'buyer']],
];
const nothing = new Set(['未知', '不详', '无', 'unknown', 'none', 'n/a']);

/** What a source of ours is called: such a word says nothing beside it. */
const names = new Set(
  '订单粉 转介绍 付费 内容 异业 裂变 order referral paid content partner fission viral'.split(' '),
);

/** As the card has them; the longer spellings first. */
const platforms: readonly [string, readonly string[]][] = [
  ['公众号', ['微信公众号', '公众号']],
  ['视频号', ['微信视频号', '视频号']],
  ['抖音', ['抖音', 'douyin', 'tiktok']],
  ['小红书', ['小红书', 'xiaohongshu']],
  ['快手', ['快手']],
  ['知乎', ['知乎']],
  ['微博', ['新浪微博', '微博', 'weibo']],
  ['B站', ['哔哩哔哩', 'bilibili', 'b站']],
  ['百度', ['百度', 'baidu']],
  ['淘宝', ['淘宝', 'taobao']],
  ['天猫', ['天猫', 'tmall']],
  ['京东', ['京东']],
  ['拼多多', ['拼多多']],
  ['大众点评', ['大众点评']],
  ['美团', ['美团']],
  ['微信', ['微信', 'wechat']],
];

const placements = new Set(
  '直播 直播间 信息流 竞价 搜索 开屏 海报 包裹卡 朋友圈 文章 评论区 私信 主页 短视频 群 sem seo blog'.split(
    ' ',
  ),
);

export interface SourceParts {
  source: Source | undefined;
  platform: string;
  campaign: string;
  placement: string;
}

/** Longest text a part of the source can have on a card. */
export const sourcePartLimits = { platform: 50, campaign: 100, placement: 100 } as const;

/** Undefined for a word that says nothing we know; `unknown` for one that says so itself. */
function findSource(word: string): Source | undefined {
  const folded = foldedOf(word);
  if (nothing.has(folded)) return 'unknown';
  return words.find(([source, known]) => source === folded || known.some((one) => folded.includes(one)))?.[0];
}

/** All empty for a word that says nothing we know; the campaign may be longer than a card can hold. */
export function readSource(word: string): SourceParts {
  if (word === '') return { source: undefined, platform: '', campaign: '', placement: '' };
  const source = findSource(word);
  const found = platformIn(word);
  const parts: SourceParts = { source, platform: found?.name ?? '', campaign: '', placement: '' };
  if (source === 'unknown' || (source === undefined && !found)) return parts;
  const rest = found ? found.rest : word.trim();
  const folded = foldedOf(rest);
  if (names.has(folded)) return parts;
  if (placements.has(folded)) return { ...parts, placement: rest };
  return { ...parts, campaign: rest };
}

function foldedOf(word: string): string {
  return word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/g, '');
}

const separators = String.raw`[\s\-_/\\|·•:：,，、;；>—–+]`;
const atEnd = new RegExp(`${separators}+$`);
const atStart = new RegExp(`^${separators}+`);

/** The word without the platform and what set it apart. */
function platformIn(word: string): { name: string; rest: string } | undefined {
  const lower = word.toLowerCase();
  // A sign whose lower case is longer would shift the places.
  if (lower.length !== word.length) return undefined;
  for (const [name, spellings] of platforms) {
    const spelling = spellings.find((one) => lower.includes(one));
    if (spelling === undefined) continue;
    const at = lower.indexOf(spelling);
    const before = word.slice(0, at);
    const after = word.slice(at + spelling.length);
    const [left, right] = [before.replace(atEnd, '').trim(), after.replace(atStart, '').trim()];
    const between = left === before && right === after ? '' : ' ';
    return { name, rest: [left, right].filter((part) => part !== '').join(between) };
  }
  return undefined;
}
