/** The kind of a post by its words: whichever list finds most, the more telling kind first where two find as many. */
import { foundWords, readText } from '../comment/word-match.ts';
import { isSadEvent } from '../comment/sad-event.ts';
import type { Moment } from '../entity/book.ts';
import type { Settings } from '../setting.ts';

const guessed = ['complaint', 'achievement', 'health', 'travel', 'work', 'family', 'mood'] as const;

/** `other` where no word is found; an illness or a death is `health` or `family`, never somebody's mood. */
export function guessMomentKind(body: string, settings: Settings): Moment['kind'] {
  const text = readText(body);
  const found = guessed
    .map((kind) => ({ kind, count: foundWords(text, settings[`moment.words.${kind}`]).length }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
  const kind = found[0]?.kind ?? 'other';
  // Filed as work or an achievement it would no longer be read as sad (sad-event.ts).
  if (!isSadEvent({ kind: 'health', body }, settings) || kind === 'work' || kind === 'achievement')
    return kind;
  return found.some((each) => each.kind === 'family') ? 'family' : 'health';
}
