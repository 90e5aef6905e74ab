/** The results of the fault suite as a table for people and as lines of JSON. */
import { isPassed, type RowResult } from './run-row.ts';

const head = ['id', 'runs', 'lost', 'duplicated', 'leaked', 'corrupt', 'longest recovery', 'took', 'result'];

export function tableOf(results: readonly RowResult[]): string {
  const rows = results.map((result) => [
    result.id,
    String(result.runs),
    ...[result.lost, result.duplicated, result.leaked, result.corrupt].map(String),
    result.maxRecoverMs > 0 ? `${(result.maxRecoverMs / 1_000).toFixed(2)} s` : '–',
    `${result.seconds.toFixed(1)} s`,
    verdictOf(result),
  ]);
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join(' | ')
      .trimEnd();
  const notes = results.flatMap(({ id, what, missed = [], extra, failure }) => [
    `${id}: ${what}${extra ? ` ${JSON.stringify(extra)}` : ''}`,
    ...missed.map((sentence) => `  MISSED: ${sentence}`),
    ...(failure === undefined ? [] : [`  FAILED: ${failure}`]),
  ]);
  return [
    line(head),
    widths.map((width) => '-'.repeat(width)).join('-|-'),
    ...rows.map(line),
    '',
    ...notes,
  ].join('\n');
}

export function jsonLineOf(result: RowResult): string {
  return JSON.stringify(result);
}

function verdictOf(result: RowResult): string {
  if (!isPassed(result)) return 'FAILED';
  if (result.runs === 0 && result.skipped > 0) return 'skipped';
  return result.skipped > 0 ? `ok (${result.skipped} skipped)` : 'ok';
}
