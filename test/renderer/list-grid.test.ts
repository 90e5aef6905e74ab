/** The columns of the customer list in the room there is. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { listColumns } from '#shared/domain/list-view.ts';
import { fittingColumns, gridOf } from '#renderer/features/customers/list/list-grid.ts';

it('keeps tier and next touch beside the open card, however narrow the list is', () => {
  expect(fittingColumns(['tags', 'tier', 'last', 'next'], 346)).toEqual(['tier', 'next']);
  expect(fittingColumns(['tags', 'tier', 'last', 'next'], 700)).toEqual(['tier', 'last', 'next']);
  expect(fittingColumns(['tags', 'tier', 'last', 'next'], 856)).toEqual(['tags', 'tier', 'last', 'next']);
});

it('gives the rows a grid at every width, whatever columns were chosen', () => {
  fc.assert(
    fc.property(fc.subarray([...listColumns]), fc.integer({ min: 0, max: 2_560 }), (chosen, width) => {
      const templates = Object.values(gridOf(fittingColumns(chosen, width)));
      expect(templates).toHaveLength(3);
      for (const template of templates) expect(template).toMatch(/\S/);
    }),
  );
});
