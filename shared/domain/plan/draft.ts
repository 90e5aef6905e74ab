/**
 * The draft that is copied from a row of the list: the text of the step or the offer, the customer's address, one fact
 * of the card and the concern that is still open (journeys.md). In the language of the company's texts; marks nobody can
 * fill ({时间} …) are left for the rep.
 */
import { foundHardSell, foundWords, readText } from '../comment/word-match.ts';
import type { Settings } from '../setting.ts';
import type { PlanClass } from './kind.ts';

export interface DraftCard {
  name: string;
  addressAs: string;
  city: string;
  /** What the customer is concerned about and nothing has answered yet, in their words; may be empty. */
  concern: string;
  /** The name of a child; may be empty. */
  child: string;
}

export interface DraftRequest {
  /** Of the step or the offer; undefined where the kind has no text of its own. */
  template: string | undefined;
  /** What was bought last, of a check-in by date; may be empty. */
  product: string;
  kind: string;
  touchClass: PlanClass;
  ownName: string;
}

/** Empty where there is nothing to begin with. */
export function draftOf(request: DraftRequest, card: DraftCard): string {
  const { kind, touchClass, ownName, product } = request;
  const template = request.template ?? (kind === 'REPURCHASE' ? checkIn(product) : undefined);
  const address = card.addressAs || card.name;
  // Nobody is told what we remember of them in order to sell.
  const concern = touchClass === 'promo' ? '' : card.concern;
  if (template === undefined) {
    return kind === 'GAP' && concern ? `${address}，您上次说的“${concern}”，后来怎么样了？` : '';
  }
  const known: Record<string, string> = {
    称呼: address,
    我: ownName,
    城市: card.city,
    事: concern && `“${concern}”`,
    孩子: card.child,
  };
  const filled = template.replace(/\{([^{}]+)\}/g, (mark, what: string) => known[what] || mark);
  if (touchClass === 'promo') return filled;
  const added = [
    concern && !template.includes('{事}') ? `您说的“${concern}”，我记着呢。` : '',
    card.child && !template.includes('{孩子}') ? `替我问${card.child}好。` : '',
  ];
  return [filled, ...added].filter(Boolean).join('\n');
}

/** How a check-in begins: no price, no offer (R5). */
function checkIn(product: string): string {
  const what = product === '' ? '上次买的' : `上次的${product}`;
  return `{称呼}，${what}用得怎么样？有什么不顺的地方，随时跟我说。`;
}

/** Words of the lists of R9 in a text: what sells hard, and what offers something. */
export function sellingWords(text: string, settings: Settings): string[] {
  const read = readText(text);
  return [
    ...new Set([
      ...foundHardSell(read, settings['comment.hardSellWords']),
      ...foundWords(read, settings['comment.promoWords']),
    ]),
  ];
}
