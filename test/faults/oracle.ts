/**
 * What was promised to whom, and what became of it. Each edit is a note with a text that occurs once; it counts as
 * acknowledged when the caller was told that it is kept.
 */
import { noHarm, type Harm } from './row.ts';

/** Any list of notes: of the server's database, of another device. */
export interface NoteRow {
  scopeId: string;
  body: string;
  deletedAt?: string | null;
}

export interface Oracle {
  /** Somebody is about to write it; it may or may not come to be. */
  attempted(body: string, scopeId: string): void;
  /** The one who wrote it was told that it is kept. */
  acknowledged(body: string, scopeId: string): void;
  readonly acknowledgedCount: number;
  /**
   * Against everything a place holds. Where it has to have everything, or everything of one scope, each acknowledged edit
   * is there once.
   */
  judge(place: readonly NoteRow[], complete?: boolean | { scopeId: string }): Harm;
}

export function createOracle(): Oracle {
  const scopeOf = new Map<string, string>();
  const promised = new Set<string>();
  return {
    attempted: (body, scopeId) => void scopeOf.set(body, scopeId),
    acknowledged(body, scopeId) {
      scopeOf.set(body, scopeId);
      promised.add(body);
    },
    get acknowledgedCount() {
      return promised.size;
    },
    judge(place, complete = true) {
      const harm = { ...noHarm };
      const seen = new Map<string, number>();
      for (const { body, scopeId, deletedAt } of place) {
        const own = scopeOf.get(body);
        if (own === undefined || deletedAt) continue;
        seen.set(body, (seen.get(body) ?? 0) + 1);
        if (own !== scopeId) harm.leaked += 1;
      }
      for (const count of seen.values()) harm.duplicated += count - 1;
      const isDue = (body: string) =>
        typeof complete === 'boolean' ? complete : scopeOf.get(body) === complete.scopeId;
      for (const body of promised) if (isDue(body) && !seen.has(body)) harm.lost += 1;
      return harm;
    },
  };
}

/** Writes of one mutation that are there without their siblings: half transactions. */
export function halfGroups(bodies: ReadonlySet<string>, groups: readonly (readonly string[])[]): number {
  return groups.filter((group) => {
    const there = group.filter((body) => bodies.has(body)).length;
    return there !== 0 && there !== group.length;
  }).length;
}
