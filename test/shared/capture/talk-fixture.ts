/** Talks written down the way each chat program writes them, with the traps that were met (formats known since 2018). */

export interface Said {
  speaker: string;
  on: string;
  time: string;
  text: string;
}

export interface Fixture {
  name: string;
  pasted: string;
  said: readonly Said[];
}

export interface MailedLook {
  header?: string | null;
  divider?: (on: string) => string;
  gap?: string;
  blank?: boolean;
}

const standardDivider = (on: string) => `—————  ${on}  —————`;

/** WeChat's own mailed text. */
export function mailed(said: readonly Said[], look: MailedLook = {}): string {
  const { header, divider = standardDivider, gap = '  ', blank = true } = look;
  const names = [...new Set(said.map(({ speaker }) => speaker))];
  const first =
    header === undefined ? `${names[0]} 和 ${names[1] ?? '我'} 在微信上的聊天记录如下，请查收。` : header;
  const lines: string[] = first === null ? [] : [first, ''];
  let day = '';
  for (const { speaker, on, time, text } of said) {
    const line = divider(on);
    if (on !== day && line !== '') lines.push(line, '', '');
    day = on;
    lines.push(`${speaker}${gap}${time}`, '', ...text.split('\n'), '');
  }
  return (blank ? lines : lines.filter((line) => line.trim() !== '')).join('\n');
}

/** WeChat for Mac, several messages copied. */
export function macCopy(
  said: readonly Said[],
  stamp = (on: string, time: string) => `${on.replaceAll('-', '/')} ${time}`,
) {
  return said.map(({ speaker, on, time, text }) => `${speaker} ${stamp(on, time)}\n${text}`).join('\n\n');
}

/** WeChat 4 for Windows, several messages copied. */
export function windowsCopy(said: readonly Said[], gap = '\n\n'): string {
  const day = (on: string) => on.replace(/(\d+)-(\d+)-(\d+)/, '$1年$2月$3日');
  return said.map(({ speaker, on, time, text }) => `${speaker}\n${day(on)} ${time}\n${text}`).join(gap);
}

/** Marked with the mouse: no times. */
export function colonCopy(said: readonly Said[]): string {
  return said.map(({ speaker, text }) => `${speaker}:\n${text}`).join('\n\n');
}

const on = '2026-03-09';
const say = (speaker: string, time: string, text: string, day = on): Said => ({
  speaker,
  on: day,
  time,
  text,
});

export const plainTalk: readonly Said[] = [
  say('王姐', '14:02', '周六有空，想带女儿去看看'),
  say('李明', '14:03', '好的'),
  say('王姐', '14:03', '好的'),
  say('王姐', '14:05', '大概要多久？\n\n我三点要接孩子'),
  say('李明', '9:05', '一个小时就够', '2026-03-10'),
];

const picture = '[图片: 8b0abeb1ccf49ed225b85b4c96a35d98.png.jpg(请在附件中查看)]';
const media: readonly Said[] = [
  say('王姐', '14:02', picture),
  say('李明', '14:03', '[语音]'),
  say('王姐', '14:04', '[视频]'),
  say('李明', '14:05', '[表情]'),
  say('王姐', '14:06', '收到[图片]了'),
];
const oddNames: readonly Said[] = [
  say('A 王，(店长) 10:30 🌸', '14:02', '早'),
  say('[备注] 李 明', '14:03', '您好'),
  say('A 王，(店长) 10:30 🌸', '14:10', '发我一份'),
];
/** A line of a message that looks like one that names a speaker. */
const lookalike: readonly Said[] = [
  say('王姐', '14:02', '安排是这样\n彩排  18:30\n正式  19:30'),
  say('李明', '14:03', '记下了'),
  say('王姐', '14:04', '谢谢'),
  say('李明', '14:06', '早场  10:00\n您看行吗'),
];
const emptyLast: readonly Said[] = [...plainTalk, say('王姐', '9:20', '', '2026-03-10')];
const group: readonly Said[] = [
  say('王姐', '14:02', '明天几点？'),
  say('店长小陈', '14:03', '十点'),
  say('李明', '14:03', '我来接'),
  say('赵哥', '14:09', '[表情]'),
];
const overMidnight: readonly Said[] = [
  say('王姐', '23:50', '睡了吗', '2026-03-09'),
  say('李明', '0:10', '还没', '2026-03-10'),
  say('王姐', '0:12', '明天见', '2026-03-10'),
];
const sameName: readonly Said[] = [
  say('王丽', '14:02', '在吗'),
  say('王丽', '14:03', '在的'),
  say('王丽', '14:05', '好'),
];

const slash = (day: string) => `—————  ${day.replaceAll('-', '/')}  —————`;
const short = (day: string) => `--- ${day} ---`;
const one = (day: string) => `————— ${day} —————`;
const html = (said: readonly Said[]) =>
  `<div>Dear:</div>${mailed(said)
    .split('\n')
    .map(
      (line) =>
        `<p>${line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('—', '&mdash;') || '&nbsp;'}</p>`,
    )
    .join('')}`;

const talks = { plainTalk, media, oddNames, lookalike, emptyLast, overMidnight, sameName };

export const fixtures: readonly Fixture[] = [
  ...Object.entries(talks).flatMap(([name, said]) => [
    { name: `mailed ${name}`, pasted: mailed(said), said },
    { name: `mailed, CRLF ${name}`, pasted: mailed(said).replaceAll('\n', '\r\n'), said },
    { name: `mailed, slashes ${name}`, pasted: mailed(said, { divider: slash }), said },
    { name: `mailed, three dashes ${name}`, pasted: mailed(said, { divider: short, gap: '   ' }), said },
    { name: `mailed, one space in the divider ${name}`, pasted: mailed(said, { divider: one }), said },
    { name: `mailed, no header ${name}`, pasted: mailed(said, { header: null }), said },
    { name: `mail source ${name}`, pasted: html(said), said },
    {
      name: `mailed, names of the header differ ${name}`,
      pasted: mailed(said, { header: '阿丽 和 Ming 在微信上的聊天记录如下，请查收。' }),
      said,
    },
    { name: `windows ${name}`, pasted: windowsCopy(said), said },
    { name: `mac ${name}`, pasted: macCopy(said), said },
    { name: `mac, seconds ${name}`, pasted: macCopy(said, (day, time) => `${day} ${time}:07`), said },
  ]),
  ...Object.entries({ plainTalk, media, oddNames, emptyLast, overMidnight, lookalike }).map(
    ([name, said]) => ({
      name: `mailed, blank lines stripped ${name}`,
      pasted: mailed(said, { blank: false }),
      said: said.map((each) => ({ ...each, text: each.text.replaceAll('\n\n', '\n') })),
    }),
  ),
  {
    name: 'mailed group',
    pasted: mailed(group, { header: '春季团购 微信群上的聊天记录如下，请查收。' }),
    said: group,
  },
  { name: 'windows, blank lines stripped', pasted: windowsCopy(media, '\n'), said: media },
];
