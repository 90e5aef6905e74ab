/**
 * What a popover shows, for the keyboard: it stands at the end of the page, so the focus goes into it when it opens, Tab goes
 * round in it, and the focus is back at its button when it closes. The popover drops it then (`destroyOnHidden`).
 */
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { focusStops, keepFocus, useReturnedFocus } from './focus.ts';

export function PopoverBody({ children }: { children: ReactNode }) {
  const body = useRef<HTMLDivElement>(null);
  useReturnedFocus();
  useEffect(() => {
    const inside = body.current;
    // Some fields take it themselves.
    if (inside && !inside.contains(document.activeElement))
      (focusStops(inside)[0] ?? inside).focus({ preventScroll: true });
    return keepFocus(inside);
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Tab' || !body.current?.contains(document.activeElement)) return;
    const all = focusStops(body.current);
    const [from, to] = event.shiftKey ? [all[0], all.at(-1)] : [all.at(-1), all[0]];
    if (!to || document.activeElement !== (from ?? body.current)) return;
    event.preventDefault();
    to.focus();
  };
  return (
    <div ref={body} role="presentation" tabIndex={-1} onKeyDown={onKeyDown}>
      {children}
    </div>
  );
}
