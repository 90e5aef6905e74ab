/**
 * What might please a customer (practices.md D03), from what the card holds alone: a day that comes soon, then what they
 * care about most. How much by tier, never more than the budget leaves; what they cannot stand is left out. The same card
 * gives the same proposals, and nothing is kept unless somebody ticks it.
 */
import type { InterestState } from '../card/interest.ts';
import { addDays } from '../calendar.ts';
import type { Customer, Tier } from '../entity/book.ts';
import type { keyDateKinds, Surprise } from '../entity/care.ts';
import type { InterestKind } from '../entity/profile.ts';
import type { Settings } from '../setting.ts';
import type { SurpriseBudget } from './surprise-budget.ts';

/** A small gift for a day or around a topic; a card by hand for a day; something to read or see about a topic. */
export const surpriseIdeaKinds = ['dayGift', 'dayCard', 'topicGift', 'topicShare'] as const;

export interface SurpriseIdea {
  kind: (typeof surpriseIdeaKinds)[number];
  /** The topic as it was written, or the label of the day, which may be empty. */
  topic: string;
  dateKind: (typeof keyDateKinds)[number] | null;
  /** The day it is for. */
  on: string | null;
  /** 0 for what costs nothing. */
  priceFen: number;
}

export interface SurpriseCard extends Pick<Customer, 'status' | 'consent' | 'taboo'> {
  tier: Tier;
  /** The strongest first. */
  interests: readonly Pick<InterestState, 'topic' | 'kind' | 'level'>[];
  /** The next one first. */
  keyDates: readonly { kind: (typeof keyDateKinds)[number]; label: string; nextOn: string }[];
  surprises: readonly Pick<Surprise, 'body' | 'status'>[];
}

const mostTopics = 2;
const fenPerYuan = 100;
/** An illness is no occasion for a gift, and a product is selling. */
const unfit: ReadonlySet<InterestKind> = new Set(['health', 'product']);

export function surpriseIdeas(
  card: SurpriseCard,
  { budget, today }: { budget: SurpriseBudget; today: string },
  settings: Settings,
): SurpriseIdea[] {
  const { status, consent, taboo, tier } = card;
  if (status !== 'active' || consent === 'none') return [];
  const fen = settings[`surprise.ideaYuan.${tier}`] * fenPerYuan;
  const isPaid = fen > 0 && fen <= budget.monthLeftFen && fen <= budget.yearLeftFen;
  const bodies = card.surprises.map(({ body }) => body);
  const open = card.surprises.filter(({ status }) => status === 'idea').map(({ body }) => body);
  const until = addDays(today, settings['surprise.dayAhead']);
  const ideas: SurpriseIdea[] = [];
  const day = card.keyDates.find(
    ({ label, nextOn }) =>
      nextOn <= until &&
      (budget.nextOn === null || budget.nextOn <= nextOn) &&
      !isTaboo(label, taboo) &&
      // One for the same day of an earlier year does not stand in the way.
      !(label !== '' && holds(open, label)),
  );
  if (day) {
    const of = { topic: day.label, dateKind: day.kind, on: day.nextOn };
    ideas.push({ kind: isPaid ? 'dayGift' : 'dayCard', ...of, priceFen: isPaid ? fen : 0 });
  }
  const topics = card.interests
    .filter(({ topic, kind, level }) => level !== 'faded' && !unfit.has(kind) && !isTaboo(topic, taboo))
    .filter(({ topic }) => !holds(bodies, topic))
    .slice(0, mostTopics);
  for (const [place, { topic }] of topics.entries()) {
    const isGift = isPaid && place === 0;
    const of = { topic, dateKind: null, on: null };
    ideas.push({ kind: isGift ? 'topicGift' : 'topicShare', ...of, priceFen: isGift ? fen : 0 });
  }
  return ideas;
}

function holds(bodies: readonly string[], topic: string): boolean {
  return bodies.some((body) => body.toLowerCase().includes(topic.toLowerCase()));
}

/** Two neighbouring characters of the topic stand in what the customer cannot stand; too careful rather than not enough. */
function isTaboo(topic: string, taboo: string): boolean {
  const text = taboo.normalize('NFKC').toLowerCase();
  const chars = [...topic.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '')];
  if (chars.length === 1) return text.includes(chars[0]!);
  return chars.slice(1).some((char, place) => text.includes(chars[place]! + char));
}
