/**
 * A talk in a file: a text, or the mail WeChat makes of a multi-selection. Read in the page and held to the limits of a
 * paste; attachments of a mail are passed over.
 */
export const talkFiles = '.txt,.eml,.html,.htm';
/** A mail brings its pictures along; a text of the longest paste has at most four bytes a character. */
const longestMail = 40 * 1024 * 1024;
const longestFile = 8 * 1024 * 1024;

export type TalkFileProblem = 'EMPTY' | 'TOO_LARGE' | 'UNREADABLE';

export function isTalkFile({ name }: { name: string }): boolean {
  return /\.(?:txt|eml|html?)$/iu.test(name);
}

/** May be kept as it is as well; a mail or a page is of no use but as a talk. */
export function isPlainTextFile({ name }: { name: string }): boolean {
  return /\.txt$/iu.test(name);
}

/** The text as it would have been pasted, or what stands against it. */
export async function readTalkFile(
  file: Pick<File, 'name' | 'size' | 'arrayBuffer'>,
): Promise<{ text: string } | { problem: TalkFileProblem }> {
  const isMail = /\.eml$/iu.test(file.name);
  if (file.size === 0) return { problem: 'EMPTY' };
  if (file.size > (isMail ? longestMail : longestFile)) return { problem: 'TOO_LARGE' };
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const text = isMail ? await textOfMailFile(bytes) : decoded(bytes);
    return text.trim() === '' ? { problem: 'EMPTY' } : { text };
  } catch {
    return { problem: 'UNREADABLE' };
  }
}

/** MIME: character sets, quoted-printable, base64, parts. The source of the formatted part where there is no plain one. */
async function textOfMailFile(bytes: Uint8Array): Promise<string> {
  const { default: PostalMime } = await import('postal-mime');
  const { text, html } = await PostalMime.parse(bytes, { maxNestingDepth: 20 });
  return (text ?? '').trim() === '' ? (html ?? '') : text!;
}

/** UTF-8 where it is that, else what Chinese Windows writes; never with characters replaced. */
function decoded(bytes: Uint8Array): string {
  const mark = [bytes[0], bytes[1]].join(' ');
  if (mark === '255 254') return new TextDecoder('utf-16le', { fatal: true }).decode(bytes);
  if (mark === '254 255') return new TextDecoder('utf-16be', { fatal: true }).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  }
}
