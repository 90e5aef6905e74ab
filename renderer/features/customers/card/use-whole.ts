import { useCallback, useDeferredValue, useEffect, useRef } from 'react';

/**
 * A card that is known already would be drawn in one piece, and nothing of it seen before all of it is there. What is
 * not `isWhole` leaves out its side and what is further down, which come right after; what needs them waits with `whenWhole`.
 */
export function useWhole(): { isWhole: boolean; whenWhole: (act: () => void) => void } {
  const isWhole = useDeferredValue(true, false);
  const waiting = useRef<Array<() => void>>([]);
  const isThere = useRef(false);
  useEffect(() => {
    isThere.current = isWhole;
    if (isWhole) for (const act of waiting.current.splice(0)) act();
  }, [isWhole]);
  const whenWhole = useCallback((act: () => void) => {
    if (isThere.current) act();
    else waiting.current.push(act);
  }, []);
  return { isWhole, whenWhole };
}
