/** What one row of the fault suite is, what it is given and what it has to report. */
import type { Tool } from './tool.ts';

export interface FaultRow {
  /** As in the table of faults: A1, C2, … */
  readonly id: string;
  readonly what: string;
  /** Faults injected in full, and in short mode (inside `npm test`; a few seconds). */
  readonly runs: { full: number; short: number };
  /** Without one of these the row is skipped; a row that can do with less asks `context.has` instead. */
  readonly needs?: readonly Tool[];
  run(context: RowContext): Promise<RowFigures>;
}

export interface RowContext {
  readonly isShort: boolean;
  /** `row.runs` of the mode. */
  readonly runs: number;
  /** A temporary folder of the row's own, removed after it. */
  readonly folder: string;
  log(line: string): void;
  has(tool: Tool): boolean;
  /** Called after the row, last first, also when it failed or took too long. */
  defer(cleanUp: () => unknown): void;
}

/** What an oracle counts; each is to be 0. */
export interface Harm {
  /** Edits acknowledged to the caller that are nowhere any more. */
  lost: number;
  duplicated: number;
  /** Rows or plain text where they must not be. */
  leaked: number;
  /** Files or answers that are neither right nor refused. */
  corrupt: number;
}

export interface RowFigures extends Harm {
  runs: number;
  /** From the end of the fault until everything was right again, the longest. */
  maxRecoverMs: number;
  /** Runs left out because a tool is missing. */
  skipped?: number;
  /** Targets of the row's own that were missed, a sentence each. */
  missed?: string[];
  extra?: Record<string, unknown>;
}

export const noHarm: Harm = { lost: 0, duplicated: 0, leaked: 0, corrupt: 0 };

export function addHarm(...harms: readonly Harm[]): Harm {
  const sum = { ...noHarm };
  for (const harm of harms) {
    for (const kind of Object.keys(sum) as (keyof Harm)[]) sum[kind] += harm[kind];
  }
  return sum;
}
