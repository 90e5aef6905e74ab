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

/** Scores by id; ranks are within the given customers. */
export function valueScores(book: readonly ValueFacts[], settings: Settings): Map<string, number> {
  const rank = (of: (facts: ValueFacts) => number) => percentileRanks(book.map(of));
  const margin = rank(({ marginFen }) => marginFen);
  const deal = rank(({ expectedDealFen }) => expectedDealFen);
  const engagement = rank((facts) => facts.engagement);
  const referrals = rank((facts) => facts.referrals);
  return new Map(
    book.map(({ id, source }, i) => [
      id,
      settings['value.margin'] * margin[i]! +
        settings['value.deal'] * deal[i]! +
        (settings['value.source'] * settings[`source.${source}`]) / 100 +
        settings['value.engagement'] * engagement[i]! +
        settings['value.referrals'] * referrals[i]!,
    ]),
  );
}
