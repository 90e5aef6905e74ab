/** How much a note will tell whoever reads it next, 0–100 (rules.md R10). */
import { foundWords, readText } from '../comment/word-match.ts';
import type { Settings } from '../setting.ts';

export interface NoteInput {
  body: string;
  /** A next step was given with its date. */
  hasNextStep: boolean;
  /** A tag or the trust stage was changed along with it. */
  hasChange: boolean;
  /** What the card knows: names, tags, company, city. */
  facts: readonly string[];
}

export const noteParts = ['fact', 'concern', 'nextStep', 'feeling', 'change', 'length'] as const;
export type NotePart = (typeof noteParts)[number];

export interface NoteQuality {
  quality: number;
  points: Record<NotePart, number>;
  /** Whether the form asks for the next step; never where there is one, or nothing was written. */
  asks: boolean;
}

/** 小雨, 阿强, 3 岁, 下午 2 点: a name or a number is a fact. */
const nameOrNumber = /[小阿老]\p{Script=Han}|\p{N}/u;
const datedByNumber = /\d{1,2}\s*[月号日点]|[一二三四五六七八九十两]+\s*[天周]后/u;
const ownWords = /[“"「『].+[”"」』]/u;

export function noteQuality(note: NoteInput, settings: Settings): NoteQuality {
  const text = readText(note.body);
  const has = (words: readonly string[]) => foundWords(text, words).length > 0;
  const plain = note.body.normalize('NFKC');
  const isDated = has(settings['note.dateWords']) || datedByNumber.test(plain);
  const met: Record<NotePart, boolean> = {
    fact: nameOrNumber.test(plain) || has(settings['note.factWords']) || has(note.facts),
    concern: ownWords.test(note.body) || has(settings['note.concernWords']),
    nextStep: note.hasNextStep || (isDated && has(settings['note.stepWords'])),
    feeling: has(settings['note.feelingWords']),
    change: note.hasChange,
    length: [...note.body.replace(/\s+/gu, '')].length >= settings['note.lengthFrom'],
  };
  const points = Object.fromEntries(
    noteParts.map((part) => [part, met[part] ? Math.round(settings[`note.${part}`]) : 0]),
  ) as Record<NotePart, number>;
  const total = noteParts.reduce((sum, part) => sum + points[part], 0);
  const quality = Math.min(100, total);
  const asks = note.body.trim() !== '' && !met.nextStep && quality < settings['note.askBelow'];
  return { quality, points, asks };
}
