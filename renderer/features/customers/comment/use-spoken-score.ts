import { useEffect, useState } from 'react';

const restMs = 900;

/** The sentence a screen reader is told, once the typing rests. */
export function useSpoken(sentence: string): string {
  const [spoken, setSpoken] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSpoken(sentence), restMs);
    return () => clearTimeout(timer);
  }, [sentence]);
  return spoken;
}
