/** What the check says of one customer, as it waits to be written. */
import type { Tier } from '#shared/domain/entity/book.ts';
import { keptRanks, type TierCheck } from '#shared/domain/entity/tier-check.ts';
import type { TierFacts, TierResult } from '#shared/domain/plan/tier.ts';
import type { Settings } from '#shared/domain/setting.ts';

export interface TierProposal {
  customerId: string;
  from: Tier;
  to: Tier;
  check: Pick<TierCheck, 'ranks' | 'apart' | 'place' | 'placeOf' | 'score' | 'parts'>;
}

/** @param ranked how many customers of the book were ranked */
export function proposalOf(
  facts: TierFacts,
  { tier, ranked: rank, place, value, apart }: TierResult,
  ranked: number,
  settings: Settings,
): TierProposal {
  const part = (share: number, of: number) => ({ rank: Math.round(share * 100), value: Math.round(of) });
  return {
    customerId: facts.id,
    from: facts.tier,
    to: tier,
    check: {
      ranks: rank === null ? [] : [rank, ...facts.formerRanks].slice(0, keptRanks),
      apart,
      place,
      placeOf: place === null ? null : ranked,
      score: value && Math.round(value.score),
      parts: value && {
        margin: part(value.ranks.margin, facts.marginFen),
        deal: part(value.ranks.deal, facts.expectedDealFen),
        engagement: part(value.ranks.engagement, facts.engagement),
        referrals: part(value.ranks.referrals, facts.referrals),
        source: Math.round(settings[`source.${facts.source}`]),
      },
    },
  };
}
