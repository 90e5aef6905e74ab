/** The value score 0–100 of the customers of one active book (rules.md R1). */
import type { Source } from '../entity/book.ts';
import type { Settings } from '../setting.ts';
import { percentileRanks } from './percentile-rank.ts';

export interface ValueFacts {
  id: string;
  source: Source;
  /** Margin of the last 365 days, and of the open deal times the probability of its stage, in fen. */
  marginFen: number;
  expectedDealFen: number;
  /** Answers, comments and talks of the last 90 days. */
  engagement: number;
  /** Paid referrals of the last 365 days. */
  referrals: number;
}

export interface ValueScore {
  score: number;
  /** 0–1, within the given customers. */
  ranks: { margin: number; deal: number; engagement: number; referrals: number };
}

/** By id. */
export function valueScores(book: readonly ValueFacts[], settings: Settings): Map<string, ValueScore> {
  const rank = (of: (facts: ValueFacts) => number) => percentileRanks(book.map(of));
  const margin = rank(({ marginFen }) => marginFen);
  const deal = rank(({ expectedDealFen }) => expectedDealFen);
  const engagement = rank((facts) => facts.engagement);
  const referrals = rank((facts) => facts.referrals);
  return new Map(
    book.map(({ id, source }, i) => {
      const ranks = {
        margin: margin[i]!,
        deal: deal[i]!,
        engagement: engagement[i]!,
        referrals: referrals[i]!,
      };
      const score =
        settings['value.margin'] * ranks.margin +
        settings['value.deal'] * ranks.deal +
        (settings['value.source'] * settings[`source.${source}`]) / 100 +
        settings['value.engagement'] * ranks.engagement +
        settings['value.referrals'] * ranks.referrals;
      return [id, { score, ranks }];
    }),
  );
}
