/** The numbers and word lists behind the comment score (rules.md R9) and the limits of comments (R4). */
import { number, words } from '../setting-kind.ts';

export const commentSettings = {
  /** S1: points for one, two, and three or more shared runs. */
  'comment.specific.1': number('R9', 15, 0, 100),
  'comment.specific.2': number('R9', 25, 0, 100),
  'comment.specific.3': number('R9', 30, 0, 100),
  /** Not counted as a shared run, nor taken from a note as a card fact. */
  'comment.stopWords': words(
    'R9',
    '我们 你们 他们 真的 今天 终于 昨天 明天 现在 这个 那个 一个 一下 什么 怎么 就是 还是 但是 因为 所以 可以 没有 不是 知道 觉得 已经 自己 时候 最近 一起',
  ),

  /** S2: characters from which a comment is short, good, long, too long. */
  'comment.length.shortFrom': number('R9', 3, 1, 1_000),
  'comment.length.goodFrom': number('R9', 6, 1, 1_000),
  'comment.length.goodTo': number('R9', 60, 1, 1_000),
  'comment.length.longTo': number('R9', 100, 1, 1_000),
  'comment.length.short': number('R9', 6, 0, 100),
  'comment.length.good': number('R9', 15, 0, 100),
  'comment.length.long': number('R9', 8, 0, 100),
  'comment.length.tooLong': number('R9', 3, 0, 100),

  /** S3. */
  'comment.personal.fact': number('R9', 15, 0, 100),
  'comment.personal.address': number('R9', 5, 0, 100),

  /** S4. */
  'comment.hook': number('R9', 15, 0, 100),
  'comment.questionWords': words('R9', '? ？ 吗 呢 怎么 哪 几岁 多久 什么时候'),

  /** S5: nothing above `same`, `similar` points from `similarFrom` on. */
  'comment.own.fresh': number('R9', 15, 0, 100),
  'comment.own.similar': number('R9', 7, 0, 100),
  'comment.own.sameAbove': number('R9', 0.7, 0, 1),
  'comment.own.similarFrom': number('R9', 0.5, 0, 1),
  /** How many of the own last comments are compared. */
  'comment.own.compared': number('R9', 50, 0, 500),
  'comment.genericWords': words(
    'R9',
    '赞 点赞 好美 漂亮 厉害 厉害了 真棒 太棒了 不错 支持 加油 恭喜 恭喜恭喜 666 哈哈 羡慕 收到',
  ),

  /** S6: up to so many hours after the post, so many points. */
  'comment.timely.hours.1': number('R9', 6, 0, 720),
  'comment.timely.hours.2': number('R9', 24, 0, 720),
  'comment.timely.hours.3': number('R9', 48, 0, 720),
  'comment.timely.hours.4': number('R9', 72, 0, 720),
  'comment.timely.1': number('R9', 10, 0, 100),
  'comment.timely.2': number('R9', 7, 0, 100),
  'comment.timely.3': number('R9', 4, 0, 100),
  'comment.timely.4': number('R9', 2, 0, 100),

  /** Taken off once each, however often it occurs. */
  'comment.promo': number('R9', 25, 0, 100),
  'comment.promoWords': words('R9', '优惠 活动 折扣 特价 下单 新品 我们店 团购 秒杀 名额 套餐 体验课 试用装'),
  'comment.hardSell': number('R9', 40, 0, 100),
  /** Beside links, prices, discounts and mobile numbers, which are recognised by their form. */
  'comment.hardSellWords': words('R9', '链接 加微信 加我微信 扫码'),
  'comment.emojiCap': number('R9', 20, 0, 100),

  'comment.cheerfulCap': number('R9', 10, 0, 100),
  'comment.cheerfulWords': words('R9', '恭喜 开心 哈哈 🎉 😄 太好了 加油哦'),
  'comment.caring': number('R9', 10, 0, 100),
  'comment.caringWords': words('R9', '保重 节哀 早日康复 慢慢来 有需要 辛苦 抱抱 陪着'),

  /** Words this company never wants to read under a customer's post. */
  'comment.tabooWords': words('R9', ''),

  /** A death in the event. */
  'comment.griefWords': words(
    'R9',
    '去世 过世 离世 逝世 病逝 离开了我们 最后一程 一路走好 追悼 葬礼 出殡 头七 讣告 节哀 安息 送别',
  ),
  /** Whose 走了 means a death where nothing follows it. */
  'comment.kinWords': words('R9', '爷爷 奶奶 外公 外婆 姥爷 姥姥 爸爸 妈妈 父亲 母亲 老爸 老妈'),
  /** An illness, whatever the event is filed under unless it is work, travel or an achievement. */
  'comment.illnessWords': words(
    'R9',
    '住院 手术 确诊 癌 肿瘤 化疗 放疗 重症 病危 抢救 骨折 车祸 生病 病倒 流产 中风 心梗 急诊',
  ),
  /** A lesser illness; counts where the event is filed under health. */
  'comment.ailmentWords': words('R9', '感冒 发烧 高烧 疼 痛 不舒服 难受 病 医院 输液 打针 复查 熬'),

  'comment.grade.good': number('R9', 80, 0, 100),
  'comment.grade.pass': number('R9', 60, 0, 100),
  'comment.grade.weak': number('R9', 40, 0, 100),

  /** The fatigue guard; how many a week, how late and how many an hour are `guard.`, `post.` and `account.` of the list. */
  'comment.maxPerPost': number('R4', 1, 0, 100),
} as const;
