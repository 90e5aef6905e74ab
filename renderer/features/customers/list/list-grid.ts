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
};
/** Shown at every width; the others go first. */
const middle: readonly ListColumn[] = ['tier', 'last', 'next'];
const narrow: readonly ListColumn[] = ['tier', 'next'];

export function shownColumns(chosen: readonly ListColumn[]): ListColumn[] {
  return listColumns.filter((column) => chosen.includes(column));
}

export function gridOf(chosen: readonly ListColumn[]): CSSProperties {
  const shown = shownColumns(chosen);
  const template = (columns: readonly ListColumn[]) => columns.map((column) => widths[column]).join(' ');
  return {
    ['--cols' as string]: template(shown),
    ['--cols-middle' as string]: template(shown.filter((column) => middle.includes(column))),
    ['--cols-narrow' as string]: template(shown.filter((column) => narrow.includes(column))),
  };
}
