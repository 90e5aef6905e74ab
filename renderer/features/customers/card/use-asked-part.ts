import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { portraitParts, type PortraitPart } from '#shared/domain/card/completeness.ts';

/** The list of the day leads here with `?fill=<part>`: its field opens as if its gap had been clicked, once. */
export function useAskedPart(fill: (part: PortraitPart) => void): void {
  const [asked, setAsked] = useSearchParams();
  const part = portraitParts.find((one) => one === asked.get('fill'));
  useEffect(() => {
    if (!part) return;
    fill(part);
    setAsked({}, { replace: true });
  }, [part, fill, setAsked]);
}
