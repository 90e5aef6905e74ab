/**
 * What of two cards is chosen as one: fields that belong together are one part. Of each part the card has the kept card's
 * value, the other one's, or, where that makes sense, both. Pure.
 */
import {
  consents,
  customerStatuses,
  presenceNodes,
  tiers,
  trustStages,
  type Customer,
} from '../entity/book.ts';

export type MergeFields = Omit<
  Customer,
  | 'id'
  | 'scopeId'
  | 'version'
  | 'createdAt'
  | 'createdBy'
  | 'deletedAt'
  | 'late'
  | 'receivedAt'
  | 'mergedIntoId'
  | 'mergeUndo'
  | 'absorbedAt'
>;
type Field = keyof MergeFields;

export const mergeChoices = ['kept', 'other', 'both'] as const;
export type MergeChoice = (typeof mergeChoices)[number];

interface Part {
  fields: readonly Field[];
  isEmpty(card: MergeFields): boolean;
  /** What is proposed where both say something, and not the same. */
  propose(kept: MergeFields, other: MergeFields): MergeChoice;
  /** Both in one; undefined where they do not fit. */
  join?(kept: MergeFields, other: MergeFields): Partial<MergeFields> | undefined;
}

const standing = () => 'kept' as const;

function text(field: Field): Part {
  return { fields: [field], isEmpty: (card) => card[field] === '', propose: standing };
}

/** Nothing is cut: where the two are too long for one field, one of them is chosen. */
function joinedText(field: 'remark' | 'taboo', max: number): Part {
  return {
    ...text(field),
    propose: (kept, other) => (joined(kept[field], other[field], max) === undefined ? 'kept' : 'both'),
    join(kept, other) {
      const both = joined(kept[field], other[field], max);
      return both === undefined ? undefined : { [field]: both };
    },
  };
}

function joined(a: string, b: string, max: number): string | undefined {
  if (a.includes(b)) return a;
  if (b.includes(a)) return b;
  const both = `${a}\n${b}`;
  return both.length <= max ? both : undefined;
}

/** The value that stands further on in the list. */
function ranked<F extends Field>(field: F, order: readonly MergeFields[F][]): Part {
  const rank = (card: MergeFields) => order.indexOf(card[field]);
  return {
    fields: [field],
    isEmpty: () => false,
    propose: (kept, other) => (rank(other) > rank(kept) ? 'other' : 'kept'),
  };
}

function optional(field: Field): Part {
  return { fields: [field], isEmpty: (card) => card[field] === null, propose: standing };
}

export const mergeParts = {
  name: text('name'),
  addressAs: text('addressAs'),
  nickname: text('nickname'),
  gender: optional('gender'),
  birthday: {
    ...optional('birthdayOn'),
    // With its year it says more.
    propose: ({ birthdayOn: kept }, { birthdayOn: other }) =>
      kept!.startsWith('--') && other!.endsWith(kept!.slice(1)) ? 'other' : 'kept',
  },
  company: text('company'),
  jobTitle: text('jobTitle'),
  city: text('city'),
  tier: ranked('tier', tiers.toReversed()),
  trustStage: ranked('trustStage', trustStages),
  // Kept for life: where they came from first.
  source: {
    fields: ['source', 'sourcePlatform', 'sourceCampaign', 'sourcePlacement'],
    isEmpty: (card) =>
      card.source === 'unknown' && card.sourcePlatform + card.sourceCampaign + card.sourcePlacement === '',
    propose: (kept, other) => (other.addedOn < kept.addedOn ? 'other' : 'kept'),
  },
  addedOn: {
    fields: ['addedOn'],
    isEmpty: () => false,
    propose: (kept, other) => (other.addedOn < kept.addedOn ? 'other' : 'kept'),
  },
  intent: {
    fields: ['intent', 'intentAt', 'intentProduct', 'intentBasis', 'intentNote'],
    isEmpty: (card) => card.intent === 0 && card.intentProduct + card.intentNote === '',
    propose: (kept, other) => ((other.intentAt ?? '') > (kept.intentAt ?? '') ? 'other' : 'kept'),
  },
  // What protects the customer more.
  status: ranked('status', customerStatuses),
  consent: ranked('consent', consents),
  points: optional('points'),
  legalHold: {
    fields: ['isLegalHold'],
    isEmpty: (card) => !card.isLegalHold,
    propose: standing,
  },
  next: {
    fields: ['nextOn', 'nextReason', 'nextSetAt'],
    isEmpty: (card) => card.nextOn === null,
    propose: (kept, other) => ((other.nextSetAt ?? '') > (kept.nextSetAt ?? '') ? 'other' : 'kept'),
  },
  quiet: {
    fields: ['quietFrom', 'quietTo'],
    isEmpty: (card) => card.quietFrom === null && card.quietTo === null,
    propose: standing,
  },
  personaKind: optional('personaKind'),
  presence: {
    fields: ['presence'],
    isEmpty: (card) => card.presence.length === 0,
    propose: () => 'both',
    join: (kept, other) => ({
      presence: presenceNodes.filter((node) => kept.presence.includes(node) || other.presence.includes(node)),
    }),
  },
  triage: {
    fields: ['cue', 'grade', 'triagedAt'],
    isEmpty: (card) => card.triagedAt === null && card.cue === null && card.grade === null,
    propose: standing,
  },
  remark: joinedText('remark', 5_000),
  taboo: joinedText('taboo', 1_000),
} as const satisfies Record<string, Part>;

export type MergePart = keyof typeof mergeParts;
export const mergePartNames = Object.keys(mergeParts) as MergePart[];

export function partOf(name: MergePart): Part {
  return mergeParts[name];
}
