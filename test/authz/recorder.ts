/** Compares what the doors did with what the policy says, and looks for markers and secrets where they must not be. */
import { findMarkers, maySee } from './marker.ts';
import { cellName, type Cell } from './policy-cell.ts';
import type { PrincipalName } from './policy-table.ts';

export const doors = ['http', 'push', 'pull', 'poke', 'page'] as const;
export type Door = (typeof doors)[number];
export type Outcome = 'allow' | 'deny';

export interface Recorder {
  /** One cell asked at one door. `odd`: neither a plain yes nor a plain no, which is a failure whatever was expected. */
  cell(door: Door, cell: Cell, outcome: Outcome | { odd: string }): void;
  /** A statement that has to hold besides the cells. */
  check(what: string, holds: boolean, found?: unknown): void;
  /** An answer to a principal; a refusal may hold no marker at all. */
  answer(principal: PrincipalName, where: string, text: string, isRefusal: boolean): void;
  /** A log or a detail of the audit, where nothing of all this may stand. */
  record(where: string, text: string): void;
  /** Something that may appear nowhere: a token, a hash, a code. */
  keepSecret(secret: string): void;
  /** A FORBIDDEN to a signed-in person, which the audit has to tell of. */
  forbidden(personId: string): void;
  readonly tally: Tally;
}

export interface Tally {
  byDoor: Record<Door, number>;
  /** By cell name: at how many doors. */
  asked: Map<string, number>;
  wrongAllows: string[];
  wrongDenies: string[];
  leaks: string[];
  /** What is wrong otherwise: odd answers, and statements that do not hold. */
  failures: string[];
  checks: number;
  searched: number;
  forbidden: Map<string, number>;
}

/** Typed into requests by the matrix; may come back to whoever typed it, and stand in no log. */
export const typedText = 'typed.by.the.matrix';

export function createRecorder(): Recorder {
  const secrets = new Set<string>();
  const tally: Tally = {
    byDoor: { http: 0, push: 0, pull: 0, poke: 0, page: 0 },
    asked: new Map(),
    wrongAllows: [],
    wrongDenies: [],
    leaks: [],
    failures: [],
    checks: 0,
    searched: 0,
    forbidden: new Map(),
  };
  const findSecret = (text: string) => [...secrets].find((secret) => text.includes(secret));

  return {
    tally,
    cell(door, cell, outcome) {
      const name = cellName(cell);
      tally.byDoor[door]++;
      tally.asked.set(name, (tally.asked.get(name) ?? 0) + 1);
      if (typeof outcome === 'object') tally.failures.push(`${door}: ${name}: ${outcome.odd}`);
      else if (outcome === cell.expected) return;
      else (outcome === 'allow' ? tally.wrongAllows : tally.wrongDenies).push(`${door}: ${name}`);
    },
    check(what, holds, found) {
      tally.checks++;
      if (!holds) tally.failures.push(found === undefined ? what : `${what}; found ${JSON.stringify(found)}`);
    },
    answer(principal, where, text, isRefusal) {
      tally.searched++;
      const markers = findMarkers(text).filter((marker) => isRefusal || !maySee(principal, marker));
      for (const { text: marker } of new Map(markers.map((one) => [one.text, one])).values()) {
        tally.leaks.push(`${marker} to ${principal} at ${where}`);
      }
      if (findSecret(text)) tally.leaks.push(`a secret to ${principal} at ${where}`);
    },
    record(where, text) {
      tally.searched++;
      for (const marker of new Set(findMarkers(text).map((one) => one.text))) {
        tally.leaks.push(`${marker} in ${where}`);
      }
      if (findSecret(text)) tally.leaks.push(`a secret in ${where}`);
      if (text.includes(typedText)) tally.leaks.push(`what somebody typed in ${where}`);
    },
    keepSecret: (secret) => void secrets.add(secret),
    forbidden: (personId) => void tally.forbidden.set(personId, (tally.forbidden.get(personId) ?? 0) + 1),
  };
}
