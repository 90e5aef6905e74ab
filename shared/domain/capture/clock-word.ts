/** A time of day in words: 上午, 下午3点, 三点半, 晚上8:30. */
import { numberOf } from './chinese-number.ts';

export interface ClockWord {
  end: number;
  minute: number;
  /** Only a part of the day was named; its end counts. */
  isRough: boolean;
}

const ends: Record<string, number> = {
  凌晨: 6 * 60,
  早上: 10 * 60,
  早晨: 10 * 60,
  早: 10 * 60,
  上午: 12 * 60,
  中午: 13 * 60,
  下午: 18 * 60,
  傍晚: 19 * 60,
  晚上: 21 * 60,
  晚: 21 * 60,
};
const quarters: Record<string, number> = { 半: 30, 一刻: 15, 三刻: 45, 整: 0, 钟: 0 };

const form =
  /[ ,，的]{0,2}(凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|早|晚)?\s?(?:(\d{1,2}|[一二两三四五六七八九十]{1,3})点(?:(半|一刻|三刻|整|钟)|(\d{1,2}|[一二三四五六七八九十]{1,3})分?)?|(\d{1,2}):(\d{2}))?/uy;

/** The time of day that stands at a place of a text, or undefined. */
export function clockAfter(text: string, at: number): ClockWord | undefined {
  form.lastIndex = at;
  const found = form.exec(text);
  if (!found) return undefined;
  const [whole, part, said, quarter, minutes, digital, digitalMinutes] = found;
  const end = at + whole.length;
  const hour = numberOf(said ?? digital);
  if (hour === undefined) return part === undefined ? undefined : { end, minute: ends[part]!, isRough: true };
  const minute = quarter === undefined ? (numberOf(minutes ?? digitalMinutes) ?? 0) : quarters[quarter]!;
  if (hour > 24 || minute > 59) return undefined;
  return { end, minute: Math.min(hourOf(hour, part) * 60 + minute, 1_439), isRough: false };
}

/** Without a part of the day nobody is met before seven: 3点 is in the afternoon. */
function hourOf(hour: number, part: string | undefined): number {
  if (hour > 12) return hour;
  const isLate = part === '下午' || part === '傍晚' || part === '晚上' || part === '晚';
  if (isLate) return hour === 12 ? (part === '下午' ? 12 : 24) : hour + 12;
  if (part === '中午') return hour < 11 ? hour + 12 : hour;
  if (part !== undefined) return hour % 12 === 0 && part === '凌晨' ? 0 : hour;
  return hour < 7 ? hour + 12 : hour;
}
