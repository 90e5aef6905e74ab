/**
 * How a kept talk is written down: one note a day of talk, in words that anybody can read and this file can read back.
 *
 *     【聊天记录】2026-03-09
 *     14:02 ← 王姐
 *       周六有空
 *     14:03 → 李明
 *       好的
 *
 * A note, and no entity of its own: the timeline has one entry a day of talk instead of hundreds, the search finds its words
 * like those of every note, it follows the customer (C09), and a device with an older program shows it as what it is.
 * Text lines are moved in by two spaces, so nothing in a message can be taken for a line that names a speaker.
 */
import { dateOf, minuteOf } from '../calendar.ts';
import { instantAt } from './talk-date.ts';
import { placeholderOf, type Certainty, type TalkMessage } from './talk-message.ts';

/** Who a name stands for: the rep who pasted it, the customer, or somebody else. */
export const talkRoles = ['me', 'customer', 'other'] as const;
export type TalkRole = (typeof talkRoles)[number];

/** `several`: two people of the same name, told apart message by message. */
export const speakerRoles = [...talkRoles, 'several'] as const;
export type SpeakerRole = (typeof speakerRoles)[number];

export interface KeptMessage extends TalkMessage {
  role: TalkRole;
}

export interface TalkNote {
  body: string;
  /** The instant of its last message; null where no times are known. */
  lastAt: string | null;
}

const title = '【聊天记录】';
const assumed = '（日期为推测）';
const noTime = '--:--';
const arrows: Record<TalkRole, string> = { customer: '←', me: '→', other: '·' };
const roles = new Map(talkRoles.map((role) => [arrows[role], role]));
const headForm = /^(\d\d):(\d\d) ([←→·]) (.*)$|^--:-- ([←→·]) (.*)$/u;
const titleForm = /^【聊天记录】(\d{4}-\d\d-\d\d)?(（日期为推测）)?$/u;
/** Below what a note holds. */
const longestBody = 19_000;

/** In the order of the talk; a day that is too long for one note is written into several. */
export function writeTalk(messages: readonly KeptMessage[]): TalkNote[] {
  const notes: TalkNote[] = [];
  let open: { head: string; body: string; lastAt: string | null } | undefined;
  for (const message of messages) {
    const head = titleOf(message);
    const entry = `\n${entryOf(message)}`;
    if (open && (open.head !== head || open.body.length + entry.length > longestBody)) {
      notes.push({ body: open.body, lastAt: open.lastAt });
      open = undefined;
    }
    open ??= { head, body: head, lastAt: null };
    open.body += entry;
    if (message.at !== null && (open.lastAt === null || message.at > open.lastAt)) open.lastAt = message.at;
  }
  return open ? [...notes, { body: open.body, lastAt: open.lastAt }] : notes;
}

/** The messages of a note that {@link writeTalk} wrote; undefined for every other note. */
export function readTalk(body: string): KeptMessage[] | undefined {
  if (!body.startsWith(title)) return undefined;
  const [first, ...lines] = body.split('\n');
  const found = titleForm.exec(first!);
  if (!found) return undefined;
  const on = found[1];
  const certainty: Certainty = on === undefined ? 'none' : found[2] ? 'assumed' : 'exact';
  const messages: (KeptMessage & { lines: string[] })[] = [];
  for (const line of lines) {
    if (line.startsWith('  ')) {
      const last = messages.at(-1);
      if (!last) return undefined;
      last.lines.push(line.slice(2));
      continue;
    }
    const head = headForm.exec(line);
    if (!head || (head[1] !== undefined && on === undefined)) return undefined;
    const [, hours, minutes, arrow = head[5]!, speaker = head[6]!] = head;
    const at = hours === undefined ? null : instantAt(on!, Number(hours) * 60 + Number(minutes));
    messages.push({
      role: roles.get(arrow)!,
      speaker,
      at,
      certainty: at === null ? 'none' : certainty,
      text: '',
      placeholder: null,
      lines: [],
    });
  }
  return messages.map(({ lines: text, ...message }) => ({
    ...message,
    text: text.join('\n'),
    placeholder: placeholderOf(text.join('\n')),
  }));
}

/** Of a talk what the customer said last, else the last message; every other text is itself. */
export function lastWordsOf(body: string): string {
  const messages = (readTalk(body) ?? []).filter(({ text }) => text !== '');
  const last = messages.findLast(({ role }) => role === 'customer') ?? messages.at(-1);
  return last?.text ?? body;
}

function titleOf({ at, certainty }: KeptMessage): string {
  return at === null ? title : `${title}${dateOf(at)}${certainty === 'assumed' ? assumed : ''}`;
}

function entryOf({ at, role, speaker, text }: KeptMessage): string {
  const minute = at === null ? 0 : minuteOf(Date.parse(at));
  const two = (count: number) => String(count).padStart(2, '0');
  const time = at === null ? noTime : `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
  const head = `${time} ${arrows[role]} ${speaker}`;
  return text === '' ? head : [head, ...text.split('\n').map((line) => `  ${line}`)].join('\n');
}
