/** Words by which the kind of a post is guessed (rules.md R4, R9 ask for the kind). */
import { words } from '../setting-kind.ts';

export const momentSettings = {
  'moment.words.complaint': words('R4', '投诉 差评 退款 坑 骗 生气 失望 无语 态度差 避雷 再也不'),
  'moment.words.achievement': words(
    'R4',
    '考上 考过 毕业 获奖 得奖 拿证 冠军 第一名 晋升 升职 录取 通过了 完赛 考级 奖状 达成',
  ),
  'moment.words.health': words(
    'R4',
    '医院 住院 手术 生病 感冒 发烧 体检 复查 康复 打针 健身 跑步 减肥 瑜伽 骨折',
  ),
  'moment.words.travel': words(
    'R4',
    '旅行 旅游 出发 机场 高铁 酒店 海边 爬山 露营 自驾 打卡 度假 飞机 风景 古镇',
  ),
  'moment.words.work': words(
    'R4',
    '加班 出差 开业 项目 客户 会议 公司 开会 上班 团队 签约 展会 创业 门店 同事',
  ),
  'moment.words.family': words(
    'R4',
    '女儿 儿子 孩子 宝宝 老公 老婆 爸爸 妈妈 爷爷 奶奶 外公 外婆 家人 结婚 生日 全家 幼儿园',
  ),
  'moment.words.mood': words('R4', '开心 难过 累 心情 想念 孤独 焦虑 幸福 感恩 失眠 烦 治愈 放松 哭'),
} as const;
