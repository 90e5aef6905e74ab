import type { PortraitPart } from '#shared/domain/card/completeness.ts';

/** Parts of the card that have a key and are no gap of the portrait. */
export type CardPart = PortraitPart | 'next' | 'order' | 'deal' | 'appointment';

/**
 * Leads to the field of a gap: the element of the card that carries the part's name is opened as if it had been clicked.
 * Call it when the field is on the page (the profile shows all its fields first).
 */
export function focusPart(card: HTMLElement, part: CardPart): void {
  const place = card.querySelector<HTMLElement>(`[data-part~="${part}"]`);
  const target = place?.querySelector<HTMLElement>('input, button:not([disabled])');
  if (!place || !target) return;
  place.scrollIntoView({ block: 'center' });
  target.focus({ preventScroll: true });
  if (target.tagName === 'BUTTON') target.click();
}
