/** Cards that are likely the same person, looked for on demand. */
import type { DuplicateView } from '#shared/contract/card.ts';
import { duplicatePairs } from '#shared/domain/card/duplicate.ts';
import type { CoreContext } from '../core-context.ts';
import { listDuplicateFacts } from '../db/repository/duplicate.ts';

const mostPairs = 200;

export function createDuplicateService({ db }: Pick<CoreContext, 'db'>) {
  return {
    /** The likeliest first. `more`: how many pairs were left out. */
    list(): { pairs: DuplicateView[]; more: number } {
      const cards = listDuplicateFacts(db);
      const byId = new Map(cards.map((card) => [card.id, card]));
      const pairs = duplicatePairs(cards);
      const lineOf = (id: string) => {
        const { name, company, city } = byId.get(id)!;
        return { id, name, company, city };
      };
      return {
        pairs: pairs
          .slice(0, mostPairs)
          .map(({ a, b, score, signs }) => ({ a: lineOf(a), b: lineOf(b), score, signs })),
        more: Math.max(0, pairs.length - mostPairs),
      };
    },
  };
}
