/**
 * Every secret text of the fixed data names where it lies: `mk1.b2.note.body` is the body of a note in the second book
 * of the first company. Whoever finds it in an answer or a log can tell whether it may be there.
 */
import type { PrincipalName } from './policy-table.ts';

export interface Marker {
  text: string;
  company: number;
  /** `co`, `b` and the number of a book, or the account of a person. */
  scope: string;
  entity: string;
  field: string;
}

export function markerOf(company: number, scope: string, entity: string, field: string): string {
  return `mk${company}.${scope}.${entity}.${field}`;
}

/** A phone number that no other book has; its last four digits say company and book. */
export function phoneOf(company: number, book: number): string {
  return `1397777${company}0${book}7`;
}

const written = /mk([12])\.([a-z0-9]+)\.([a-z_]+)\.([a-zA-Z]+)/g;
const dialled = /1397777([12])0([0-9])7/g;

export function findMarkers(text: string): Marker[] {
  const found = [...text.matchAll(written)].map(([all, company, scope, entity, field]) => ({
    text: all,
    company: Number(company),
    scope: scope!,
    entity: entity!,
    field: field!,
  }));
  const phones = [...text.matchAll(dialled)].map(([all, company, book]) => ({
    text: all,
    company: Number(company),
    scope: `b${book}`,
    entity: 'contact_point',
    field: 'value',
  }));
  return [...found, ...phones];
}

interface Sight {
  company: number;
  /** Scopes a device of the person may hold. */
  held: readonly string[];
  /** Books and people whose days the person may review. */
  reviewed: readonly string[];
}

const review = [
  'b1',
  'b2',
  'b4',
  'b5',
  'b6',
  'b8',
  'b9',
  'rep1',
  'rep2',
  'rep4',
  'rep5',
  'rep6',
  'rep8',
  'rep9',
];
const secondTeam = ['b3', 'b7', 'rep3', 'rep7'];

/** Written by hand, like the policy. A former owner may hold nothing of the book, a shut-out device nothing at all. */
export const sights: Record<PrincipalName, Sight | undefined> = {
  nobody: undefined,
  rep: { company: 1, held: ['co', 'b1', 'rep1'], reviewed: [] },
  'rep-elsewhere': { company: 2, held: ['co', 'b1', 'rep1'], reviewed: [] },
  lead: { company: 1, held: ['co', 'lead1'], reviewed: review },
  'lead-other-team': { company: 1, held: ['co', 'lead2'], reviewed: secondTeam },
  admin: { company: 1, held: ['co', 'admin'], reviewed: [...review, ...secondTeam] },
  left: undefined,
  draining: undefined,
  wiping: undefined,
  moved: { company: 1, held: ['co', 'b7', 'rep7'], reviewed: [] },
  'former-owner': { company: 1, held: ['co', 'rep8'], reviewed: [] },
};

/** What a review shows of a day, and an admin of a book before splitting it: names and what was written that day. */
const shownToReviewers = [
  'customer.name',
  'customer.city',
  'note.body',
  'touch.body',
  'touch.evidence',
  'attachment.name',
  'attachment.bytes',
  'plan.reflection',
  'signal.body',
];

export function maySee(principal: PrincipalName, marker: Marker): boolean {
  const sight = sights[principal];
  if (!sight || sight.company !== marker.company) return false;
  if (sight.held.includes(marker.scope)) return true;
  return (
    sight.reviewed.includes(marker.scope) && shownToReviewers.includes(`${marker.entity}.${marker.field}`)
  );
}
