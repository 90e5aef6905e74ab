/** The 30-second 复盘: one win and one miss, kept as one text that reads by itself. Pure. */
export interface Reflection {
  win: string;
  miss: string;
}

/** The marks of both languages: a day closed in one may be opened again in the other. */
const winMarks = ['做得好：', 'Went well: '];
const missMarks = ['没做好：', 'Missed: '];

export function reflectionText({ win, miss }: Reflection, isChinese: boolean): string {
  const place = isChinese ? 0 : 1;
  return [win.trim() && `${winMarks[place]}${win.trim()}`, miss.trim() && `${missMarks[place]}${miss.trim()}`]
    .filter(Boolean)
    .join('\n');
}

/** A text without marks, as older programs wrote it, is all win. */
export function reflectionOf(text: string): Reflection {
  const missAt = missMarks
    .map((mark) => ({ mark, at: text.startsWith(mark) ? 0 : text.indexOf(`\n${mark}`) }))
    .find(({ at }) => at >= 0);
  const before = missAt ? text.slice(0, missAt.at) : text;
  const miss = missAt ? text.slice(missAt.at).replace(`\n${missAt.mark}`, '').replace(missAt.mark, '') : '';
  const mark = winMarks.find((known) => before.startsWith(known)) ?? '';
  return { win: before.slice(mark.length).trim(), miss: miss.trim() };
}
