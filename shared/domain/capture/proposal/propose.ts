/** The proposals of a text: every reader on every sentence, the same thing once, the surer one kept. */
import type { TalkRole } from '../talk-note.ts';
import { readContact } from './contact.ts';
import { readFact } from './fact.ts';
import { readInterest } from './interest.ts';
import { readKeyDate } from './key-date.ts';
import { readNeed } from './need.ts';
import { readPromise } from './promise.ts';
import {
  confidences,
  type Proposal,
  type KnownName,
  type ProposalContext,
  type Reader,
  type Sentence,
} from './proposal.ts';
import { readRelation } from './relation.ts';
import { sentencesOf } from './sentence.ts';

const readers: readonly Reader[] = [
  readPromise,
  readKeyDate,
  readContact,
  readRelation,
  readNeed,
  readInterest,
  readFact,
];
/** No more of a text is read; the longest paste and fifteen of the longest notes. */
const longestText = 300_000;
/** Nobody ticks through more. */
export const mostProposals = 60;

export interface SpokenText {
  text: string;
  by: TalkRole | 'note';
  /** When it was said or written (ms). */
  at: number;
  /** Which message of the talk; null for a note. */
  message: number | null;
}

/** In the order of the text. Of more than {@link mostProposals} the surer ones. */
export function propose(texts: readonly SpokenText[], context: ProposalContext): Proposal[] {
  const known = { tags: knownNames(context.tags), products: knownNames(context.products) };
  const found = new Map<string, Proposal>();
  for (const spoken of texts)
    for (const sentence of sentencesOf(spoken.text.slice(0, longestText)))
      take(found, { ...spoken, text: sentence }, known);
  const all = withoutNameless([...found.values()]);
  if (all.length <= mostProposals) return all;
  const surest = new Set(all.toSorted((a, b) => rank(a) - rank(b)).slice(0, mostProposals));
  return all.filter((one) => surest.has(one));
}

function take(found: Map<string, Proposal>, sentence: Sentence, known: Parameters<Reader>[1]): void {
  for (const read of readers)
    for (const one of read(sentence, known)) {
      const former = found.get(one.key);
      if (!former) found.set(one.key, one);
      else if (rank(one) < rank(former)) Object.assign(former, { ...one, message: former.message });
    }
}

/** 女儿 alone says nothing where the same text tells her name. */
function withoutNameless(found: readonly Proposal[]): Proposal[] {
  const named = new Set(
    found.flatMap(({ what }) => (what.target === 'relation' && what.name !== '' ? [what.role] : [])),
  );
  return found.filter(
    ({ what }) =>
      what.target !== 'relation' || what.name !== '' || what.remark !== '' || !named.has(what.role),
  );
}

/** Folded once: they are looked for in every sentence. */
function knownNames(names: readonly string[]): KnownName[] {
  return names.filter((name) => name.length > 1).map((name) => ({ name, folded: name.toLowerCase() }));
}

const rank = ({ confidence }: Proposal) => confidences.indexOf(confidence);
