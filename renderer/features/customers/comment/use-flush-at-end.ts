import { useEffect } from 'react';
import type { DraftKeeper } from './draft-keeper.ts';

/** Hands in what is not sent yet when the page or what holds the draft goes away. */
export function useFlushAtEnd<Draft>(keeper: DraftKeeper<Draft>): void {
  useEffect(() => {
    const save = () => void keeper.flush();
    addEventListener('pagehide', save);
    return () => {
      removeEventListener('pagehide', save);
      save();
    };
  }, [keeper]);
}
