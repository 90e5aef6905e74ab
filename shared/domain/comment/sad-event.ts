/** Whether a post tells of grief or illness: then care is wanted, no cheer and no like (rules.md R4, R9). */
import type { Moment } from '../entity/book.ts';
import type { Settings } from '../setting.ts';
import { hasAnyWord, readText } from './word-match.ts';

/** In these an illness word is somebody's work or story: 第一百台手术. */
const notIllness: ReadonlySet<Moment['kind']> = new Set(['work', 'travel', 'achievement']);

export function isSadEvent({ kind, body }: Pick<Moment, 'kind' | 'body'>, settings: Settings): boolean {
  const text = readText(body);
  const has = (words: readonly string[]) => hasAnyWord(text, words);
  if (has(settings['comment.griefWords'])) return true;
  if (hasGone(body, settings['comment.kinWords'])) return true;
  if (notIllness.has(kind)) return false;
  if (has(settings['comment.illnessWords'])) return true;
  return kind === 'health' && has(settings['comment.ailmentWords']);
}

/** 外婆今天走了, but not 陪妈妈走了一万步. */
function hasGone(body: string, kin: readonly string[]): boolean {
  if (!body.includes('走了')) return false;
  const ends = [...body.matchAll(/走了(?!\p{Script=Han})/gu)].map((match) => match.index);
  return ends.some((end) => {
    const before =
      body
        .slice(0, end)
        .match(/\p{Script=Han}*$/u)?.[0]
        .slice(-8) ?? '';
    return kin.some((word) => before.includes(word));
  });
}
