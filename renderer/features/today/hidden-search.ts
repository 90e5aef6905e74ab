/** What somebody looks for in “Why not?”, with what only the page knows: which words on screen hold it. Pure. */
import type { HiddenQuery } from '#shared/contract/plan.ts';
import { planItemKinds } from '#shared/domain/entity/user.ts';
import { cardGaps } from '#shared/domain/plan/facts/card-gap.ts';
import { hiddenCodes } from '#shared/domain/plan/hidden.ts';

interface ScreenWords {
  kind(name: (typeof planItemKinds)[number]): string;
  gap(name: (typeof cardGaps)[number]): string;
  code(name: (typeof hiddenCodes)[number]): string;
}

const mostWords = 20;

export function soughtWords(text: string, words: ScreenWords): NonNullable<HiddenQuery['words']> {
  const sought = text.trim().toLowerCase().split(/\s+/).filter(Boolean).slice(0, mostWords);
  return sought.map((word) => {
    const isIn = (shown: string) => shown.toLowerCase().includes(word);
    return {
      text: word.slice(0, 100),
      kinds: planItemKinds.filter((kind) => isIn(words.kind(kind))),
      gaps: cardGaps.filter((gap) => isIn(words.gap(gap))),
      codes: hiddenCodes.filter((code) => isIn(words.code(code))),
    };
  });
}
