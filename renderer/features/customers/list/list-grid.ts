/** The columns of a row as the grid of the list sees them; narrow lists have room for fewer. */
import type { CSSProperties } from 'react';
import { listColumns, type ListColumn } from '#shared/domain/list-view.ts';

const widths: Record<ListColumn, string> = {
  tags: 'minmax(0, 1.4fr)',
  tier: '56px',
  trust: '72px',
  city: '88px',
  added: '96px',
  last: '96px',
  next: '96px',
  order: '96px',
  promises: '64px',
  keyDate: '128px',
  household: '64px',
  portrait: '64px',
  tierWhy: '144px',
};
/** All that is shown up to these widths of the list (the stylesheet's container queries); there the name gives way to them. */
const middle: readonly ListColumn[] = ['tier', 'last', 'next'];
const narrow: readonly ListColumn[] = ['tier', 'next'];
const middleWidth = 820;
const narrowWidth = 560;

/** Pixels a column takes at least, with the gap before it. */
const least = (column: ListColumn) => 12 + (column === 'tags' ? 120 : Number.parseInt(widths[column], 10));
/** Padding, picture and the narrowest name. */
const besideColumns = 32 + 32 + 12 + 160;

/** Of the chosen columns those that have room beside each other; the last ones go first. `width`: pixels of the list. */
export function fittingColumns(chosen: readonly ListColumn[], width: number): ListColumn[] {
  if (width <= middleWidth) {
    const kept = width <= narrowWidth ? narrow : middle;
    return shownColumns(chosen).filter((column) => kept.includes(column));
  }
  let left = width - besideColumns;
  return shownColumns(chosen).filter((column) => (left -= least(column)) >= 0);
}

/** In the order they were put in; a kept choice may name what this program does not know. */
export function shownColumns(chosen: readonly ListColumn[]): ListColumn[] {
  return [...new Set(chosen)].filter((column) => listColumns.includes(column));
}

export function gridOf(chosen: readonly ListColumn[]): CSSProperties {
  const shown = shownColumns(chosen);
  // Without columns still a length: an empty variable would take the whole grid from the rows.
  const template = (columns: readonly ListColumn[]) =>
    columns.map((column) => widths[column]).join(' ') || '0';
  return {
    ['--cols' as string]: template(shown),
    ['--cols-middle' as string]: template(shown.filter((column) => middle.includes(column))),
    ['--cols-narrow' as string]: template(shown.filter((column) => narrow.includes(column))),
  };
}
