import { useLayoutEffect, useMemo, useRef } from 'react';

/**
 * Handlers in one object that stays the same, so that what is drawn with it can be memoized; each calls what was given last.
 * To be called from events, never while drawing. `keys` is a constant of its module.
 */
export function useSameObject<Handlers extends object>(
  handlers: Handlers,
  keys: readonly (keyof Handlers)[],
): Handlers {
  const latest = useRef(handlers);
  useLayoutEffect(() => {
    latest.current = handlers;
  });
  return useMemo(() => {
    const callOf =
      (key: keyof Handlers) =>
      (...given: unknown[]) =>
        (latest.current[key] as (...args: unknown[]) => unknown)(...given);
    return Object.fromEntries(keys.map((key) => [key, callOf(key)])) as Handlers;
  }, [keys]);
}
