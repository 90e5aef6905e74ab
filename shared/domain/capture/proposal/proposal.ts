/** What the program proposes to keep out of a note or a talk (journeys 13:30). Nothing of it is saved unless it is ticked. */
import type { keyDateKinds } from '../../entity/care.ts';
import type { contactKinds } from '../../entity/book.ts';
import type { AnnualDate } from '../../annual-date.ts';
import type { TalkRole } from '../talk-note.ts';

export const confidences = ['high', 'medium', 'low'] as const;
/** `high`: the words leave no doubt; `medium`: usual words; `low`: a guess worth a look. */
export type Confidence = (typeof confidences)[number];

export type ProposalTarget =
  | { target: 'promise'; body: string; dueAt: string }
  | {
      target: 'key_date';
      kind: (typeof keyDateKinds)[number];
      label: string;
      date: AnnualDate;
    }
  /** A concern, in the customer's words (C13). */
  | { target: 'need'; body: string }
  /** Something they care for, or a product they speak of, seen when it was said (C10). */
  | { target: 'interest'; name: string; kind: 'hobby' | 'product'; seenAt: string }
  | { target: 'tag'; name: string }
  | { target: 'contact_point'; kind: (typeof contactKinds)[number]; value: string }
  /** Somebody around them, as far as the words tell: the name may be empty. */
  | { target: 'relation'; role: string; name: string; remark: string }
  /** A line of the remark on the card. */
  | { target: 'remark'; text: string };

/** What made the program propose it. */
export const proposalReasons = [
  'date',
  'birthday',
  'phone',
  'wechat',
  'email',
  'family',
  'amount',
  'size',
  'age',
  'concern',
  'question',
  'liking',
  'product',
  'tag',
] as const;
export type ProposalReason = (typeof proposalReasons)[number];

export interface Proposal {
  /** The same for the same thing, however often it is proposed. */
  key: string;
  what: ProposalTarget;
  reasons: ProposalReason[];
  confidence: Confidence;
  /** The sentence it was read in. */
  quote: string;
  /** The message it was read in; null for a note. */
  message: number | null;
}

/** A sentence with who said it and when; a note is the rep's own words about the customer. */
export interface Sentence {
  text: string;
  by: TalkRole | 'note';
  /** Days are counted from it. */
  at: number;
  message: number | null;
}

/** What the company and the card know. */
export interface ProposalContext {
  tags: readonly string[];
  /** Products and titles of the content library. */
  products: readonly string[];
}

/** A name with the form it is looked for in, at least two characters. */
export interface KnownName {
  name: string;
  folded: string;
}

export type Reader = (
  sentence: Sentence,
  known: { tags: readonly KnownName[]; products: readonly KnownName[] },
) => Proposal[];

/** At most this many characters of a sentence are quoted and kept. */
export const longestQuote = 200;

export function proposal(
  { text, message }: Sentence,
  what: ProposalTarget,
  confidence: Confidence,
  reasons: ProposalReason[],
): Proposal {
  return { key: keyOf(what), what, confidence, reasons, quote: text, message };
}

function keyOf(what: ProposalTarget): string {
  const { target } = what;
  switch (what.target) {
    case 'promise':
      return [target, what.dueAt, what.body].join('|');
    case 'key_date':
      return [target, what.kind, what.label, what.date.calendar, what.date.month, what.date.day].join('|');
    case 'need':
      return [target, what.body].join('|');
    case 'interest':
    case 'tag':
      return [target, what.name.toLowerCase()].join('|');
    case 'contact_point':
      return [target, what.kind, what.value.replace(/[\s-]/gu, '').toLowerCase()].join('|');
    case 'relation':
      return [target, what.role, what.name].join('|');
    case 'remark':
      return [target, what.text].join('|');
  }
}
