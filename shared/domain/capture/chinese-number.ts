/** Numbers up to 99 as they are said: 3, 十五, 两, 廿三. */
const digits = '零一二三四五六七八九';

/** Undefined where it is no number. */
export function numberOf(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  if (/^\d{1,4}$/u.test(text)) return Number(text);
  const plain = text
    .replaceAll('两', '二')
    .replaceAll('〇', '零')
    .replace('廿', '二十')
    .replace('卅', '三十');
  const found = /^([一二三四五六七八九])?(十)?([零一二三四五六七八九])?$/u.exec(plain);
  if (!found) return undefined;
  const [, high, ten, low] = found;
  const of = (digit: string | undefined) => (digit === undefined ? 0 : digits.indexOf(digit));
  if (ten !== undefined) return (high === undefined ? 1 : of(high)) * 10 + of(low);
  return high !== undefined && low !== undefined ? undefined : of(high ?? low);
}

/** For a pattern: one to three characters of a number. */
export const numberForm = '(?:\\d{1,3}|[一二两三四五六七八九十廿]{1,3})';
