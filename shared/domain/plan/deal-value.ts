/** What open deals are worth today: margin × probability of the stage (rules.md R1). Pure. */
import type { Deal } from '../entity/deal.ts';
import type { Settings } from '../setting.ts';
import { groupKey } from './group-key.ts';

export type DealFacts = Pick<Deal, 'stage' | 'amountFen' | 'marginFen'>;

const chanceKey = groupKey('deal.chance.');

/** 0–1. */
export function chanceOf({ stage }: Pick<Deal, 'stage'>, settings: Settings): number {
  return settings[chanceKey(stage)];
}

/** In fen. A margin nobody has said is taken as a share of the amount. */
export function dealMarginFen({ amountFen, marginFen }: DealFacts, settings: Settings): number {
  return marginFen ?? amountFen * settings['deal.marginShare'];
}

/** Of all open deals of one customer, in fen. */
export function expectedDealFen(open: readonly DealFacts[], settings: Settings): number {
  const fen = open.reduce((sum, deal) => sum + dealMarginFen(deal, settings) * chanceOf(deal, settings), 0);
  return Math.round(fen);
}
