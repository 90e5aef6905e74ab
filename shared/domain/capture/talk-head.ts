/** The lines of a pasted talk that name a speaker, one reader for each way they are written. */
import { findStamp, type WrittenDay } from './talk-stamp.ts';

/**
 * `mailed`: WeChat's own text of a multi-selection (name, two or more spaces, HH:MM; days by dividers). `dated`: name and
 * date on one line (WeChat for Mac, several messages copied). `stacked`: name, then date and time on a line of their own
 * (WeChat 4 for Windows, several messages copied). `timed`: name, one space, HH:MM. `colon`: a name and a colon on a line
 * of their own (text marked with the mouse). `inline`: name, colon and text on one line (typed by hand).
 */
export const talkForms = ['mailed', 'dated', 'stacked', 'timed', 'colon', 'inline'] as const;
export type TalkForm = (typeof talkForms)[number];

export interface Head {
  /** The first line of the head, and the first line of the text. */
  line: number;
  textLine: number;
  speaker: string;
  day: WrittenDay | null;
  /** Of the day; null where no time stood there. */
  minute: number | null;
  /** Text on the line of the head itself. */
  rest: string;
}

/** WeChat's nicknames have 32 characters, remarks of groups a few more. */
const longestName = 64;
const longestInlineName = 20;

export const isBlank = (line: string | undefined): boolean => line === undefined || line.trim() === '';

export function headsOf(form: TalkForm, lines: readonly string[]): Head[] {
  const heads: Head[] = [];
  for (let line = 0; line < lines.length; line++) {
    const head = headAt(form, lines, line);
    if (!head) continue;
    heads.push(head);
    line = head.textLine - 1;
  }
  return heads;
}

function headAt(form: TalkForm, lines: readonly string[], line: number): Head | undefined {
  const text = lines[line]!;
  if (form === 'colon' || form === 'inline') return colonHead(form, text, line);
  if (form === 'stacked') return stackedHead(lines, line);
  const stamp = findStamp(text);
  if (!stamp || stamp.gap === 0) return undefined;
  const speaker = nameOf(text.slice(0, stamp.start));
  if (speaker === undefined) return undefined;
  const fits =
    form === 'mailed'
      ? stamp.day === null && stamp.gap >= 2 && !stamp.hasSeconds
      : form === 'dated'
        ? stamp.day !== null
        : stamp.day === null && stamp.gap === 1;
  if (!fits) return undefined;
  return { line, textLine: line + 1, speaker, day: stamp.day, minute: stamp.minute, rest: '' };
}

function stackedHead(lines: readonly string[], line: number): Head | undefined {
  const below = lines[line + 1];
  if (below === undefined || (line > 0 && !isBlank(lines[line - 1]) && !isWholeDate(below))) return undefined;
  const stamp = findStamp(below);
  const speaker = nameOf(lines[line]!);
  if (!stamp || below.slice(0, stamp.start).trim() !== '' || speaker === undefined) return undefined;
  // Two times one under the other are a list of times.
  if (findStamp(speaker)?.start === 0) return undefined;
  return { line, textLine: line + 2, speaker, day: stamp.day, minute: stamp.minute, rest: '' };
}

/** Where blank lines were lost, only a date with its year is sure enough. */
function isWholeDate(line: string): boolean {
  return findStamp(line)?.day?.kind === 'date';
}

function colonHead(form: 'colon' | 'inline', text: string, line: number): Head | undefined {
  const at = text.slice(0, longestInlineName + 2).search(/[:：]/u);
  if (at <= 0) return undefined;
  const speaker = nameOf(text.slice(0, at));
  const rest = text.slice(at + 1).trim();
  // An address on the web, a time and a ratio have their colon too.
  if (speaker === undefined || /^\d+$|^https?$/iu.test(speaker) || rest.startsWith('//')) return undefined;
  if ((form === 'colon') !== (rest === '')) return undefined;
  return { line, textLine: line + 1, speaker, day: null, minute: null, rest };
}

function nameOf(text: string): string | undefined {
  const name = text.trim();
  return name === '' || name.length > longestName ? undefined : name;
}
