/** The orders of rules.md R6 and R7: total, so that the same candidates always come out in the same order. */
import { startOfDate } from '../calendar.ts';
import type { Candidate } from './candidate/candidate.ts';

/** A candidate that has its score. */
export type Scored = Candidate;

/** Discretionary tasks: score desc, due asc, last touch asc (never first), customer id asc. */
export function byScore(a: Scored, b: Scored): number {
  return b.score - a.score || byDue(a, b) || byTouchThenId(a, b);
}

/** Candidates of one score together, the highest score first; within a score as they come. */
export function groupsByScore(candidates: readonly Scored[]): Scored[][] {
  const groups = new Map<number, Scored[]>();
  for (const candidate of candidates) {
    const group = groups.get(candidate.score);
    if (group) group.push(candidate);
    else groups.set(candidate.score, [candidate]);
  }
  return [...groups].sort(([a], [b]) => b - a).map(([, group]) => group);
}

/** Obligations: those past their limit first, then due, then score. */
export function byDueFirst(a: Scored, b: Scored): number {
  return Number(b.slaPassed) - Number(a.slaPassed) || byDue(a, b) || b.score - a.score || byTouchThenId(a, b);
}

function byTouchThenId(a: Scored, b: Scored): number {
  return (
    compare(a.customer.lastContactAt ?? '', b.customer.lastContactAt ?? '') ||
    compare(a.customer.id, b.customer.id) ||
    compare(a.kind, b.kind) ||
    compare(a.subject, b.subject)
  );
}

function byDue(a: Candidate, b: Candidate): number {
  // Days begin in the order of their dates, and most candidates have no more than a date.
  if (a.dueAt === null && b.dueAt === null) return compare(a.dueOn, b.dueOn);
  return compare(dueOf(a), dueOf(b));
}

function dueOf(candidate: Candidate): string {
  return candidate.dueAt ?? startOfDate(candidate.dueOn);
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
