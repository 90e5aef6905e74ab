import { useMemo, useState } from 'react';
import type { CustomerLine } from '#shared/contract/customer.ts';
import { inHeldOrder } from './held-order.ts';

interface Order {
  /** What was asked for when this order was seen. */
  question: string;
  ids: ReadonlySet<string>;
}

/**
 * The lines in the order the hand found them. From the first pointer or key in the list on they keep their places, so that a
 * row never moves away from under a click; another question, a reload or `renew` takes the order of the answer.
 *
 * @param question what the lines answer, as text
 * @param isFormer the lines still answer the former question
 * @param openedId a card that was not seen in the list yet ends the hold: somebody was added by hand, and is looked for
 */
export function useHeldLines(
  fresh: readonly CustomerLine[],
  question: string,
  isFormer: boolean,
  openedId: string | undefined,
) {
  const [order, setOrder] = useState<Order>();
  const isNew =
    openedId !== undefined && order?.ids.has(openedId) === false && fresh.some(({ id }) => id === openedId);
  const isHeld = order !== undefined && (isFormer || order.question === question) && !isNew;
  // Of 20,000 lines this takes longer than all else a click on a row does: the opened card does not ask for it.
  const held = useMemo(
    () => (isHeld && order ? inHeldOrder(order.ids, fresh) : undefined),
    [isHeld, order, fresh],
  );
  const lines = held?.lines ?? fresh;
  return {
    lines,
    isMoved: held?.isMoved ?? false,
    hold: () => {
      if (!held && !isFormer && fresh.length > 0)
        setOrder({ question, ids: new Set(lines.map(({ id }) => id)) });
    },
    renew: () => setOrder(undefined),
  };
}
