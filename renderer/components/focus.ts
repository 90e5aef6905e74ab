/** Where the focus goes when what had it is gone: it is never left at the top of the page. */
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

const stops =
  'a[href], button:not(:disabled), input:not(:disabled):not([hidden]), textarea:not(:disabled), [tabindex]:not([tabindex="-1"])';

/** The places Tab comes to inside, in their order; of a group of choices the one that is taken. */
export function focusStops(inside: Element): HTMLElement[] {
  return [...inside.querySelectorAll<HTMLElement>(stops)].filter((stop) => {
    if (stop.tabIndex < 0) return false;
    if (!(stop instanceof HTMLInputElement) || stop.type !== 'radio' || stop.checked) return true;
    return ![...inside.querySelectorAll<HTMLInputElement>('input[type="radio"]')].some(
      ({ name, checked }) => checked && name === stop.name,
    );
  });
}

const isLost = (): boolean => document.activeElement === null || document.activeElement === document.body;

/** For what covers the page for a while: when it is gone, the focus is again where it was before. */
export function useReturnedFocus(): void {
  const [former] = useState(() => document.activeElement);
  // What is left behind is in the page still; a moment later it is not, and `keepFocus` of what lies around has not seen it.
  useLayoutEffect(
    () => () =>
      queueMicrotask(() => {
        if (isLost() && former instanceof HTMLElement) former.focus({ preventScroll: true });
      }),
    [former],
  );
}

/**
 * The ref of the button in whose place a form stands while `isOpen`: when the form closes, the focus is at the button, which is
 * there again.
 */
export function useOpener(isOpen: boolean): RefObject<HTMLButtonElement | null> {
  const opener = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(isOpen);
  // Before `keepFocus` of what lies around sees that it was lost.
  useLayoutEffect(() => {
    if (wasOpen.current && !isOpen && isLost()) opener.current?.focus({ preventScroll: true });
    wasOpen.current = isOpen;
  }, [isOpen]);
  return opener;
}

/**
 * As the `ref` of a part of the page: where the form or row in it that had the focus goes away, the focus stays in the part, at
 * the first place it can go to.
 */
export function keepFocus(part: HTMLElement | null): (() => void) | undefined {
  if (!part) return undefined;
  const watch = new MutationObserver(() => {
    if (!isLost()) return;
    watch.disconnect();
    focusStops(part)[0]?.focus({ preventScroll: true });
  });
  const onFocus = (): void => watch.observe(part, { childList: true, subtree: true });
  const onLeave = ({ target, relatedTarget }: FocusEvent): void => {
    if (relatedTarget instanceof Node && part.contains(relatedTarget)) return;
    // What is taken away leaves, too, and what is at rest while its work is under way; neither can have it a moment later.
    queueMicrotask(() => {
      if (target instanceof Element && target.isConnected && !target.matches(':disabled')) watch.disconnect();
    });
  };
  part.addEventListener('focusin', onFocus);
  part.addEventListener('focusout', onLeave);
  return () => {
    watch.disconnect();
    part.removeEventListener('focusin', onFocus);
    part.removeEventListener('focusout', onLeave);
  };
}
