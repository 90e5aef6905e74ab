/** The customer list under the hand: rows keep their places while what they show changes. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inHeldOrder } from '#renderer/features/customers/list/held-order.ts';

const linesOf = (...ids: string[]) => ids.map((id) => ({ id }));
const idsOf = (lines: readonly { id: string }[]) => lines.map(({ id }) => id).join('');

it('keeps the places that were seen, and tells that the order is another one now', () => {
  const held = inHeldOrder(['a', 'b', 'c'], linesOf('c', 'a', 'b'));
  expect(idsOf(held.lines)).toBe('abc');
  expect(held.isMoved).toBe(true);
  expect(inHeldOrder(['a', 'b', 'c'], linesOf('a', 'b', 'c')).isMoved).toBe(false);
});

it('shows the fresh lines, not those that were seen', () => {
  const fresh = [
    { id: 'b', name: '新' },
    { id: 'a', name: '旧' },
  ];
  expect(inHeldOrder(['a', 'b'], fresh).lines.map(({ name }) => name)).toEqual(['旧', '新']);
});

it('puts who was added at the end, and gives who comes back the former place', () => {
  expect(idsOf(inHeldOrder(['a', 'b', 'c'], linesOf('n', 'a', 'c')).lines)).toBe('acn');
  expect(idsOf(inHeldOrder(['a', 'b', 'c'], linesOf('n', 'a', 'b', 'c')).lines)).toBe('abcn');
});

it('holds every fresh line once, and none that is gone, whatever the order was', () => {
  const ids = fc.uniqueArray(fc.constantFrom(...'abcdefghij'));
  fc.assert(
    fc.property(ids, ids, (order, now) => {
      const { lines, isMoved } = inHeldOrder(order, linesOf(...now));
      expect(lines.map(({ id }) => id).toSorted()).toEqual(now.toSorted());
      const stayed = order.filter((id) => now.includes(id));
      expect(lines.slice(0, stayed.length).map(({ id }) => id)).toEqual(stayed);
      expect(isMoved).toBe(idsOf(lines) !== now.join(''));
    }),
  );
});
