import { useEffect } from 'react';
import { portraitParts, type PortraitPart } from '#shared/domain/card/completeness.ts';
import { useAsked } from '../asked.tsx';

/** The list of the day leads here with `?fill=<part>`: its field opens as if its gap had been clicked, once. */
export function useAskedPart(fill: (part: PortraitPart) => void): void {
  const { asked, setAsked } = useAsked();
  const part = portraitParts.find((one) => one === asked.get('fill'));
  useEffect(() => {
    if (!part) return;
    fill(part);
    setAsked();
  }, [part, fill, setAsked]);
}
