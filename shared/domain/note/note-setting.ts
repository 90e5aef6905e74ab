/** The numbers and word lists behind the quality of a note (rules.md R10). */
import { number, words } from '../setting-kind.ts';

export const noteSettings = {
  'note.fact': number('R10', 25, 0, 100),
  'note.concern': number('R10', 20, 0, 100),
  'note.nextStep': number('R10', 25, 0, 100),
  'note.feeling': number('R10', 10, 0, 100),
  'note.change': number('R10', 10, 0, 100),
  'note.length': number('R10', 10, 0, 100),
  'note.lengthFrom': number('R10', 15, 1, 1_000),
  /** Below this the note form asks its one question. */
  'note.askBelow': number('R10', 60, 0, 100),

  /** Who or what; a number, 小雨 and the like, and what is on the card count too. */
  'note.factWords': words(
    'R10',
    '女儿 儿子 孩子 宝宝 老公 老婆 先生 太太 爸 妈 父母 爷爷 奶奶 外公 外婆 公司 同事 老板 店 学校 房 车 猫 狗 旅行 出差 生日 考试 保险 体检',
  ),
  /** What the customer said or minds. */
  'note.concernWords': words(
    'R10',
    '说 问 担心 在意 怕 想要 想问 希望 嫌 纠结 顾虑 考虑 打算 犹豫 不想 要求 抱怨 提到 贵',
  ),
  'note.dateWords': words(
    'R10',
    '今晚 明天 后天 大后天 周一 周二 周三 周四 周五 周六 周日 周末 下周 下个月 月底 年底 天后 周后 个月后 号',
  ),
  'note.stepWords': words(
    'R10',
    '约 发 送 带 寄 问 回 打电话 联系 拜访 见面 跟进 报价 提醒 安排 确认 准备 给',
  ),
  'note.feelingWords': words(
    'R10',
    '高兴 开心 满意 感兴趣 热情 信任 认可 喜欢 期待 松了口气 着急 犹豫 担心 生气 失望 冷淡 不满 焦虑 累 难过 紧张 烦',
  ),
} as const;
