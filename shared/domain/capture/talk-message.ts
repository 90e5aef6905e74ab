/** One message of a talk that was copied out of a chat program. */

export const placeholders = [
  'picture',
  'voice',
  'video',
  'sticker',
  'file',
  'link',
  'contact',
  'location',
  'transfer',
  'packet',
  'call',
  'record',
  'program',
] as const;
export type Placeholder = (typeof placeholders)[number];

/**
 * `exact`: date and time stood there. `assumed`: the time stood there, the day was worked out (昨天, or no day divider).
 * `none`: no time stood there.
 */
export const certainties = ['exact', 'assumed', 'none'] as const;
export type Certainty = (typeof certainties)[number];

export interface TalkMessage {
  /** The display name as pasted; empty where nobody is named. */
  speaker: string;
  /** To the minute; null where no time stood there. */
  at: string | null;
  certainty: Certainty;
  /** May be empty, may have several lines and blank ones in between. */
  text: string;
  /** What stood for something that is no text. */
  placeholder: Placeholder | null;
}

const words: Record<string, Placeholder> = {
  图片: 'picture',
  照片: 'picture',
  Photo: 'picture',
  语音: 'voice',
  Voice: 'voice',
  视频: 'video',
  Video: 'video',
  表情: 'sticker',
  动画表情: 'sticker',
  Sticker: 'sticker',
  文件: 'file',
  File: 'file',
  链接: 'link',
  Link: 'link',
  名片: 'contact',
  个人名片: 'contact',
  位置: 'location',
  Location: 'location',
  转账: 'transfer',
  微信转账: 'transfer',
  红包: 'packet',
  微信红包: 'packet',
  语音通话: 'call',
  视频通话: 'call',
  聊天记录: 'record',
  小程序: 'program',
};

/** `[图片]`, `[图片: 32 hex.jpg(请在附件中查看)]`, `[文件: 报价.pdf]`. */
const form = /^\[([^\]:：\d]{1,8})\d{0,3}(?:[:：][^\]\n]{0,300})?\]$/u;

/** What a message stands for whose whole text is a placeholder; null for words. */
export function placeholderOf(text: string): Placeholder | null {
  if (!text.startsWith('[') || text.length > 320) return null;
  const word = form.exec(text)?.[1]?.trim();
  return word !== undefined && Object.hasOwn(words, word) ? words[word]! : null;
}
