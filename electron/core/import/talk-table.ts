/**
 * Whether a table is the record of a talk, as tools write it and WeChat itself does: a row is a message, not a person.
 * Read as an address book it would become a card for each sender with the messages as notes.
 */
import { plainHeader } from './header-alias.ts';

const content = new Set(['strcontent', 'content', 'msg', 'message', '内容', '消息内容', '聊天内容']);
const time = new Set(['createtime', 'strtime', 'time', 'ts', 'timestamp', '时间', '发送时间', '消息时间']);
/** Who spoke, as only a record of a talk names it. */
const speaker = new Set(
  'talkerid talker talkername issender isself msgsvrid strtalker sender sendername senderwxid chatroom 发送人 发送者 发言人 消息id 会话'.split(
    ' ',
  ),
);
/** By these one reaches a person: a table that has one is an address book, whatever else stands in it. */
const reach = /手机|电话|phone|mobile|邮箱|email/i;

/** How WeChat begins a talk it hands on, and how tools write one as JSON. */
const opening = /在微信上的聊天记录如下|微信群上的聊天记录如下/;
const json = /^\s*\[?\s*\{[\s\S]*"(talker|is_?self|is_?sender|sender_wxid)"/i;

/** `text`: the beginning of a file. */
export function isTalkJson(text: string): boolean {
  return json.test(text);
}

export function isTalkTable(table: readonly (readonly string[])[]): boolean {
  const rows = table.slice(0, 15);
  if (rows.some(isTalkHeader)) return true;
  const text = rows.map((row) => row.join(',')).join('\n');
  return opening.test(text);
}

function isTalkHeader(row: readonly string[]): boolean {
  const has = (known: ReadonlySet<string>) =>
    row.some((cell) => cell.length <= 40 && known.has(plainHeader(cell)));
  return has(content) && has(time) && has(speaker) && !row.some((cell) => reach.test(cell));
}
