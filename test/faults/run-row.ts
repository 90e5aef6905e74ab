/** Runs one row: skips it where its tools are missing, stops it after its time, cleans up after it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noHarm, type FaultRow, type RowContext, type RowFigures } from './row.ts';
import { hasTool } from './tool.ts';

export interface RowResult extends RowFigures {
  id: string;
  what: string;
  skipped: number;
  /** Why the row could not be run to its end. */
  failure?: string;
  seconds: number;
}

export interface RunOptions {
  isShort: boolean;
  log: (line: string) => void;
}

/** Far above what any row takes: only a row that hangs meets it. */
const limitMs = { full: 60 * 60_000, short: 180_000 };

export async function runRow(row: FaultRow, { isShort, log }: RunOptions): Promise<RowResult> {
  const runs = isShort ? row.runs.short : row.runs.full;
  const nothing: RowResult = { ...noHarm, ...row, runs: 0, maxRecoverMs: 0, skipped: 0, seconds: 0 };
  const missing = (row.needs ?? []).filter((tool) => !hasTool(tool));
  if (missing.length > 0) {
    log(`${row.id} skipped: ${missing.join(', ')} cannot be used on this machine`);
    return pick({ ...nothing, skipped: runs });
  }
  const began = performance.now();
  const folder = mkdtempSync(join(tmpdir(), `rapport-${row.id.toLowerCase()}-`));
  const cleanUps: Array<() => unknown> = [() => rmSync(folder, { recursive: true, force: true })];
  const context: RowContext = {
    isShort,
    runs,
    folder,
    log: (line) => log(`${row.id} ${line}`),
    has: hasTool,
    defer: (cleanUp) => void cleanUps.push(cleanUp),
  };
  let result: RowResult;
  try {
    result = { ...nothing, ...(await within(isShort ? limitMs.short : limitMs.full, row.run(context))) };
  } catch (error) {
    result = { ...nothing, failure: String((error as Error).stack ?? error) };
  }
  for (const cleanUp of cleanUps.reverse()) {
    try {
      await cleanUp();
    } catch (error) {
      log(`${row.id} left something behind: ${String(error)}`);
    }
  }
  return pick({ ...result, seconds: (performance.now() - began) / 1_000 });
}

/** Whether the row is as it has to be: no harm done and every target of its own met. */
export function isPassed(result: RowResult): boolean {
  const harm = result.lost + result.duplicated + result.leaked + result.corrupt;
  return harm === 0 && result.failure === undefined && (result.missed ?? []).length === 0;
}

function pick({ id, what, runs, lost, duplicated, leaked, corrupt, ...rest }: RowResult): RowResult {
  const { maxRecoverMs, skipped, missed, extra, failure, seconds } = rest;
  return {
    ...{ id, what, runs, lost, duplicated, leaked, corrupt, skipped },
    maxRecoverMs: Math.round(maxRecoverMs),
    seconds: Math.round(seconds * 10) / 10,
    ...(missed && missed.length > 0 ? { missed } : {}),
    ...(extra ? { extra } : {}),
    ...(failure === undefined ? {} : { failure }),
  };
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${ms / 1_000} s`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
