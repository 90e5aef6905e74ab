/** What is to be done on the card itself (rules.md R5, B03, C04). */
import { dateOf } from '../../calendar.ts';
import { portraitParts } from '../../card/completeness.ts';
import { isTriageOpen } from '../../card/triage.ts';
import type { PlanItemKind } from '../../entity/user.ts';
import type { Settings } from '../../setting.ts';
import type { PlanCustomer } from '../input.ts';
import type { OpenCardRow, PlanRows } from './plan-rows.ts';

/** The parts of the portrait the day works with: drafts, key dates, the next talk, and what a source is worth. */
const askedParts = ['addressAs', 'birthday', 'city', 'job', 'source'] as const;

/** `triage`: the three taps of a new friend are open; else a part of the portrait. The subject of a CARD_FIX. */
export const cardGaps = ['triage', ...portraitParts] as const;
export type CardGap = (typeof cardGaps)[number];

/** The gap behind the subject of a CARD_FIX; null for one that only a newer program knows. */
export function gapOfSubject(kind: PlanItemKind, subject: string): CardGap | null {
  return kind === 'CARD_FIX' ? (cardGaps.find((gap) => gap === subject) ?? null) : null;
}

type Gaps = { gaps: readonly CardGap[] } & Pick<PlanCustomer, 'triageDueOn'>;

/** By customer; who lacks nothing is not in it. */
export function cardGapFacts(
  { openCards, keyDates }: Pick<PlanRows, 'openCards' | 'keyDates'>,
  settings: Settings,
): Map<string, Gaps> {
  const facts = new Map<string, Gaps>();
  if (openCards.length === 0) return facts;
  const born = new Set(
    keyDates.filter(({ kind }) => kind === 'birthday').map(({ customerId }) => customerId),
  );
  for (const row of openCards) {
    if (row.tier === 'N') {
      if (!isTriageOpen(row)) continue;
      const dueMs = Date.parse(row.createdAt) + settings['triage.hours'] * 3_600_000;
      facts.set(row.customerId, { gaps: ['triage'], triageDueOn: dateOf(dueMs) });
      continue;
    }
    const gaps = askedParts.filter((part) => isMissing[part](row, born));
    if (gaps.length > 0) facts.set(row.customerId, { gaps, triageDueOn: null });
  }
  return facts;
}

type Missing = (row: OpenCardRow, born: ReadonlySet<string>) => boolean;

const isMissing: Readonly<Record<(typeof askedParts)[number], Missing>> = {
  addressAs: ({ addressAs }) => addressAs === '',
  birthday: ({ birthdayOn, customerId }, born) => birthdayOn === null && !born.has(customerId),
  city: ({ city }) => city === '',
  job: ({ company, jobTitle }) => company === '' && jobTitle === '',
  source: ({ source }) => source === 'unknown',
};
