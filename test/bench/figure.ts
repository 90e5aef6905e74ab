/** One measured figure beside its target and a physical reference, and how figures are printed. */
export interface Figure {
  figure: string;
  measured: number;
  unit: 'ms' | 'frames' | 'events';
  /** Absent: a part of another figure. */
  target?: { atMost: number } | { atLeast: number };
  /** What the same machine needs for the unavoidable part, measured in the same run, in the same unit. */
  reference: { what: string; measured: number };
  note?: string;
}

export function isMet({ measured, target }: Figure): boolean | undefined {
  if (!target) return undefined;
  return 'atMost' in target ? measured <= target.atMost : measured >= target.atLeast;
}

/** How many times the reference; undefined where the reference is nothing. */
function ratioOf({ measured, reference }: Figure): number | undefined {
  return reference.measured > 0 ? Math.round((100 * measured) / reference.measured) / 100 : undefined;
}

export function jsonOf(figures: readonly Figure[]): object[] {
  return figures.map((figure) => ({
    figure: figure.figure,
    measured: round(figure.measured),
    unit: figure.unit,
    target: figure.target ?? null,
    met: isMet(figure) ?? null,
    reference: { what: figure.reference.what, measured: round(figure.reference.measured) },
    ratio: ratioOf(figure) ?? null,
    note: figure.note ?? null,
  }));
}

export function tableOf(figures: readonly Figure[]): string {
  const head = ['figure', 'measured', 'target', 'physical reference', 'ratio'];
  const rows = figures.map((figure) => [
    figure.figure,
    valueText(figure.measured, figure.unit),
    targetText(figure),
    `${valueText(figure.reference.measured, figure.unit)}: ${figure.reference.what}`,
    ratioText(ratioOf(figure)),
  ]);
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: string[]) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join(' | ')
      .trimEnd();
  const notes = figures.flatMap(({ figure, note }) => (note ? [`${figure}: ${note}`] : []));
  return [
    line(head),
    widths.map((width) => '-'.repeat(width)).join('-|-'),
    ...rows.map(line),
    '',
    ...notes,
  ].join('\n');
}

function valueText(value: number, unit: Figure['unit']): string {
  if (unit !== 'ms') return String(value);
  if (value >= 1_000) return `${(value / 1_000).toFixed(2)} s`;
  return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
}

function targetText(figure: Figure): string {
  const { target, unit } = figure;
  if (!target) return '';
  const text =
    'atMost' in target ? `≤ ${valueText(target.atMost, unit)}` : `≥ ${valueText(target.atLeast, unit)}`;
  return isMet(figure) ? text : `${text}  MISSED`;
}

function ratioText(ratio: number | undefined): string {
  if (ratio === undefined) return '–';
  return `${ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(1)} ×`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
